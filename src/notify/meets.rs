//! Who meets the client, and so signs what the client reads: one answer for messages, pages and calendars.

use chrono::{DateTime, Utc};
use entity::id::{GroupId, SessionId, StaffId};
use entity::{group, session, staff};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{BTreeSet, HashMap};

use crate::error::Result;
use crate::programme::{first_leader, who_meets, who_meets_id};
use crate::task;

/// The given name of whoever meets the clients of a session.
pub async fn meets(db: &impl ConnectionTrait, id: SessionId) -> Result<Option<String>> {
    let name: Option<Option<String>> = session::Entity::find()
        .select_only()
        .expr_as(who_meets(), "given_name")
        .filter(session::COLUMN.id.eq(id))
        .into_tuple()
        .one(db)
        .await?;
    Ok(name.flatten())
}

/// Whoever meets the clients of a session.
pub async fn meets_id(db: &impl ConnectionTrait, id: SessionId) -> Result<Option<StaffId>> {
    let found: Option<Option<StaffId>> = session::Entity::find()
        .select_only()
        .expr_as(who_meets_id(), "id")
        .filter(session::COLUMN.id.eq(id))
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.flatten())
}

/// Whoever meets the clients of these sessions; one where nobody does is left out.
pub async fn meet_at(db: &impl ConnectionTrait, ids: &BTreeSet<SessionId>) -> Result<HashMap<SessionId, StaffId>> {
    let found: Vec<(SessionId, Option<StaffId>)> = session::Entity::find()
        .select_only()
        .column(session::Column::Id)
        .expr_as(who_meets_id(), "meets")
        .filter(session::COLUMN.id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().filter_map(|(session, meets)| Some((session, meets?))).collect())
}

/// Who writes for a group as a whole: its first leader at work, else its supervisor.
pub async fn signs(db: &impl ConnectionTrait, now: DateTime<Utc>, id: GroupId) -> Result<Option<String>> {
    let name: Option<Option<String>> = group::Entity::find_by_id(id)
        .select_only()
        .expr_as(first_leader(now), "given_name")
        .into_tuple()
        .one(db)
        .await?;
    if let Some(name) = name.flatten() {
        return Ok(Some(name));
    }
    let Some(supervisor) = task::supervisor(db, id).await? else { return Ok(None) };
    Ok(staff::Entity::find_by_id(supervisor).one(db).await?.map(|staff| staff.given_name))
}

/// Who writes about a session: whoever meets its clients, else who writes for its group.
pub async fn signs_at(db: &impl ConnectionTrait, now: DateTime<Utc>, session: &session::Model) -> Result<String> {
    let name = match meets(db, session.id).await? {
        Some(name) => Some(name),
        None => signs(db, now, session.group_id).await?,
    };
    Ok(name.unwrap_or_default())
}
