//! Reads for the choice of a key worker.

use entity::client;
use entity::id::ClientId;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};

use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, scope};
use crate::error::{OrNotFound, Result};

/// One client whom the viewer may give to a key worker.
pub async fn to_give(db: &impl ConnectionTrait, by: &Viewer, id: ClientId) -> Result<client::Model> {
    let reached = scope::clients(by, Resource::KeyWorker, Action::Write);
    client::Entity::find_by_id(id).filter(reached).one(db).await.or_not_found()
}
