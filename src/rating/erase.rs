//! Erasure of what ratings and goals say of a client.

use entity::id::ClientId;
use entity::{goal, rating, rating_request};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::error::Result;

/// Blanks the client's comments, why a rating was asked early and the words of the goals; answers and levels stay for the figures.
pub async fn erase_words(tx: &DatabaseTransaction, client: ClientId) -> Result<()> {
    rating::Entity::update_many()
        .col_expr(rating::Column::Comment, Expr::value(Option::<String>::None))
        .filter(rating::Column::ClientId.eq(client))
        .exec(tx)
        .await?;
    rating_request::Entity::update_many()
        .col_expr(rating_request::Column::EarlyReason, Expr::value(Option::<String>::None))
        .filter(rating_request::Column::ClientId.eq(client))
        .exec(tx)
        .await?;
    goal::Entity::update_many()
        .col_expr(goal::Column::Text, Expr::value("–"))
        .col_expr(goal::Column::Named, Expr::value(Option::<String>::None))
        .col_expr(goal::Column::Levels, Expr::value(Option::<String>::None))
        .col_expr(goal::Column::RetiredReason, Expr::value(Option::<String>::None))
        .filter(goal::Column::ClientId.eq(client))
        .exec(tx)
        .await?;
    Ok(())
}
