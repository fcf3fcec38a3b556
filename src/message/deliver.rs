//! Delivery: claim a message, end the transaction, send, mark. Nothing is decided here but when and how often.
//!
//! A message is claimed by one conditional UPDATE with a lease far longer than a send may take, so that two servers
//! never send it both. A server that dies between sending and marking leaves a lease that runs out, and the message
//! is sent again: at least once, because a cancellation that nobody hears of is worse than one heard twice. The mail's
//! Message-ID and the gateway's reference stay the same.

use crate::access::Actor;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::MessageId;
use entity::message;
use entity::state::{MessageChannel, MessageKind, MessageStatus};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::manual_contact::{self, is_urgent};
use super::outbox::{LINK, cancel, path_of};
use super::queries::{self, Due};
use super::quiet;
use crate::access::Act;
use crate::app::App;
use crate::error::{OrNotFound, Result};
use crate::mailer::{Failure, Mail};
use crate::sms::Text;

/// How long a claim holds.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// How long a run begins new sends: short enough to end them within the job's time; the next run takes the rest.
const BEGINS: TimeDelta = TimeDelta::minutes(4);
/// The most messages of one run.
const BATCH: u64 = 500;
/// The most sends at once.
const AT_ONCE: usize = 8;
/// The minutes before each further attempt; after the last the message has failed.
const BACK_OFF: [i64; 5] = [1, 5, 30, 120, 480];

/// Sends what is due.
pub async fn deliver(app: &App, now: DateTime<Utc>) -> Result<()> {
    expire(app, now).await?;
    let due = queries::due(app.db.read(), now, BATCH).await?;
    let due = postpone(app, now, due).await?;
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut sends = JoinSet::new();
    for id in due {
        let (app, places) = (app.clone(), Arc::clone(&places));
        sends.spawn(async move {
            let Ok(_place) = places.acquire().await else { return Ok(()) };
            // A stop lets sends under way end and begins no others; a lease counts from its own claim.
            let at = Ord::max(app.clock.now(), now);
            if app.stop.is_cancelled() || at > now + BEGINS { Ok(()) } else { one(&app, at, id).await }
        });
    }
    while let Some(done) = sends.join_next().await {
        if let Err(error) = done.map_err(anyhow::Error::from).map_err(Into::into).flatten() {
            tracing::error!(%error, "a message could not be marked");
        }
    }
    Ok(())
}

/// Cancels what has lost its purpose: it comes too late, or the client died or wants no messages any more. Who was to
/// hear of a change in time and did not, for instance since nothing was sent for a day, is called.
async fn expire(app: &App, now: DateTime<Utc>) -> Result<()> {
    app.act_at(Actor::System, now, async |act| {
        let silent = Condition::all()
            .add(message::COLUMN.status.eq(MessageStatus::Queued))
            .add(message::Column::ClientId.in_subquery(queries::not_to_be_told()));
        cancel(act, silent).await?;
        for id in queries::too_late(act.tx, act.now).await? {
            manual_contact::call_instead(act, (id, None)).await?;
        }
        cancel(act, queries::expired(act.now)).await?;
        // What failed and has no purpose any more keeps no way to the client's pages.
        message::Entity::update_many()
            .col_expr(message::Column::Secret, Expr::value(Option::<String>::None))
            .filter(message::COLUMN.status.eq(MessageStatus::Failed))
            .filter(message::COLUMN.expires_at.lte(act.now))
            .filter(message::COLUMN.secret.is_not_null())
            .exec(act.tx)
            .await?;
        Ok(())
    })
    .await
}

