//! The rows of the outbox: put, claimed, handed over, marked. Why a message exists, whom it reaches and what it says is
//! decided elsewhere.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{ClientId, MessageId, StaffId};
use entity::state::{Language, MessageChannel, MessageKind, MessageStatus};
use entity::{client, message, staff};
use sea_orm::sea_query::{Expr, ExprTrait, LockType, OnConflict};
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Set};

use super::about::About;
use super::erase::erase_named;
use super::queries;
use super::withdraw::cancel;
use crate::access::Act;
use crate::db::locks_rows;
use crate::error::{Code, Error, OrNotFound, Result};
use crate::random;

/// How long a claim holds; whoever sends renews it, so that the work of a server that died goes on soon.
const LEASE: TimeDelta = TimeDelta::seconds(20);
/// The minutes before each further attempt; after the last the message has failed.
const BACK_OFF: [i64; 5] = [1, 5, 30, 120, 480];

/// A message to be.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// What it is about.
    pub kind: MessageKind,
    /// Names it once and for all: the same key is never put twice, unless what it named was cancelled. Without one it is
    /// always new.
    pub key: Option<String>,
    /// The client whom it goes to.
    pub client: Option<ClientId>,
    /// The staff member whom it goes to.
    pub staff: Option<StaffId>,
    /// Where it goes to somebody of whom nothing else is kept.
    pub address: Option<String>,
    /// The way as it is now; it is asked again when the message is sent.
    pub channel: MessageChannel,
    /// The language as it is now.
    pub language: Language,
    /// What it tells, as data.
    pub news: String,
    /// What it hangs on.
    pub about: About,
    /// The earliest moment at which it goes.
    pub due_at: DateTime<Utc>,
    /// From when on it has no purpose and is not sent.
    pub expires_at: Option<DateTime<Utc>>,
}

/// What a message says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The subject; empty for a text message.
    pub subject: String,
    /// The text.
    pub body: String,
}

/// A message as it is sent.
#[derive(Clone, Debug)]
pub struct ReadyMessage {
    /// What it is about.
    pub kind: MessageKind,
    /// The way it goes.
    pub channel: MessageChannel,
    /// Where it goes.
    pub address: String,
    pub language: Language,
    /// What it says, with the place of its link marked.
    pub words: Words,
}

/// A message that a person tells.
#[derive(Clone, Debug)]
pub struct HandOver {
    /// What it is about.
    pub kind: MessageKind,
    /// A letter or a call.
    pub channel: MessageChannel,
    pub language: Language,
    /// What is to be said.
    pub words: Words,
    /// Why no message could be sent, as a code.
    pub error: Option<&'static str>,
}

/// What a letter or a call says as things stand now.
#[derive(Clone, Debug)]
pub struct WordsOfNow {
    /// What it is about.
    pub kind: MessageKind,
    pub words: Words,
    /// From when on it has no purpose.
    pub expires_at: Option<DateTime<Utc>>,
}

