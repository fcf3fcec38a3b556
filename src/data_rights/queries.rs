//! Reads for the client's rights; they reach every client, for the data protection officer only.

use entity::client;
use entity::id::ClientId;
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};

use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::access::scope;
use crate::db::contains_pattern;
use crate::error::{OrNotFound, Result};
use crate::people::client::survivor;
use crate::text::sort::search_key;

/// At most so many clients are found; a search that finds more is too wide.
const FOUND: u64 = 20;

/// The clients with this number, or with these words in the name; who was merged is found as the one that stays.
pub async fn search(db: &impl ConnectionTrait, viewer: &Viewer, words: &str) -> Result<Vec<client::Model>> {
    let like = LikeExpr::new(contains_pattern(&search_key(words))).escape('\\');
    let named = Expr::col((client::Entity, client::Column::NameSearch)).like(like);
    let found: Vec<(ClientId, Option<ClientId>)> = client::Entity::find()
        .select_only()
        .columns([client::Column::Id, client::Column::MergedIntoId])
        .filter(named.or(client::COLUMN.external_ref.eq(words)))
        .order_by(client::Column::NameSort, Order::Asc)
        .limit(FOUND)
        .into_tuple()
        .all(db)
        .await?;
    Ok(client::Entity::find()
        .filter(scope::clients(viewer, Resource::ClientRights, Action::Read))
        .filter(client::COLUMN.id.is_in(found.into_iter().map(|(id, into)| into.unwrap_or(id))))
        .order_by(client::Column::NameSort, Order::Asc)
        .all(db)
        .await?)
}

/// One client, whose rights the viewer answers for; the one that stays for one who was merged.
pub async fn one(db: &impl ConnectionTrait, viewer: &Viewer, id: ClientId) -> Result<client::Model> {
    let reached = scope::clients(viewer, Resource::ClientRights, Action::Read);
    client::Entity::find_by_id(survivor(db, id).await?).filter(reached).one(db).await.or_not_found()
}
