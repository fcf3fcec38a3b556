//! Reads of participations that are to end.

use entity::id::ParticipationId;
use entity::participation;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};

use crate::error::{OrNotFound, Result};
use crate::people::rights::{Act, Resource};
use crate::people::{Viewer, scope};

/// A participation within the viewer's reach.
pub async fn reach(db: &impl ConnectionTrait, by: &Viewer, id: ParticipationId) -> Result<participation::Model> {
    let reached = scope::participations(by, Resource::Participation, Act::Write);
    participation::Entity::find_by_id(id).filter(reached).one(db).await.or_not_found()
}
