//! What moves when two clients turn out to be one person.

use entity::message;
use entity::state::MessageStatus;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::rows::give_up_key;
use super::withdraw::cancel;
use crate::access::Act;
use crate::error::Result;
use crate::merge::Merge;

/// Makes the messages to one client those to another; what was sent keeps the address it was sent to. What was told to
/// the one once and for all is not told to the other again.
pub async fn move_client(act: Act<'_>, merge: Merge) -> Result<()> {
    let named = message::Entity::find()
        .filter(message::COLUMN.client_id.eq(merge.gone))
        .filter(message::COLUMN.key.contains(merge.gone.to_string()))
        .filter(message::COLUMN.status.ne(MessageStatus::Cancelled))
        .all(act.tx)
        .await?;
    for row in named {
        let theirs = row.key.replace(&merge.gone.to_string(), &merge.kept.to_string());
        rename(act, &row, &theirs).await?;
    }
    message::Entity::update_many()
        .col_expr(message::Column::ClientId, Expr::value(merge.kept))
        .filter(message::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Gives a message the key that names the other client. Of two that tell the same only one is sent.
async fn rename(act: Act<'_>, row: &message::Model, theirs: &str) -> Result<()> {
    if matches!(row.status, MessageStatus::Sent | MessageStatus::Sending) {
        cancel(act, message::COLUMN.key.eq(theirs).into()).await?;
    }
    give_up_key(act, theirs).await?;
    if message::Entity::find().filter(message::COLUMN.key.eq(theirs)).count(act.tx).await? > 0 {
        return cancel(act, message::COLUMN.id.eq(row.id).into()).await;
    }
    message::Entity::update_many()
        .col_expr(message::Column::Key, Expr::value(theirs))
        .filter(message::COLUMN.id.eq(row.id))
        .exec(act.tx)
        .await?;
    Ok(())
}
