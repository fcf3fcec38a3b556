//! The groups of the programme and their sessions.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::state::{CancelCode, GroupKind, GroupStatus, SessionStatus, UnitKind};
use entity::{group, session, unit};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, StreamTrait};
use uuid::Uuid;

use super::span::{FactSpan, active_groups, gather};
use crate::error::Result;
use crate::local_time::day;
use crate::statistics::records::{GroupFact, SessionFact};

#[derive(FromQueryResult)]
struct ReadUnit {
    id: Uuid,
    parent_id: Option<Uuid>,
    kind: UnitKind,
    municipality: Option<String>,
}

#[derive(FromQueryResult)]
struct ReadGroup {
    id: Uuid,
    kind: GroupKind,
    unit_id: Uuid,
    municipality: Option<String>,
    project: Option<String>,
    capacity: i32,
    status: GroupStatus,
    starts_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
}

/// Every group that is no draft.
pub async fn groups(db: &impl ConnectionTrait, zone: Tz) -> Result<Vec<GroupFact>> {
    let units: Vec<ReadUnit> = unit::Entity::find().into_model().all(db).await?;
    let units: HashMap<Uuid, ReadUnit> = units.into_iter().map(|unit| (unit.id, unit)).collect();
    let rows: Vec<ReadGroup> = group::Entity::find()
        .select_only()
        .columns([group::Column::Id, group::Column::Kind, group::Column::UnitId, group::Column::Municipality])
        .columns([group::Column::Project, group::Column::Capacity, group::Column::Status])
        .columns([group::Column::StartsAt, group::Column::EndsAt])
        .filter(group::COLUMN.status.ne(GroupStatus::Draft))
        .into_model()
        .all(db)
        .await?;
    let mut names = NamePool::default();
    Ok(rows
        .into_iter()
        .map(|row| {
            let own = || units.get(&row.unit_id).and_then(|unit| unit.municipality.clone());
            let municipality = row.municipality.clone().or_else(own).unwrap_or_default();
            GroupFact {
                group: row.id,
                kind: row.kind,
                unit: row.unit_id,
                area: area_of(&units, row.unit_id),
                municipality: names.get(municipality),
                project: row.project.map(|project| names.get(project)),
                capacity: u32::try_from(row.capacity).unwrap_or(0),
                status: row.status,
                first_start: row.starts_at.map(|at| day(zone, at)),
                last_end: row.ends_at.map(|at| day(zone, at)),
            }
        })
        .collect())
}

/// One copy of each name.
#[derive(Default)]
struct NamePool(HashMap<String, Arc<str>>);

impl NamePool {
    fn get(&mut self, name: String) -> Arc<str> {
        self.0.entry(name).or_insert_with_key(|name| Arc::from(name.as_str())).clone()
    }
}

fn area_of(units: &HashMap<Uuid, ReadUnit>, unit: Uuid) -> Uuid {
    let mut at = units.get(&unit);
    while let Some(here) = at {
        if here.kind == UnitKind::Area {
            return here.id;
        }
        at = here.parent_id.and_then(|parent| units.get(&parent));
    }
    unit
}

#[derive(FromQueryResult)]
struct ReadSession {
    id: Uuid,
    group_id: Uuid,
    number: i32,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    status: SessionStatus,
    replaces_id: Option<Uuid>,
    cancel_code: Option<CancelCode>,
}

/// Every session of the groups with a session in the span.
pub async fn sessions(
    db: &(impl ConnectionTrait + StreamTrait),
    span: &FactSpan,
    zone: Tz,
) -> Result<Vec<SessionFact>> {
    let find = session::Entity::find()
        .select_only()
        .columns([session::Column::Id, session::Column::GroupId, session::Column::Number, session::Column::Status])
        .columns([session::Column::StartsAt, session::Column::EndsAt, session::Column::ReplacesId])
        .column(session::Column::CancelCode)
        .filter(session::Column::GroupId.in_subquery(active_groups(span)));
    gather(db, find, |row: ReadSession| SessionFact {
        session: row.id,
        group: row.group_id,
        number: u32::try_from(row.number).unwrap_or(0),
        on: day(zone, row.starts_at),
        ends_at: row.ends_at,
        status: row.status,
        replaces: row.replaces_id,
        cancel_code: row.cancel_code,
    })
    .await
}
