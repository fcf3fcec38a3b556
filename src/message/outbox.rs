//! Messages that failed, tried again.

use entity::id::MessageId;
use entity::message;
use entity::state::MessageStatus;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::queries::has_purpose;
use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Error, OrNotFound, Result};

/// Whether a claimed message failed before and is tried anew because somebody asked for it: its address is tried again,
/// whatever is known of it.
pub const fn is_retried(row: &message::Model) -> bool {
    row.attempts == 1 && row.address.is_some()
}

/// Queues a failed message again from its first attempt: where it goes and what it says is decided as it goes. Refused of
/// one that has no purpose any more.
pub async fn retry(act: Act<'_>, id: MessageId) -> Result<()> {
    let row = message::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    if row.status == MessageStatus::Failed && !has_purpose(row.news.as_deref(), row.expires_at, act.now) {
        return Err(Error::conflict(Code::MessageOver));
    }
    let changed = message::Entity::update_many()
        .col_expr(message::Column::Status, Expr::value(MessageStatus::Queued))
        .col_expr(message::Column::Attempts, Expr::value(0))
        .col_expr(message::Column::DueAt, Expr::value(act.now))
        .col_expr(message::Column::Error, Expr::value(Option::<String>::None))
        .filter(message::COLUMN.id.eq(id))
        .filter(message::COLUMN.status.eq(MessageStatus::Failed))
        .exec(act.tx)
        .await?;
    if changed.rows_affected == 0 {
        return Err(Error::conflict(Code::MessageNotFailed));
    }
    audit::changed(act, LoggedChange::of("message.retried", "message", id)).await
}
