//! What a person does in place of a message: a letter or a call, asked of whoever helps the client.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{ClientId, MessageId, StaffId};
use entity::message;
use entity::state::{MessageChannel, MessageKind, MessageStatus, TaskKind};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::outbox::About;
use super::queries;
use crate::access::Act;
use crate::error::{Code, Error, OrNotFound, Result};
use crate::task;

/// Whether a client who doesn't hear of it in time comes in vain: then somebody calls instead.
pub(super) const fn is_urgent(kind: MessageKind) -> bool {
    matches!(kind, MessageKind::SessionCancelled | MessageKind::SessionMoved)
}

pub(super) fn task_key(key: &str) -> String {
    format!("message:{key}")
}

/// Asks whoever helps the client, the key worker first, to write or to call.
pub(super) async fn ask(act: Act<'_>, id: MessageId) -> Result<()> {
    let row = message::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    let Some(client) = row.client_id else { return Ok(()) };
    let helper = task::helper(act.tx, row.group_id, client).await?;
    ask_of(act, &row, helper).await
}

async fn ask_of(act: Act<'_>, row: &message::Model, helper: Option<StaffId>) -> Result<()> {
    let Some(helper) = helper else { return Ok(()) };
    let kind = if row.channel == MessageChannel::Letter { TaskKind::LetterDue } else { TaskKind::CallSession };
    let due = row.expires_at.unwrap_or(row.due_at + TimeDelta::days(1));
    let about = task::NewTask {
        key: task_key(&row.key),
        client: row.client_id,
        group: row.group_id,
        session: row.session_id,
        referral: row.referral_id,
        note: None,
    };
    task::ask(act, (kind, helper, due), about).await?;
    Ok(())
}

/// Asks whoever helps a client who wants no messages to tell them in a safe way, by the time that is due.
pub async fn ask_to_tell(
    act: Act<'_>,
    (client, key): (ClientId, String),
    (about, due): (About, DateTime<Utc>),
) -> Result<()> {
    let Some(helper) = task::helper(act.tx, about.group, client).await? else { return Ok(()) };
    let about = task::NewTask {
        key: format!("call:{key}"),
        client: Some(client),
        group: about.group,
        session: about.session,
        ..Default::default()
    };
    task::ask(act, (TaskKind::CallSession, helper, due), about).await?;
    Ok(())
}

/// Makes a call of a message that can't reach its client in time. It is asked of the group's leader, who knows that
/// the session has changed; of the key worker where there is none, or where nobody else reads who the client is.
pub(super) async fn call_instead(act: Act<'_>, (id, error): (MessageId, Option<&str>)) -> Result<()> {
    let changed = message::Entity::update_many()
        .col_expr(message::Column::Channel, Expr::value(MessageChannel::Call))
        .col_expr(message::Column::Status, Expr::value(MessageStatus::ForHand))
        .col_expr(message::Column::Address, Expr::value(Option::<String>::None))
        .col_expr(message::Column::Secret, Expr::value(Option::<String>::None))
        .col_expr(message::Column::Error, Expr::value(error))
        .col_expr(message::Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(message::COLUMN.id.eq(id))
        .filter(message::COLUMN.status.is_in([MessageStatus::Queued, MessageStatus::Sending]))
        .exec(act.tx)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(());
    }
    let row = message::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    let protected = match row.client_id {
        Some(client) => queries::client(act.tx, client).await?.is_some_and(|client| client.address_protection),
        None => false,
    };
    match queries::first_leader(act.tx, row.group_id).await? {
        Some(leader) if !protected => ask_of(act, &row, Some(leader)).await,
        _ => ask(act, id).await,
    }
}

/// Marks a letter or a call as made, and the task with it.
pub async fn done_by_hand(act: Act<'_>, id: MessageId) -> Result<()> {
    let row = message::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    let changed = message::Entity::update_many()
        .col_expr(message::Column::Status, Expr::value(MessageStatus::Sent))
        .col_expr(message::Column::SentAt, Expr::value(act.now))
        .filter(message::COLUMN.id.eq(id))
        .filter(message::COLUMN.status.eq(MessageStatus::ForHand))
        .exec(act.tx)
        .await?;
    if changed.rows_affected == 0 {
        return Err(Error::conflict(Code::MessageNotByHand));
    }
    task::done_by_key(act, &task_key(&row.key)).await
}
