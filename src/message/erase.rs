//! Erasure of what messages say to a client.

use chrono::TimeDelta;
use entity::id::ClientId;
use entity::message;
use entity::state::{MessageKind, MessageStatus};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::access::Act;
use crate::error::Result;

/// What stands where a text stood.
const BLANK: &str = "–";
/// How long it can be read what a message said, and where it went.
const TEXTS_KEPT: TimeDelta = TimeDelta::days(365);

/// Blanks address, subject and text of the client's messages; kind, channel, state and times stay.
pub async fn erase_texts(tx: &DatabaseTransaction, client: ClientId) -> Result<()> {
    erase(tx, message::Column::ClientId.eq(client).into()).await
}

/// Blanks the messages with these keys, as those to people who were no clients when they were written to.
pub async fn erase_named(tx: &DatabaseTransaction, keys: &[String]) -> Result<()> {
    erase(tx, message::Column::Key.is_in(keys).into()).await
}

/// Blanks messages that were made long ago, whatever became of them: counts of them stay. So it does what was to be told
/// to somebody who is erased and never went out.
pub async fn forget_texts(act: Act<'_>) -> Result<()> {
    let old = Condition::all()
        .add(message::Column::CreatedAt.lt(act.now - TEXTS_KEPT))
        .add(message::Column::DueAt.lt(act.now - TEXTS_KEPT))
        .add(message::Column::Body.ne(BLANK));
    erase(act.tx, old.add(over())).await?;
    let unsent = Condition::all()
        .add(message::Column::Kind.eq(MessageKind::DataRights))
        .add(message::Column::ClientId.is_null())
        .add(message::Column::Address.is_not_null());
    erase(act.tx, unsent.add(over())).await
}

/// What nothing is done with any more.
fn over() -> Condition {
    let over = [MessageStatus::Sent, MessageStatus::Cancelled, MessageStatus::Failed, MessageStatus::Untold];
    Condition::all().add(message::Column::Status.is_in(over))
}

async fn erase(tx: &DatabaseTransaction, which: Condition) -> Result<()> {
    let nothing = || Expr::value(Option::<String>::None);
    message::Entity::update_many()
        .col_expr(message::Column::Address, nothing())
        .col_expr(message::Column::News, nothing())
        .col_expr(message::Column::Error, nothing())
        .col_expr(message::Column::Subject, Expr::value(BLANK))
        .col_expr(message::Column::Body, Expr::value(BLANK))
        .filter(which)
        .exec(tx)
        .await?;
    Ok(())
}