/// How a try to send a message ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// It was taken.
    Sent,
    /// It may be taken later; why not now, as a code.
    Later(&'static str),
    /// It is never taken; why, as a code.
    Never(&'static str),
}

/// Puts a message into the outbox; `None` when it was put there before.
pub async fn put(act: Act<'_>, new: Outgoing) -> Result<Option<MessageId>> {
    let id: MessageId = random::id(act.now);
    let key = new.key.unwrap_or_else(|| id.to_string());
    let row = message::ActiveModel {
        id: Set(id),
        kind: Set(new.kind),
        channel: Set(new.channel),
        client_id: Set(new.client),
        staff_id: Set(new.staff),
        address: Set(new.address),
        language: Set(new.language),
        subject: Set(String::new()),
        body: Set(String::new()),
        news: Set(Some(new.news)),
        key: Set(key.clone()),
        group_id: Set(new.about.group),
        session_id: Set(new.about.session),
        referral_id: Set(new.about.referral),
        status: Set(MessageStatus::Queued),
        due_at: Set(new.due_at),
        expires_at: Set(new.expires_at),
        attempts: Set(0),
        lease_until: Set(None),
        held_at: Set(None),
        error: Set(None),
        created_at: Set(act.now),
        sent_at: Set(None),
        caused_by: Set(act.who.staff()),
        slip: Set(None),
    };
    let is_new = insert(act.tx, row.clone()).await? || (give_up_key(act, &key).await? && insert(act.tx, row).await?);
    Ok(is_new.then_some(id))
}

async fn insert(tx: &DatabaseTransaction, row: message::ActiveModel) -> Result<bool> {
    let once = OnConflict::column(message::Column::Key).do_nothing().to_owned();
    Ok(message::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await? > 0)
}

/// What was cancelled was told to nobody, and gives its key up to the message that is to be; whether it did.
pub(super) async fn give_up_key(act: Act<'_>, key: &str) -> Result<bool> {
    let own: MessageId = random::id(act.now);
    let given = message::Entity::update_many()
        .col_expr(message::Column::Key, Expr::value(own.to_string()))
        .filter(message::COLUMN.key.eq(key))
        .filter(message::COLUMN.status.eq(MessageStatus::Cancelled))
        .exec(act.tx)
        .await?;
    Ok(given.rows_affected > 0)
}

/// What came of a try to take a message.
#[derive(Clone, Debug)]
pub enum Claim {
    /// It is this server's to send.
    Taken(Box<message::Model>),
    /// Another server has it, or it was cancelled meanwhile.
    Gone,
    /// Another message is just being sent to the same person: what that one tells, this one need not say again.
    Busy,
}

/// Takes a message for this server.
pub async fn claim(act: Act<'_>, id: MessageId) -> Result<Claim> {
    lock_addressee(act, id).await?;
    let claimed = message::Entity::update_many()
        .col_expr(message::Column::Status, Expr::value(MessageStatus::Sending))
        .col_expr(message::Column::LeaseUntil, Expr::value(act.now + LEASE))
        .col_expr(message::Column::Attempts, Expr::col(message::Column::Attempts).add(1))
        .filter(message::COLUMN.id.eq(id))
        .filter(queries::waiting(act.now))
        .filter(queries::is_being_told(act.now).not())
        .exec_with_returning(act.tx)
        .await?;
    if let Some(row) = claimed.into_iter().next() {
        return Ok(Claim::Taken(Box::new(row)));
    }
    let waits = message::Entity::find_by_id(id).filter(queries::waiting(act.now)).one(act.tx).await?;
    Ok(if waits.is_some() { Claim::Busy } else { Claim::Gone })
}

/// Has two servers that claim two messages to one person go one after the other.
async fn lock_addressee(act: Act<'_>, id: MessageId) -> Result<()> {
    if !locks_rows(act.tx) {
        return Ok(());
    }
    let to = |column| message::Entity::find_by_id(id).select_only().column(column).into_query();
    let client = client::Entity::find().filter(client::Column::Id.in_subquery(to(message::Column::ClientId)));
    client.lock(LockType::NoKeyUpdate).one(act.tx).await?;
    let colleague = staff::Entity::find().filter(staff::Column::Id.in_subquery(to(message::Column::StaffId)));
    colleague.lock(LockType::NoKeyUpdate).one(act.tx).await?;
    Ok(())
}

/// Holds a claimed message for longer: its server still sends.
pub async fn renew(act: Act<'_>, row: &message::Model) -> Result<()> {
    message::Entity::update_many()
        .col_expr(message::Column::LeaseUntil, Expr::value(act.now + LEASE))
        .filter(message::COLUMN.id.eq(row.id))
        .filter(message::COLUMN.status.eq(MessageStatus::Sending))
        .filter(message::COLUMN.attempts.eq(row.attempts))
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Keeps of a claimed message what is sent, and where.
pub async fn keep_ready(tx: &DatabaseTransaction, id: MessageId, ready: &ReadyMessage) -> Result<()> {
    message::Entity::update_many()
        .col_expr(message::Column::Kind, Expr::value(ready.kind))
        .col_expr(message::Column::Channel, Expr::value(ready.channel))
        .col_expr(message::Column::Address, Expr::value(ready.address.as_str()))
        .col_expr(message::Column::Language, Expr::value(ready.language))
        .col_expr(message::Column::Subject, Expr::value(ready.words.subject.as_str()))
        .col_expr(message::Column::Body, Expr::value(ready.words.body.as_str()))
        .filter(message::COLUMN.id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Marks a claimed message as sent, to be tried again, or failed; a sent one gives up its news. Answers
/// when it is tried again.
pub async fn mark(act: Act<'_>, row: &message::Model, tried: Tried) -> Result<Option<DateTime<Utc>>> {
    let again = again(act.now, row, tried);
    let (status, error) = match (tried, again) {
        (Tried::Sent, _) => (MessageStatus::Sent, None),
        (Tried::Later(class), Some(_)) => (MessageStatus::Queued, Some(class)),
        (Tried::Later(class) | Tried::Never(class), _) => (MessageStatus::Failed, Some(class)),
    };
    let is_sent = status == MessageStatus::Sent;
    let is_over = again.is_none();
    let mut update = message::Entity::update_many()
        .col_expr(message::Column::Status, Expr::value(status))
        .col_expr(message::Column::DueAt, Expr::value(again.unwrap_or(row.due_at)))
        .col_expr(message::Column::Error, Expr::value(error))
        .col_expr(message::Column::SentAt, Expr::value(is_sent.then_some(act.now)))
        .col_expr(message::Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None));
    if is_sent {
        update = update.col_expr(message::Column::News, Expr::value(Option::<String>::None));
    }
    update
        .filter(message::COLUMN.id.eq(row.id))
        .filter(message::COLUMN.status.eq(MessageStatus::Sending))
        .filter(message::COLUMN.attempts.eq(row.attempts))
        .exec(act.tx)
        .await?;
    if is_over && row.kind == MessageKind::DataRights && row.client_id.is_none() {
        // Whom it went to is kept nowhere else.
        erase_named(act.tx, std::slice::from_ref(&row.key)).await?;
    }
    Ok(again)
}

/// When a message is tried again.
pub fn again(now: DateTime<Utc>, row: &message::Model, tried: Tried) -> Option<DateTime<Utc>> {
    let before = usize::try_from(row.attempts - 1).ok()?;
    let minutes = BACK_OFF.get(before).filter(|_| matches!(tried, Tried::Later(_)))?;
    Some(now + TimeDelta::minutes(*minutes))
}

/// Puts a message off that may not go out now.
pub async fn put_off(tx: &DatabaseTransaction, id: MessageId, until: DateTime<Utc>) -> Result<()> {
    message::Entity::update_many()
        .col_expr(message::Column::DueAt, Expr::value(until))
        .filter(message::COLUMN.id.eq(id))
        .filter(message::COLUMN.status.eq(MessageStatus::Queued))
        .exec(tx)
        .await?;
    Ok(())
}

/// Makes a letter or a call of a message that is not sent; `None` when it was cancelled meanwhile.
pub async fn hand_over(tx: &DatabaseTransaction, id: MessageId, to: HandOver) -> Result<Option<message::Model>> {
    let by_letter = to.channel == MessageChannel::Letter;
    let changed = message::Entity::update_many()
        .col_expr(message::Column::Kind, Expr::value(to.kind))
        .col_expr(message::Column::Channel, Expr::value(to.channel))
        .col_expr(message::Column::Language, Expr::value(to.language))
        .col_expr(message::Column::Subject, Expr::value(to.words.subject))
        .col_expr(message::Column::Body, Expr::value(to.words.body))
        .col_expr(message::Column::Status, Expr::value(MessageStatus::ForHand))
        .col_expr(message::Column::Address, Expr::value(Option::<String>::None))
        .col_expr(message::Column::Error, Expr::value(to.error))
        // A slip that came to the client from a letter of before still answers it.
        .col_expr(message::Column::Slip, Expr::col(message::Column::Slip).if_null(by_letter.then(random::code)))
        .col_expr(message::Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(message::COLUMN.id.eq(id))
        .filter(message::COLUMN.status.is_in([MessageStatus::Queued, MessageStatus::Sending]))
        .exec(tx)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(None);
    }
    message::Entity::find_by_id(id).one(tx).await.or_not_found().map(Some)
}

/// Until when a letter or a call is of use that nobody has made.
pub async fn set_of_use_until(tx: &DatabaseTransaction, id: MessageId, until: DateTime<Utc>) -> Result<()> {
    message::Entity::update_many()
        .col_expr(message::Column::ExpiresAt, Expr::value(until))
        .filter(message::COLUMN.id.eq(id))
        .filter(message::COLUMN.status.eq(MessageStatus::ForHand))
        .exec(tx)
        .await?;
    Ok(())
}

/// A letter or a call that nobody has made says other words than before.
pub async fn say_anew(tx: &DatabaseTransaction, id: MessageId, said: &WordsOfNow) -> Result<()> {
    message::Entity::update_many()
        .col_expr(message::Column::Kind, Expr::value(said.kind))
        .col_expr(message::Column::Subject, Expr::value(said.words.subject.as_str()))
        .col_expr(message::Column::Body, Expr::value(said.words.body.as_str()))
        .col_expr(message::Column::ExpiresAt, Expr::value(said.expires_at))
        .filter(message::COLUMN.id.eq(id))
        .filter(message::COLUMN.status.eq(MessageStatus::ForHand))
        .exec(tx)
        .await?;
    Ok(())
}

/// Marks a letter or a call as made.
pub async fn mark_by_hand(act: Act<'_>, id: MessageId) -> Result<message::Model> {
    let row = message::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    let changed = message::Entity::update_many()
        .col_expr(message::Column::Status, Expr::value(MessageStatus::Sent))
        .col_expr(message::Column::SentAt, Expr::value(act.now))
        .col_expr(message::Column::News, Expr::value(Option::<String>::None))
        .filter(message::COLUMN.id.eq(id))
        .filter(message::COLUMN.status.eq(MessageStatus::ForHand))
        .exec(act.tx)
        .await?;
    if changed.rows_affected == 0 {
        return Err(Error::conflict(Code::MessageNotByHand));
    }
    Ok(row)
}

/// Marks a letter or a call as one that nobody made while it was of use; whether it still waited.
pub async fn mark_untold(act: Act<'_>, id: MessageId) -> Result<bool> {
    let changed = message::Entity::update_many()
        .col_expr(message::Column::Status, Expr::value(MessageStatus::Untold))
        .col_expr(message::Column::News, Expr::value(Option::<String>::None))
        .filter(message::COLUMN.id.eq(id))
        .filter(message::COLUMN.status.eq(MessageStatus::ForHand))
        .filter(message::COLUMN.expires_at.lte(act.now))
        .exec(act.tx)
        .await?;
    Ok(changed.rows_affected > 0)
}

/// Makes a letter that was marked as posted one that is still to be written, with the news that it tells.
pub async fn mark_unposted(act: Act<'_>, id: MessageId, news: Option<&str>) -> Result<()> {
    message::Entity::update_many()
        .col_expr(message::Column::Status, Expr::value(MessageStatus::ForHand))
        .col_expr(message::Column::SentAt, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(message::Column::News, Expr::value(news))
        .filter(message::COLUMN.id.eq(id))
        .filter(message::COLUMN.status.eq(MessageStatus::Sent))
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Cancels a message that has nothing to say any more, also one that is just claimed.
pub async fn drop_one(tx: &DatabaseTransaction, id: MessageId) -> Result<()> {
    message::Entity::update_many()
        .col_expr(message::Column::Status, Expr::value(MessageStatus::Cancelled))
        .col_expr(message::Column::News, Expr::value(Option::<String>::None))
        .col_expr(message::Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(message::COLUMN.id.eq(id))
        .filter(message::COLUMN.status.is_in([MessageStatus::Queued, MessageStatus::Sending]))
        .exec(tx)
        .await?;
    Ok(())
}

/// Cancels what has not gone out while it had a purpose, but for what clients are called about instead; what failed keeps
/// no way to the client's pages.
pub async fn expire(act: Act<'_>, called_about: fn(MessageKind) -> bool) -> Result<()> {
    let cancelled = queries::expired(act.now).add(queries::to_clients(called_about).not());
    cancel(act, cancelled).await?;
    let failed = Condition::all()
        .add(message::COLUMN.status.eq(MessageStatus::Failed))
        .add(message::COLUMN.expires_at.lte(act.now));
    message::Entity::update_many()
        .col_expr(message::Column::News, Expr::value(Option::<String>::None))
        .filter(failed)
        .filter(message::COLUMN.news.is_not_null())
        .exec(act.tx)
        .await?;
    Ok(())
}
