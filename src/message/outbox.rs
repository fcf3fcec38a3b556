//! What becomes of messages that wait: cancelled with what they hang on, and tried again.

use entity::id::{ClientId, GroupId, MessageId, ReferralId, SessionId};
use entity::message;
use entity::state::MessageStatus;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

use super::queries;
use crate::access::Act;
use crate::error::{Code, Error, OrNotFound, Result};
use crate::task;

/// Names the task of a letter or a call.
pub fn task_key(key: &str) -> String {
    format!("message:{key}")
}

/// Queues a failed message again from its first attempt.
pub async fn retry(act: Act<'_>, id: MessageId) -> Result<()> {
    message::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
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
    Ok(())
}

/// Cancels what is not sent yet about a session; what is on its way stays so.
pub async fn cancel_for_session(act: Act<'_>, session: SessionId) -> Result<()> {
    cancel(act, message::COLUMN.session_id.eq(session).into()).await
}

/// Cancels what is not sent yet to a client.
pub async fn cancel_for_client(act: Act<'_>, client: ClientId) -> Result<()> {
    cancel(act, message::COLUMN.client_id.eq(client).into()).await
}

/// Cancels what is not sent yet to a client about one group, when the place there ends.
pub async fn cancel_for_place(act: Act<'_>, client: ClientId, group: GroupId) -> Result<()> {
    let both = Condition::all().add(message::COLUMN.client_id.eq(client)).add(message::COLUMN.group_id.eq(group));
    cancel(act, both).await
}

/// Cancels what is not sent yet about a referral.
pub async fn cancel_for_referral(act: Act<'_>, referral: ReferralId) -> Result<()> {
    cancel(act, message::COLUMN.referral_id.eq(referral).into()).await
}

/// Cancels one message that nobody has sent or told yet.
pub async fn cancel_one(act: Act<'_>, id: MessageId) -> Result<()> {
    cancel(act, message::COLUMN.id.eq(id).into()).await
}

/// A cancelled message gives up its link, and the task of a letter or a call is done with it.
pub(super) async fn cancel(act: Act<'_>, which: Condition) -> Result<()> {
    let by_hand: Vec<String> = message::Entity::find()
        .select_only()
        .column(message::Column::Key)
        .filter(which.clone())
        .filter(message::COLUMN.status.eq(MessageStatus::ForHand))
        .into_tuple()
        .all(act.tx)
        .await?;
    message::Entity::update_many()
        .col_expr(message::Column::Status, Expr::value(MessageStatus::Cancelled))
        .col_expr(message::Column::News, Expr::value(Option::<String>::None))
        .col_expr(message::Column::Secret, Expr::value(Option::<String>::None))
        .filter(which)
        .filter(queries::standing(act.now))
        .exec(act.tx)
        .await?;
    for key in by_hand {
        task::done_by_key(act, &task_key(&key)).await?;
    }
    Ok(())
}