/// Moves what may not go out now to the next open moment, and has clients called whom that moment would find on their
/// way in vain; the rest goes.
async fn postpone(app: &App, now: DateTime<Utc>, due: Vec<Due>) -> Result<Vec<MessageId>> {
    let opens = |due: Due| {
        let at = opens(app, now, &due);
        (due, at)
    };
    let (go, wait): (Vec<_>, Vec<_>) = due.into_iter().map(opens).partition(|(_, at)| *at <= now);
    if !wait.is_empty() {
        app.act_at(Actor::System, now, async |act| {
            for (Due { id, kind, expires_at, .. }, at) in wait {
                if is_urgent(kind) && expires_at.is_some_and(|until| at >= until) {
                    manual_contact::call_instead(act, (id, None)).await?;
                    continue;
                }
                message::Entity::update_many()
                    .col_expr(message::Column::DueAt, Expr::value(at))
                    .filter(message::COLUMN.id.eq(id))
                    .filter(message::COLUMN.status.eq(MessageStatus::Queued))
                    .exec(act.tx)
                    .await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(go.into_iter().map(|(due, _)| due.id).collect())
}

/// When a message may go. Staff have no quiet hours, and who has just asked for a message waits for it.
fn opens(app: &App, now: DateTime<Utc>, due: &Due) -> DateTime<Utc> {
    if due.client_id.is_none() || matches!(due.kind, MessageKind::ApplicationConfirm | MessageKind::Link) {
        return now;
    }
    quiet::next_open(app.config.quiet, now, due.expires_at.filter(|_| is_urgent(due.kind)))
}

async fn one(app: &App, now: DateTime<Utc>, id: MessageId) -> Result<()> {
    let Some((message, path)) = claim(app, now, id).await? else { return Ok(()) };
    let outcome = send(app, now, &message, path.as_deref()).await;
    mark(app, &message, outcome).await
}

/// Takes a message for this server, with where its link leads; `None` when another has it or it was cancelled meanwhile.
async fn claim(app: &App, now: DateTime<Utc>, id: MessageId) -> Result<Option<(message::Model, Option<String>)>> {
    let tx = app.write().await?;
    let act = Act::of_system(&tx, now);
    let claimed = message::Entity::update_many()
        .col_expr(message::Column::Status, Expr::value(MessageStatus::Sending))
        .col_expr(message::Column::LeaseUntil, Expr::value(now + LEASE))
        .col_expr(message::Column::Attempts, Expr::col(message::Column::Attempts).add(1))
        .filter(message::COLUMN.id.eq(id))
        .filter(queries::waiting(now))
        .exec(&tx)
        .await?;
    if claimed.rows_affected == 0 {
        return Ok(None);
    }
    let message = message::Entity::find_by_id(id).one(&tx).await.or_not_found()?;
    let path = path_of(act, &message).await?;
    tx.commit().await?;
    Ok(Some((message, path)))
}

async fn send(app: &App, now: DateTime<Utc>, message: &message::Model, path: Option<&str>) -> Result<(), Failure> {
    let Some(to) = message.address.clone() else { return Err(Failure::Never("address")) };
    let body = path.map_or_else(|| message.body.clone(), |path| message.body.replace(LINK, &app.url(path)));
    let id = message.id.to_string();
    match message.channel {
        MessageChannel::Sms => app.sms.send(Text { id, at: now, to, text: body }).await,
        _ => app.mailer.send(Mail { id, at: now, to, subject: message.subject.clone(), body }).await,
    }
}

/// Marks a message as sent, to be tried again, or failed; a sent one gives up its link.
async fn mark(app: &App, message: &message::Model, outcome: Result<(), Failure>) -> Result<()> {
    let now = app.clock.now();
    let kept = message.secret.clone();
    let wait = usize::try_from(message.attempts - 1).ok().and_then(|tried| BACK_OFF.get(tried));
    let (status, due, secret, error) = match (outcome, wait) {
        (Ok(()), _) => (MessageStatus::Sent, message.due_at, None, None),
        (Err(Failure::Later(class)), Some(minutes)) => {
            (MessageStatus::Queued, now + TimeDelta::minutes(*minutes), kept, Some(class))
        }
        (Err(Failure::Later(class) | Failure::Never(class)), _) => {
            (MessageStatus::Failed, message.due_at, kept, Some(class))
        }
    };
    if let Some(class) = error {
        tracing::warn!(id = %message.id, kind = %message.kind, channel = %message.channel, class, "not sent");
    }
    let sent_at = (status == MessageStatus::Sent).then_some(now);
    let tx = app.write().await?;
    let act = Act::of_system(&tx, now);
    let again = (status == MessageStatus::Queued).then_some(due);
    if sent_at.is_none() && comes_too_late(message, again) {
        manual_contact::call_instead(act, (message.id, error)).await?;
        return Ok(tx.commit().await?);
    }
    message::Entity::update_many()
        .col_expr(message::Column::Status, Expr::value(status))
        .col_expr(message::Column::DueAt, Expr::value(due))
        .col_expr(message::Column::Secret, Expr::value(secret))
        .col_expr(message::Column::Error, Expr::value(error))
        .col_expr(message::Column::SentAt, Expr::value(sent_at))
        .col_expr(message::Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(message::COLUMN.id.eq(message.id))
        .filter(message::COLUMN.status.eq(MessageStatus::Sending))
        .filter(message::COLUMN.attempts.eq(message.attempts))
        .exec(&tx)
        .await?;
    Ok(tx.commit().await?)
}

/// Whether a client would come in vain, were the message only tried `again` then, or not at all.
fn comes_too_late(message: &message::Model, again: Option<DateTime<Utc>>) -> bool {
    let in_time = |again: DateTime<Utc>| message.expires_at.is_none_or(|until| again < until);
    message.client_id.is_some() && is_urgent(message.kind) && !again.is_some_and(in_time)
}
