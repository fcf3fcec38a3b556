//! Who reads figures, by which names, and whether they are still true.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::state::UnitKind;
use entity::{change_log, group, unit};
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::access::Viewer;
use crate::error::Result;
use crate::statistics::cut::By;
use crate::statistics::rules::Tree;

/// What the log tells of that no figure reads.
const UNCOUNTED: [&str; 13] = [
    "application",
    "break",
    "channel_code",
    "goal",
    "message",
    "pair_rule",
    "season",
    "staff",
    "task",
    "template",
    "token",
    "venue",
    "waiting",
];

/// How many changes of what is counted came since then.
pub async fn changes_since(db: &impl ConnectionTrait, since: DateTime<Utc>) -> Result<u64> {
    let changes = change_log::Entity::find()
        .select_only()
        .column(change_log::Column::Id)
        .filter(change_log::COLUMN.at.gte(since))
        .filter(change_log::COLUMN.subject_kind.is_not_in(UNCOUNTED));
    Ok(changes.count(db).await?)
}

/// Where a person stands in the organisation.
pub async fn tree(db: &impl ConnectionTrait, by: &Viewer) -> Result<Tree> {
    let own = unit::Entity::find_by_id(by.unit_id).one(db).await?;
    Ok(Tree {
        is_top: own.as_ref().is_some_and(|unit| unit.parent_id.is_none()),
        is_area: own.is_some_and(|unit| unit.kind == UnitKind::Area),
    })
}

/// The names of the units or groups that a cut tells apart.
pub async fn names(db: &impl ConnectionTrait, by: By) -> Result<HashMap<Uuid, String>> {
    let rows: Vec<(Uuid, String)> = match by {
        By::Unit => {
            let find = unit::Entity::find().select_only().columns([unit::Column::Id, unit::Column::Name]);
            find.into_tuple().all(db).await?
        }
        By::Group => {
            let find = group::Entity::find().select_only().columns([group::Column::Id, group::Column::Name]);
            find.into_tuple().all(db).await?
        }
        By::None | By::Kind | By::Municipality | By::Month | By::Channel => Vec::new(),
    };
    Ok(rows.into_iter().collect())
}
