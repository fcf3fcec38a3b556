//! The places of clients in groups.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::id::ParticipationId;
use entity::state::{AttendanceStatus, ParticipationStatus, SessionStatus};
use entity::{attendance, participation, session};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationTrait,
    StreamTrait,
};
use uuid::Uuid;

use super::span::{FactSpan, active_groups, gather};
use crate::attendance::enrolled::{Enrolled, PlaceSpan};
use crate::error::Result;
use crate::local_time::day;
use crate::statistics::records::ParticipationFact;

/// The presences: present, late or there for a part.
pub const PRESENT: [AttendanceStatus; 3] =
    [AttendanceStatus::Present, AttendanceStatus::Late, AttendanceStatus::Partial];

/// A participation with the exact times of its place.
pub struct PlaceTimes {
    pub fact: ParticipationFact,
    /// While its client is expected.
    pub enrolled: Enrolled,
}

#[derive(FromQueryResult)]
struct PlaceRow {
    id: ParticipationId,
    client_id: Uuid,
    group_id: Uuid,
    status: ParticipationStatus,
    confirmed_at: DateTime<Utc>,
    started_on: Option<NaiveDate>,
    ended_on: Option<NaiveDate>,
    ended_at: Option<DateTime<Utc>>,
    accompanied: bool,
}

impl PlaceRow {
    fn enrolled(&self, zone: Tz) -> Enrolled {
        let Self { status, confirmed_at, ended_on, ended_at, .. } = *self;
        Enrolled::of(PlaceSpan { status, confirmed_at, ended_on, ended_at }, zone)
    }
}

/// The places in groups with a session in the span.
pub async fn participations(
    db: &(impl ConnectionTrait + StreamTrait),
    span: &FactSpan,
    zone: Tz,
) -> Result<Vec<PlaceTimes>> {
    let seconds = second_sessions(db, span).await?;
    let find = participation::Entity::find()
        .select_only()
        .columns([
            participation::Column::Id,
            participation::Column::ClientId,
            participation::Column::GroupId,
            participation::Column::Status,
            participation::Column::ConfirmedAt,
        ])
        .columns([
            participation::Column::StartedOn,
            participation::Column::EndedOn,
            participation::Column::EndedAt,
            participation::Column::Accompanied,
        ])
        .filter(participation::Column::GroupId.in_subquery(active_groups(span)));
    gather(db, find, |row: PlaceRow| PlaceTimes {
        enrolled: row.enrolled(zone),
        fact: ParticipationFact {
            participation: row.id.0,
            client: row.client_id,
            group: row.group_id,
            status: row.status,
            confirmed_on: day(zone, row.confirmed_at),
            started_on: row.started_on,
            ended_on: row.ended_on,
            accompanied: row.accompanied,
            came_to_second: seconds.get(&row.id).copied(),
        },
    })
    .await
}

/// Who came to the second session, among those with a mark there.
async fn second_sessions(db: &impl ConnectionTrait, span: &FactSpan) -> Result<HashMap<ParticipationId, bool>> {
    let rows: Vec<(ParticipationId, AttendanceStatus)> = attendance::Entity::find()
        .select_only()
        .column(attendance::Column::ParticipationId)
        .column(attendance::Column::Status)
        .join(JoinType::InnerJoin, attendance::Relation::Session.def())
        .filter(session::COLUMN.number.eq(2))
        .filter(session::COLUMN.status.eq(SessionStatus::Held))
        .filter(session::Column::GroupId.in_subquery(active_groups(span)))
        .filter(attendance::COLUMN.status.ne(AttendanceStatus::Unrecorded))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, status)| (id, PRESENT.contains(&status))).collect())
}
