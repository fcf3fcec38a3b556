//! Erasure of what tasks say of a client.

use entity::id::ClientId;
use entity::task;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::error::Result;

/// Blanks the notes of every task about the client.
pub async fn erase_notes(tx: &DatabaseTransaction, client: ClientId) -> Result<()> {
    task::Entity::update_many()
        .col_expr(task::Column::Note, Expr::value(Option::<String>::None))
        .filter(task::Column::ClientId.eq(client))
        .exec(tx)
        .await?;
    Ok(())
}
