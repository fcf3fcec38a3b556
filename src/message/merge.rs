//! What moves when two clients turn out to be one person.

use entity::id::ClientId;
use entity::message;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::error::Result;

/// Makes the messages to one client those to another; what was sent keeps the address it was sent to.
pub async fn move_client(tx: &DatabaseTransaction, (from, to): (ClientId, ClientId)) -> Result<()> {
    message::Entity::update_many()
        .col_expr(message::Column::ClientId, Expr::value(to))
        .filter(message::Column::ClientId.eq(from))
        .exec(tx)
        .await?;
    Ok(())
}
