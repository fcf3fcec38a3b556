//! What follows for applications when two clients turn out to be one person, and when a client is erased.

use entity::application;
use entity::id::{ApplicationId, ClientId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

use super::service::message_keys;
use crate::access::Act;
use crate::error::Result;
use crate::merge::Merge;
use crate::message;

/// Makes the applications of one client those of another.
pub async fn move_client(act: Act<'_>, merge: Merge) -> Result<()> {
    application::Entity::update_many()
        .col_expr(application::Column::ClientId, Expr::value(merge.kept))
        .filter(application::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Deletes the client's applications with what was written to their senders; what goes on is in the referral.
pub async fn erase(tx: &DatabaseTransaction, client: ClientId) -> Result<()> {
    let ids: Vec<ApplicationId> = application::Entity::find()
        .select_only()
        .column(application::Column::Id)
        .filter(application::COLUMN.client_id.eq(client))
        .into_tuple()
        .all(tx)
        .await?;
    let keys: Vec<String> = ids.iter().flat_map(|id| message_keys(*id)).collect();
    message::erase_named(tx, &keys).await?;
    application::Entity::delete_many().filter(application::COLUMN.client_id.eq(client)).exec(tx).await?;
    Ok(())
}
