//! Reads for what befalls a session.

use entity::id::SessionId;
use entity::session;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::access::Act;
use crate::error::{OrNotFound, Result};
use crate::programme::{self, ClashRow};

/// A session of a client whom the act has reached.
pub async fn one(db: &impl ConnectionTrait, id: SessionId) -> Result<session::Model> {
    session::Entity::find_by_id(id).one(db).await.or_not_found()
}

/// What the session runs into that takes the place of one that is off.
pub async fn clashes_instead(act: Act<'_>, off: SessionId) -> Result<Vec<ClashRow>> {
    match programme::replacement_of(act.tx, off).await? {
        Some(instead) => programme::clashes_of(act.tx, instead.id, act.zone).await,
        None => Ok(Vec::new()),
    }
}
