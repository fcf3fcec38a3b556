//! What moves when two clients turn out to be one person.

use entity::id::ClientId;
use entity::{goal, rating, rating_request};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::error::Result;

/// Makes the ratings, goals and questions of one client those of another.
pub async fn move_client(tx: &DatabaseTransaction, (from, to): (ClientId, ClientId)) -> Result<()> {
    rating_request::Entity::update_many()
        .col_expr(rating_request::Column::ClientId, Expr::value(to))
        .filter(rating_request::Column::ClientId.eq(from))
        .exec(tx)
        .await?;
    rating::Entity::update_many()
        .col_expr(rating::Column::ClientId, Expr::value(to))
        .filter(rating::Column::ClientId.eq(from))
        .exec(tx)
        .await?;
    goal::Entity::update_many()
        .col_expr(goal::Column::ClientId, Expr::value(to))
        .filter(goal::Column::ClientId.eq(from))
        .exec(tx)
        .await?;
    Ok(())
}
