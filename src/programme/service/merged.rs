//! A group that was given up for another, and stands again.

use entity::id::GroupId;
use entity::state::{CancelCode, GroupStatus, SessionStatus};
use entity::{change_log, group, session};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, Set};
use serde_json::json;

use super::standing::raise;
use crate::access::{Act, Locked, ReachedGroup};
use crate::audit::{self, LoggedChange};
use crate::error::Result;

/// Notes to which group those were asked who had a place in one that is cancelled.
pub async fn set_merged_into(act: Act<'_>, ended: &ReachedGroup, kept: &Locked<group::Model>) -> Result<()> {
    let row = group::ActiveModel { id: Set(ended.id), merged_into_id: Set(Some(kept.id)), ..Default::default() };
    group::Entity::update(row).exec(act.tx).await?;
    raise(act, kept.id, &[]).await
}

/// A group that was merged stands as before, with the sessions that fell away then; answers those as they were off.
pub async fn set_unmerged(act: Act<'_>, group: &ReachedGroup) -> Result<Vec<session::Model>> {
    let fell_away = Condition::all()
        .add(session::COLUMN.group_id.eq(group.id))
        .add(session::COLUMN.status.eq(SessionStatus::Cancelled))
        .add(session::COLUMN.cancel_code.eq(CancelCode::Merged));
    let off = session::Entity::find().filter(fell_away.clone()).all(act.tx).await?;
    session::Entity::update_many()
        .col_expr(session::Column::Status, Expr::value(SessionStatus::Planned))
        .col_expr(session::Column::CancelCode, Expr::value(Option::<CancelCode>::None))
        .col_expr(session::Column::Sequence, Expr::col(session::Column::Sequence).add(1))
        .col_expr(session::Column::ChangedAt, Expr::value(act.now))
        .filter(fell_away)
        .exec(act.tx)
        .await?;
    let to = status_before(act, group.id).await?;
    let row = group::ActiveModel {
        id: Set(group.id),
        status: Set(to),
        status_at: Set(act.now),
        status_reason: Set(None),
        cancel_code: Set(None),
        merged_into_id: Set(None),
        updated_at: Set(act.now),
        ..Default::default()
    };
    group::Entity::update(row).exec(act.tx).await?;
    raise(act, group.id, &[]).await?;
    let codes = json!({"from": group.status, "to": to, "code": null});
    audit::changed(act, LoggedChange::of("group.step", "group", group.id).details(codes)).await?;
    Ok(off)
}

/// The state from which a group came to the one in which it stands; that of one that is decided on nothing else says.
async fn status_before(act: Act<'_>, id: GroupId) -> Result<GroupStatus> {
    let last = change_log::Entity::find()
        .filter(change_log::COLUMN.subject_kind.eq("group"))
        .filter(change_log::COLUMN.subject_id.eq(id.0))
        .filter(change_log::COLUMN.act.eq("group.step"))
        .order_by(change_log::Column::At, Order::Desc)
        .order_by(change_log::Column::Id, Order::Desc)
        .one(act.tx)
        .await?;
    let from = last.and_then(|step| step.details["from"].as_str().and_then(GroupStatus::from_code));
    Ok(from.unwrap_or(GroupStatus::Recruiting))
}
