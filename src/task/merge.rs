//! What moves when two clients turn out to be one person.

use entity::task;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::access::Act;
use crate::error::Result;
use crate::merge::Merge;

/// Makes the tasks about one client those about another.
pub async fn move_client(act: Act<'_>, merge: Merge) -> Result<()> {
    task::Entity::update_many()
        .col_expr(task::Column::ClientId, Expr::value(merge.kept))
        .filter(task::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    Ok(())
}
