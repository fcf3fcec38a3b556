//! Erasure of what messages say to a client.

use entity::id::ClientId;
use entity::message;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::error::Result;

/// Blanks address, subject and text of the client's messages; kind, channel, state and times stay.
pub async fn erase_texts(tx: &DatabaseTransaction, client: ClientId) -> Result<()> {
    let nothing = || Expr::value(Option::<String>::None);
    message::Entity::update_many()
        .col_expr(message::Column::Address, nothing())
        .col_expr(message::Column::Secret, nothing())
        .col_expr(message::Column::Error, nothing())
        .col_expr(message::Column::Subject, Expr::value("–"))
        .col_expr(message::Column::Body, Expr::value("–"))
        .filter(message::Column::ClientId.eq(client))
        .exec(tx)
        .await?;
    Ok(())
}
