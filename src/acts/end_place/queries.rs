//! Reads of participations that are to end.

use entity::id::ParticipationId;
use entity::participation;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};

use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, scope};
use crate::error::{OrNotFound, Result};

/// A participation within the viewer's reach.
pub async fn reach(db: &impl ConnectionTrait, by: &Viewer, id: ParticipationId) -> Result<participation::Model> {
    let reached = scope::participations(by, Resource::Participation, Action::Write);
    participation::Entity::find_by_id(id).filter(reached).one(db).await.or_not_found()
}
