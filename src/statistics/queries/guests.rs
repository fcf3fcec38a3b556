//! Visits to open groups without a place there: by name, by alias, and as a number.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::state::SessionStatus;
use entity::{session, walk_in};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationTrait,
    StreamTrait,
};
use uuid::Uuid;

use super::span::{FactSpan, gather};
use crate::attendance::rules::heads;
use crate::error::Result;
use crate::local_time::day;
use crate::statistics::month::Month;
use crate::statistics::records::GuestFact;

#[derive(FromQueryResult)]
struct WalkInRow {
    group_id: Uuid,
    starts_at: DateTime<Utc>,
    client_id: Option<Uuid>,
    minutes: i32,
}

#[derive(FromQueryResult)]
struct CountRow {
    group_id: Uuid,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    head_count: i32,
}

/// Who came besides to the sessions of a span that were held.
pub async fn guests(db: &(impl ConnectionTrait + StreamTrait), span: &FactSpan, zone: Tz) -> Result<Vec<GuestFact>> {
    let named = walk_in::Entity::find()
        .select_only()
        .columns([walk_in::Column::ClientId, walk_in::Column::Minutes])
        .columns([session::Column::GroupId, session::Column::StartsAt])
        .join(JoinType::InnerJoin, walk_in::Relation::Session.def())
        .filter(session::COLUMN.status.eq(SessionStatus::Held))
        .filter(session::COLUMN.starts_at.gte(span.start))
        .filter(session::COLUMN.starts_at.lt(span.end));
    let counted = session::Entity::find()
        .select_only()
        .columns([session::Column::GroupId, session::Column::StartsAt, session::Column::EndsAt])
        .column(session::Column::HeadCount)
        .filter(session::COLUMN.status.eq(SessionStatus::Held))
        .filter(session::COLUMN.head_count.gt(0))
        .filter(session::COLUMN.starts_at.gte(span.start))
        .filter(session::COLUMN.starts_at.lt(span.end));
    let month = |at| Month::of(day(zone, at));
    let named = gather(db, named, |row: WalkInRow| GuestFact {
        group: row.group_id,
        month: month(row.starts_at),
        client: row.client_id,
        visits: 1,
        minutes: u32::try_from(row.minutes).unwrap_or(0),
    });
    let mut guests = named.await?;
    let counted = gather(db, counted, |row: CountRow| {
        let heads = heads(row.head_count, row.ends_at - row.starts_at);
        let (group, month) = (row.group_id, month(row.starts_at));
        GuestFact { group, month, client: None, visits: heads.visits, minutes: heads.minutes }
    });
    guests.extend(counted.await?);
    Ok(guests)
}
