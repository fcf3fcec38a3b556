//! What moves when two clients turn out to be one person.

use entity::{attendance, incident, walk_in};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::access::Act;
use crate::error::Result;
use crate::merge::Merge;

/// Makes the marks and walk-ins of one client those of another.
pub async fn move_client(act: Act<'_>, merge: Merge) -> Result<()> {
    attendance::Entity::update_many()
        .col_expr(attendance::Column::ClientId, Expr::value(merge.kept))
        .filter(attendance::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    walk_in::Entity::update_many()
        .col_expr(walk_in::Column::ClientId, Expr::value(merge.kept))
        .filter(walk_in::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    incident::Entity::update_many()
        .col_expr(incident::Column::ClientId, Expr::value(merge.kept))
        .filter(incident::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    Ok(())
}
