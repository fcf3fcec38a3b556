//! A session that was held: at its first mark, or by its leader's word.

use chrono::{DateTime, Utc};
use entity::id::SessionId;
use entity::session;
use entity::state::SessionStatus;
use sea_orm::{DatabaseTransaction, EntityTrait, Set};

use crate::audit::{self, Actor, Change};
use crate::error::{Error, OrNotFound, Result};
use crate::revision;

/// Notes that a session was held, at its first mark or by its leader's word; again changes nothing.
pub async fn hold_session(tx: &DatabaseTransaction, who: Actor, now: DateTime<Utc>, id: SessionId) -> Result<()> {
    let session = session::Entity::find_by_id(id).one(tx).await.or_not_found()?;
    match session.status {
        SessionStatus::Held => return Ok(()),
        SessionStatus::Cancelled => return Err(Error::conflict("attendance-cancelled")),
        SessionStatus::Planned => {}
    }
    let row = session::ActiveModel {
        id: Set(id),
        status: Set(SessionStatus::Held),
        held_at: Set(Some(now)),
        recorded_at: Set(Some(session.recorded_at.unwrap_or(now))),
        changed_at: Set(now),
        ..Default::default()
    };
    session::Entity::update(row).exec(tx).await?;
    revision::raise(tx, now, session.group_id).await?;
    audit::changed(tx, who, now, Change::of("session.held", "session", id)).await
}

/// Keeps how many came anonymously to a session.
pub async fn count_heads(
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
    id: SessionId,
    heads: Option<i32>,
) -> Result<()> {
    let row = session::ActiveModel { id: Set(id), head_count: Set(heads), changed_at: Set(now), ..Default::default() };
    session::Entity::update(row).exec(tx).await?;
    Ok(())
}
