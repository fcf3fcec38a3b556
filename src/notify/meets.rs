//! Who meets the client, and so signs what the client reads: one answer for messages, pages and calendars.

use chrono::{DateTime, Utc};
use entity::id::{GroupId, SessionId, StaffId};
use entity::{group, session};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::error::Result;
use crate::programme::{first_leader, who_meets, who_meets_id};

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

/// Who writes for a group as a whole: its first leader at work.
pub async fn signs(db: &impl ConnectionTrait, now: DateTime<Utc>, id: GroupId) -> Result<Option<String>> {
    let name: Option<Option<String>> = group::Entity::find_by_id(id)
        .select_only()
        .expr_as(first_leader(now), "given_name")
        .into_tuple()
        .one(db)
        .await?;
    Ok(name.flatten())
}
