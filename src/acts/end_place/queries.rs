//! Reads of participations that are to end.

use entity::id::ParticipationId;
use entity::participation;
use sea_orm::{ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};

use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, scope};
use crate::error::{OrNotFound, Result};
use crate::people::client::{name_for, veil};

/// A participation within the viewer's reach.
pub async fn reach(db: &impl ConnectionTrait, by: &Viewer, id: ParticipationId) -> Result<participation::Model> {
    let reached = scope::participations(by, Resource::Participation, Action::Write);
    participation::Entity::find_by_id(id).filter(reached).one(db).await.or_not_found()
}

/// Whose a participation is, by the name that the viewer may read.
pub async fn name_of(db: &impl ConnectionTrait, by: &Viewer, place: &participation::Model) -> Result<String> {
    let name = participation::Entity::find_by_id(place.id)
        .select_only()
        .expr_as(name_for(by), "name")
        .join(JoinType::InnerJoin, participation::Relation::Client.def())
        .into_tuple();
    let mut name: String = name.one(db).await.or_not_found()?;
    veil(by, place.client_id, &mut name);
    Ok(name)
}
