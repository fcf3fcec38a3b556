//! What moves when two clients turn out to be one person.

use entity::message;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::access::Act;
use crate::error::Result;
use crate::merge::Merge;

/// Makes the messages to one client those to another; what was sent keeps the address it was sent to.
pub async fn move_client(act: Act<'_>, merge: Merge) -> Result<()> {
    message::Entity::update_many()
        .col_expr(message::Column::ClientId, Expr::value(merge.kept))
        .filter(message::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    Ok(())
}
