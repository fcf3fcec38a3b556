//! Erasure of what messages say to a client.

use entity::id::ClientId;
use entity::message;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::error::Result;

/// Blanks address, subject and text of the client's messages; kind, channel, state and times stay.
pub async fn erase_texts(tx: &DatabaseTransaction, client: ClientId) -> Result<()> {
    erase(tx, message::Column::ClientId.eq(client).into()).await
}

/// Blanks the messages with these keys, as those to people who were no clients when they were written to.
pub async fn erase_named(tx: &DatabaseTransaction, keys: &[String]) -> Result<()> {
    erase(tx, message::Column::Key.is_in(keys).into()).await
}

async fn erase(tx: &DatabaseTransaction, which: Condition) -> Result<()> {
    let nothing = || Expr::value(Option::<String>::None);
    message::Entity::update_many()
        .col_expr(message::Column::Address, nothing())
        .col_expr(message::Column::Secret, nothing())
        .col_expr(message::Column::Error, nothing())
        .col_expr(message::Column::Subject, Expr::value("–"))
        .col_expr(message::Column::Body, Expr::value("–"))
        .filter(which)
        .exec(tx)
        .await?;
    Ok(())
}
