//! Writes of the outbox.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{ClientId, GroupId, MessageId, ReferralId, SessionId, StaffId};
use entity::message;
use entity::state::{ContactChannel, Language, MessageChannel, MessageKind, MessageStatus};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, Set};

use super::manual_contact::{self, task_key};
use super::{gsm, queries};
use crate::access::Act;
use crate::error::{Code, Error, OrNotFound, Result};
use crate::text::{Arg, t_with};
use crate::{random, task};

/// Where the link stands in a kept text until it is sent.
const LINK: &str = "{link}";
/// Begins what is kept of a link to a client's own pages: their rest. Its token is drawn when the message goes out.
const ME: &str = "me:";
/// A message that must arrive sooner than this is called through and not posted.
const POST_TAKES: TimeDelta = TimeDelta::days(4);

/// A message to be.
pub struct NewMessage<'a> {
    /// What it is about.
    pub kind: MessageKind,
    /// Names it once and for all: the same key is never queued twice.
    pub key: String,
    /// Whom it goes to.
    pub to: To,
    /// Its texts: `{text}-subject`, `{text}-body` and, for clients, `{text}-sms`.
    pub text: &'static str,
    /// The arguments of the texts in a language; `link` is added here.
    pub args: &'a (dyn Fn(Language) -> Vec<(&'static str, Arg)> + Sync),
    /// What it hangs on.
    pub about: About,
    /// The earliest moment at which it goes.
    pub due_at: DateTime<Utc>,
    /// From when on it has no purpose and is not sent.
    pub expires_at: Option<DateTime<Utc>>,
    /// Where its link leads.
    pub link: Link,
}

/// A recipient.
#[derive(Clone, Debug)]
pub enum To {
    /// A client, by the client's own channel and language.
    Client(ClientId),
    /// A staff member, by e-mail.
    Staff(StaffId),
    /// Somebody who is neither, by e-mail.
    Address {
        /// The address.
        email: String,
        /// The language of the texts.
        language: Language,
    },
    /// Somebody who is neither and gave no address, by text message.
    Phone {
        /// The telephone number.
        phone: String,
        /// The language of the texts.
        language: Language,
    },
}

/// What a message hangs on, so that it can be cancelled and found with it.
#[derive(Clone, Copy, Debug, Default)]
pub struct About {
    /// The group.
    pub group: Option<GroupId>,
    /// The session.
    pub session: Option<SessionId>,
    /// The referral.
    pub referral: Option<ReferralId>,
}

/// Where the link of a message leads; it stands in the text as `{ $link }`.
#[derive(Clone, Debug)]
pub enum Link {
    /// Nowhere.
    None,
    /// To the client's own pages: what follows `/me/{token}`, empty for their first page. Each message gets its own
    /// token.
    Me(String),
    /// To a path of the application, which may hold a token of another kind.
    Path(String),
}

/// The recipient as the outbox needs it.
struct Recipient {
    channel: MessageChannel,
    address: Option<String>,
    language: Language,
    client: Option<ClientId>,
    staff: Option<StaffId>,
}

/// Queues a message; `None` when it was queued before or nobody may be told (no messages wanted, died, left).
///
/// A client who is reached by letter, or whose address is missing, gets no message but a task for the key worker, or
/// for the group's leader where there is none.
pub async fn queue(act: Act<'_>, new: NewMessage<'_>) -> Result<Option<MessageId>> {
    let Some(to) = recipient(act, &new).await? else { return Ok(None) };
    let by_hand = matches!(to.channel, MessageChannel::Letter | MessageChannel::Call);
    if message::Entity::find().filter(message::COLUMN.key.eq(&new.key)).one(act.tx).await?.is_some() {
        return Ok(None);
    }
    let secret = match (&new.link, to.client) {
        _ if by_hand => None,
        (Link::Me(rest), Some(_)) => Some(format!("{ME}{rest}")),
        (Link::Path(path), _) => Some(path.clone()),
        (Link::None | Link::Me(_), _) => None,
    };
    let id = random::id(act.now);
    let (subject, body) = words(&new, &to);
    let row = message::ActiveModel {
        id: Set(id),
        kind: Set(new.kind),
        channel: Set(to.channel),
        client_id: Set(to.client),
        staff_id: Set(to.staff),
        address: Set(to.address.clone()),
        language: Set(to.language),
        subject: Set(subject),
        body: Set(body),
        news: Set(None),
        secret: Set(secret),
        key: Set(new.key.clone()),
        group_id: Set(new.about.group),
        session_id: Set(new.about.session),
        referral_id: Set(new.about.referral),
        status: Set(if by_hand { MessageStatus::ForHand } else { MessageStatus::Queued }),
        due_at: Set(new.due_at),
        expires_at: Set(new.expires_at),
        attempts: Set(0),
        lease_until: Set(None),
        error: Set(None),
        created_at: Set(act.now),
        sent_at: Set(None),
    };
    let once = OnConflict::column(message::Column::Key).do_nothing().to_owned();
    if message::Entity::insert(row).on_conflict(once).exec_without_returning(act.tx).await? == 0 {
        return Ok(None);
    }
    if by_hand {
        manual_contact::ask(act, id).await?;
    }
    Ok(Some(id))
}

async fn recipient(act: Act<'_>, new: &NewMessage<'_>) -> Result<Option<Recipient>> {
    let plain = |address: String, language, staff| Recipient {
        channel: MessageChannel::Email,
        address: Some(address),
        language,
        client: None,
        staff,
    };
    match &new.to {
        To::Address { email, language } => Ok(Some(plain(email.clone(), *language, None))),
        To::Phone { phone, language } => {
            let to = plain(phone.clone(), *language, None);
            Ok(Some(Recipient { channel: MessageChannel::Sms, ..to }))
        }
        To::Staff(id) => {
            let staff = queries::staff(act.tx, *id).await?.or_not_found()?;
            Ok(staff.active.then(|| plain(staff.email, staff.language, Some(*id))))
        }
        To::Client(id) => {
            let client = queries::client(act.tx, *id).await?.or_not_found()?;
            if client.deceased_on.is_some() || client.channel == ContactChannel::None {
                return Ok(None);
            }
            let soon = new.expires_at.is_some_and(|until| until < act.now + POST_TAKES);
            let paper = if soon { MessageChannel::Call } else { MessageChannel::Letter };
            let (channel, address) = match client.channel {
                ContactChannel::Sms if client.phone.is_some() => (MessageChannel::Sms, client.phone),
                ContactChannel::Email if client.email.is_some() => (MessageChannel::Email, client.email),
                ContactChannel::Letter => (paper, None),
                _ => (MessageChannel::Call, None),
            };
            let language = client.language;
            Ok(Some(Recipient { channel, address, language, client: Some(*id), staff: None }))
        }
    }
}

/// The subject and the text, with the link's place marked.
fn words(new: &NewMessage<'_>, to: &Recipient) -> (String, String) {
    let mut args = (new.args)(to.language);
    args.push(("link", LINK.into()));
    if to.channel == MessageChannel::Sms {
        return (String::new(), gsm::plain(&t_with(to.language, &format!("{}-sms", new.text), &args)));
    }
    let subject = t_with(to.language, &format!("{}-subject", new.text), &args);
    (subject, t_with(to.language, &format!("{}-body", new.text), &args))
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
pub async fn cancel_for_place(act: Act<'_>, (client, group): (ClientId, GroupId)) -> Result<()> {
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
