//! What moves when two clients turn out to be one person.

use entity::id::ClientId;
use entity::task;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::error::Result;

/// Makes the tasks about one client those about another.
pub async fn move_client(tx: &DatabaseTransaction, (from, to): (ClientId, ClientId)) -> Result<()> {
    task::Entity::update_many()
        .col_expr(task::Column::ClientId, Expr::value(to))
        .filter(task::Column::ClientId.eq(from))
        .exec(tx)
        .await?;
    Ok(())
}
