//! What moves when two clients turn out to be one person.

use entity::{goal, rating, rating_request};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::access::Act;
use crate::error::Result;
use crate::merge::Merge;

/// Makes the ratings, goals and questions of one client those of another.
pub async fn move_client(act: Act<'_>, merge: Merge) -> Result<()> {
    rating_request::Entity::update_many()
        .col_expr(rating_request::Column::ClientId, Expr::value(merge.kept))
        .filter(rating_request::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    rating::Entity::update_many()
        .col_expr(rating::Column::ClientId, Expr::value(merge.kept))
        .filter(rating::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    goal::Entity::update_many()
        .col_expr(goal::Column::ClientId, Expr::value(merge.kept))
        .filter(goal::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    Ok(())
}
