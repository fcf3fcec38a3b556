//! What moves when two clients turn out to be one person.

use entity::id::ClientId;
use entity::{attendance, walk_in};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::error::Result;

/// Makes the marks and walk-ins of one client those of another.
pub async fn move_client(tx: &DatabaseTransaction, (from, to): (ClientId, ClientId)) -> Result<()> {
    attendance::Entity::update_many()
        .col_expr(attendance::Column::ClientId, Expr::value(to))
        .filter(attendance::Column::ClientId.eq(from))
        .exec(tx)
        .await?;
    walk_in::Entity::update_many()
        .col_expr(walk_in::Column::ClientId, Expr::value(to))
        .filter(walk_in::Column::ClientId.eq(from))
        .exec(tx)
        .await?;
    Ok(())
}
