//! Reads for the choice of a key worker.

use entity::client;
use entity::id::ClientId;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};

use crate::error::{OrNotFound, Result};
use crate::people::rights::{Act, Resource};
use crate::people::{Viewer, scope};

/// One client whom the viewer may give to a key worker.
pub async fn one(db: &impl ConnectionTrait, by: &Viewer, id: ClientId) -> Result<client::Model> {
    let reached = scope::clients(by, Resource::KeyWorker, Act::Write);
    client::Entity::find_by_id(id).filter(reached).one(db).await.or_not_found()
}
