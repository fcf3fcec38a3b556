//! Reads of the outbox.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{ClientId, GroupId, MessageId, ReferralId, SessionId, StaffId};
use entity::state::{ContactChannel, MessageChannel, MessageKind, MessageStatus};
use entity::{client, message};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use crate::error::{OrNotFound, Result};
use crate::web::list::{ListQuery, PAGE};

/// A message that is due, as delivery weighs it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct DueMessage {
    pub id: MessageId,
    /// What it is about.
    pub kind: MessageKind,
    /// The client whom it goes to.
    pub client_id: Option<ClientId>,
    /// The staff member whom it goes to.
    pub staff_id: Option<StaffId>,
    /// From when on it has no purpose.
    pub expires_at: Option<DateTime<Utc>>,
}

/// A claim that lasts longer was made under a clock that was ahead; clocks of servers differ by less.
const LONGEST_LEASE: TimeDelta = TimeDelta::minutes(10);

/// What waits to be sent at `now`: queued and due, or claimed by a server that did not come back.
pub(super) fn waiting(now: DateTime<Utc>) -> Condition {
    let queued =
        Condition::all().add(message::COLUMN.status.eq(MessageStatus::Queued)).add(message::COLUMN.due_at.lte(now));
    unless_held(Condition::any().add(queued).add(abandoned(now)))
}

/// What is on its way now, claimed by a server that renews it.
pub(super) fn on_its_way(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(message::COLUMN.status.eq(MessageStatus::Sending))
        .add(message::COLUMN.lease_until.gt(now))
        .add(message::COLUMN.lease_until.lte(now + LONGEST_LEASE))
}

/// Leaves out what is held until somebody lets it go.
fn unless_held(which: Condition) -> Condition {
    Condition::all().add(which).add(message::COLUMN.held_at.is_null())
}

/// Claimed by a server that did not come back.
fn abandoned(now: DateTime<Utc>) -> Condition {
    let over = Condition::any()
        .add(message::COLUMN.lease_until.lte(now))
        .add(message::COLUMN.lease_until.gt(now + LONGEST_LEASE));
    Condition::all().add(message::COLUMN.status.eq(MessageStatus::Sending)).add(over)
}

/// What no one has sent or done yet, and no server is sending now.
pub(super) fn standing(now: DateTime<Utc>) -> Condition {
    let waits = message::COLUMN.status.is_in([MessageStatus::Queued, MessageStatus::ForHand]);
    Condition::any().add(waits).add(abandoned(now))
}

/// What has not gone out while it had a purpose.
pub(super) fn expired(now: DateTime<Utc>) -> Condition {
    let open = Condition::any().add(message::COLUMN.status.eq(MessageStatus::Queued)).add(abandoned(now));
    unless_held(Condition::all().add(message::COLUMN.expires_at.lte(now)).add(open))
}

/// The ways out that don't wait for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Text messages.
    Text,
    /// Mails, and what turns out to be told by a person.
    Mail,
}

impl Lane {
    pub const ALL: [Self; 2] = [Self::Text, Self::Mail];

    const fn channel(self) -> MessageChannel {
        match self {
            Self::Text => MessageChannel::Sms,
            Self::Mail => MessageChannel::Email,
        }
    }

    /// The messages that take this way as things are now; all of one person's take the same, so that they stay in order.
    fn takes(self) -> SimpleExpr {
        let by_text = Query::select()
            .column(client::Column::Id)
            .from(client::Entity)
            .and_where(
                Expr::col((client::Entity, client::Column::Id)).equals((message::Entity, message::Column::ClientId)),
            )
            .and_where(client::COLUMN.channel.eq(ContactChannel::Sms))
            .take();
        let nobody_known = message::COLUMN.client_id.is_null().and(message::COLUMN.channel.eq(MessageChannel::Sms));
        let text = Expr::exists(by_text).or(nobody_known);
        if self == Self::Text { text } else { text.not() }
    }
}

/// How many messages a lane may begin to send now, when its provider takes only so many a second from all servers
/// together; 0 for `per_second` is no limit.
pub async fn room(db: &impl ConnectionTrait, now: DateTime<Utc>, lane: Lane, per_second: u64) -> Result<u64> {
    if per_second == 0 {
        return Ok(u64::MAX);
    }
    let sending = on_its_way(now);
    let just_sent = message::COLUMN.sent_at.gt(now - TimeDelta::seconds(1)).and(message::COLUMN.sent_at.lte(now));
    let taken = message::Entity::find()
        .filter(Condition::any().add(sending).add(just_sent))
        .filter(message::COLUMN.channel.eq(lane.channel()))
        .count(db)
        .await?;
    Ok(per_second.saturating_sub(taken))
}

/// Whether another message is just being sent to the same client or colleague.
pub(super) fn is_being_told(now: DateTime<Utc>) -> Condition {
    let is_told = |person: message::Column| {
        let told = Query::select()
            .column(person)
            .from(message::Entity)
            .cond_where(on_its_way(now))
            .and_where(Expr::col(person).is_not_null())
            .take();
        Condition::all().add(person.is_not_null()).add(person.in_subquery(told))
    };
    Condition::any().add(is_told(message::Column::ClientId)).add(is_told(message::Column::StaffId))
}

/// What is due in a lane, with `first` before all others.
pub async fn next_due(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    lane: Lane,
    first: fn(MessageKind) -> bool,
    limit: u64,
) -> Result<Vec<DueMessage>> {
    let urgent = MessageKind::ALL.iter().copied().filter(|kind| first(*kind));
    let rank = Expr::case(message::COLUMN.kind.is_in(urgent), 0).finally(1);
    Ok(message::Entity::find()
        .filter(waiting(now))
        .filter(lane.takes())
        .order_by(Expr::expr(rank), Order::Asc)
        .order_by(message::Column::DueAt, Order::Asc)
        .order_by(message::Column::Id, Order::Asc)
        .limit(limit)
        .into_model()
        .all(db)
        .await?)
}

/// Whether anything is due, or left by a server that did not come back.
pub async fn is_anything_due(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<bool> {
    Ok(message::Entity::find().filter(waiting(now)).one(db).await?.is_some())
}

/// What waits for clients who died or want no messages any more.
pub async fn silenced(db: &impl ConnectionTrait) -> Result<Vec<message::Model>> {
    Ok(message::Entity::find()
        .filter(message::COLUMN.status.eq(MessageStatus::Queued))
        .filter(message::COLUMN.held_at.is_null())
        .filter(message::Column::ClientId.in_subquery(not_to_be_told()))
        .all(db)
        .await?)
}

/// The messages to clients of these kinds that were not sent while they had a purpose.
pub async fn waiting_too_long(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    which: fn(MessageKind) -> bool,
) -> Result<Vec<message::Model>> {
    Ok(message::Entity::find()
        .filter(expired(now))
        .filter(to_clients(which))
        .order_by(message::Column::Id, Order::Asc)
        .all(db)
        .await?)
}

/// The calls to clients of these kinds that nobody has made and that are of no use from a moment on.
pub async fn to_call_until(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    which: fn(MessageKind) -> bool,
) -> Result<Vec<message::Model>> {
    Ok(message::Entity::find()
        .filter(message::COLUMN.status.eq(MessageStatus::ForHand))
        .filter(message::COLUMN.channel.eq(MessageChannel::Call))
        .filter(message::COLUMN.expires_at.gt(now))
        .filter(message::COLUMN.expires_at.lte(until))
        .filter(to_clients(which))
        .order_by(message::Column::Id, Order::Asc)
        .all(db)
        .await?)
}

/// The letters and calls that nobody has made while they were of use, but for those of these kinds, which are made all the
/// same.
pub async fn untold(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    but: fn(MessageKind) -> bool,
) -> Result<Vec<message::Model>> {
    let kinds = MessageKind::ALL.iter().copied().filter(|kind| !but(*kind));
    Ok(message::Entity::find()
        .filter(message::COLUMN.status.eq(MessageStatus::ForHand))
        .filter(message::COLUMN.expires_at.lte(now))
        .filter(message::COLUMN.kind.is_in(kinds))
        .order_by(message::Column::Id, Order::Asc)
        .all(db)
        .await?)
}

/// What goes to clients, of these kinds.
pub(super) fn to_clients(which: fn(MessageKind) -> bool) -> Condition {
    let kinds = MessageKind::ALL.iter().copied().filter(|kind| which(*kind));
    Condition::all().add(message::COLUMN.kind.is_in(kinds)).add(message::COLUMN.client_id.is_not_null())
}

/// What nobody has sent or told yet about a group.
pub async fn standing_of_group(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    group: GroupId,
) -> Result<Vec<message::Model>> {
    let of = message::Entity::find().filter(message::COLUMN.group_id.eq(group));
    Ok(of.filter(standing(now)).all(db).await?)
}

/// The letters and calls about a group that nobody has made, the oldest first.
pub async fn by_hand_of_group(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<message::Model>> {
    let of = message::Entity::find().filter(message::COLUMN.group_id.eq(group));
    let of = of.filter(message::COLUMN.status.eq(MessageStatus::ForHand));
    Ok(of.order_by_asc(message::Column::CreatedAt).all(db).await?)
}

/// What nobody has sent or told yet of one kind.
pub async fn standing_of_kind(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    kind: MessageKind,
) -> Result<Vec<message::Model>> {
    let of = message::Entity::find().filter(message::COLUMN.kind.eq(kind));
    Ok(of.filter(standing(now)).order_by_asc(message::Column::CreatedAt).all(db).await?)
}

/// A message that no one has sent yet, and no server is sending now.
pub async fn unsent(db: &impl ConnectionTrait, now: DateTime<Utc>, id: MessageId) -> Result<Option<message::Model>> {
    let open = Condition::any().add(message::COLUMN.status.eq(MessageStatus::Queued)).add(abandoned(now));
    Ok(message::Entity::find_by_id(id).filter(open).one(db).await?)
}

/// A message.
pub async fn one_of(db: &impl ConnectionTrait, id: MessageId) -> Result<Option<message::Model>> {
    Ok(message::Entity::find_by_id(id).one(db).await?)
}

/// The groups of which messages tell.
pub async fn groups_of(db: &impl ConnectionTrait, ids: impl Iterator<Item = MessageId>) -> Result<Vec<GroupId>> {
    let find = message::Entity::find().select_only().column(message::Column::GroupId).distinct();
    let of = find.filter(message::COLUMN.id.is_in(ids)).filter(message::COLUMN.group_id.is_not_null());
    Ok(of.into_tuple().all(db).await?)
}

/// The client of a message, when that one is told nothing any more; looked up for each message that waits.
pub(super) fn not_to_be_told() -> SelectStatement {
    let silent = Condition::any()
        .add(client::Column::DeceasedOn.is_not_null())
        .add(client::Column::Channel.eq(ContactChannel::None));
    let own = Expr::col((client::Entity, client::Column::Id)).equals((message::Entity, message::Column::ClientId));
    Query::select().column(client::Column::Id).from(client::Entity).and_where(own).cond_where(silent).take()
}

/// Whether a client was told news of a kind about a referral, or is just being told.
pub async fn is_told(db: &impl ConnectionTrait, referral: ReferralId, kind: MessageKind) -> Result<bool> {
    let of = message::Entity::find().filter(message::COLUMN.referral_id.eq(referral));
    let of = of.filter(message::COLUMN.kind.eq(kind)).filter(message::COLUMN.client_id.is_not_null());
    let told = of.filter(message::COLUMN.status.is_in([MessageStatus::Sending, MessageStatus::Sent]));
    Ok(told.one(db).await?.is_some())
}

/// What an act at a moment had told of a kind about a group, as far as it was sent or is being sent.
pub async fn told_in_act(
    db: &impl ConnectionTrait,
    group: GroupId,
    kind: MessageKind,
    at: DateTime<Utc>,
) -> Result<Vec<message::Model>> {
    let of = message::Entity::find().filter(message::COLUMN.group_id.eq(group)).filter(message::COLUMN.kind.eq(kind));
    let told = of.filter(message::COLUMN.status.is_in([MessageStatus::Sending, MessageStatus::Sent]));
    Ok(told.filter(message::COLUMN.created_at.eq(at)).all(db).await?)
}

/// When a client was told news of a kind about a referral for the first time.
pub async fn told_at(
    db: &impl ConnectionTrait,
    referral: ReferralId,
    kind: MessageKind,
) -> Result<Option<DateTime<Utc>>> {
    let of = message::Entity::find().filter(message::COLUMN.referral_id.eq(referral));
    let of = of.filter(message::COLUMN.kind.eq(kind)).filter(message::COLUMN.client_id.is_not_null());
    let told = of.filter(message::COLUMN.sent_at.is_not_null()).order_by_asc(message::Column::SentAt);
    Ok(told.one(db).await?.and_then(|told| told.sent_at))
}

/// Whether a message has this name.
pub async fn is_named(db: &impl ConnectionTrait, key: &str) -> Result<bool> {
    Ok(message::Entity::find().filter(message::COLUMN.key.eq(key)).one(db).await?.is_some())
}

/// Whether news of a kind about a referral is just being sent to a client.
pub async fn is_being_sent(db: &impl ConnectionTrait, referral: ReferralId, kind: MessageKind) -> Result<bool> {
    let of = message::Entity::find().filter(message::COLUMN.referral_id.eq(referral));
    let of = of.filter(message::COLUMN.kind.eq(kind)).filter(message::COLUMN.client_id.is_not_null());
    Ok(of.filter(message::COLUMN.status.eq(MessageStatus::Sending)).one(db).await?.is_some())
}

/// Whether somebody is to write or call about a referral.
pub async fn is_for_hand(db: &impl ConnectionTrait, referral: ReferralId) -> Result<bool> {
    let of = message::Entity::find().filter(message::COLUMN.referral_id.eq(referral));
    Ok(of.filter(message::COLUMN.status.eq(MessageStatus::ForHand)).one(db).await?.is_some())
}

/// A message as the administrator sees it: neither its recipient nor its text.
#[derive(Clone, Debug, FromQueryResult)]
pub struct MessageRow {
    pub id: MessageId,
    /// What it is about.
    pub kind: MessageKind,
    /// The way it travels.
    pub channel: MessageChannel,
    /// Its state.
    pub status: MessageStatus,
    /// When it goes at the earliest.
    pub due_at: DateTime<Utc>,
    /// When it was sent.
    pub sent_at: Option<DateTime<Utc>>,
    /// How often it was tried.
    pub attempts: i32,
    /// Why it was not sent, as a code.
    pub error: Option<String>,
    /// Since when it is held.
    pub held_at: Option<DateTime<Utc>>,
    /// What it tells; nothing of one from before that was kept.
    pub news: Option<String>,
    /// From when on it has no purpose.
    pub expires_at: Option<DateTime<Utc>>,
}

impl MessageRow {
    /// Whether it failed and can be sent again.
    pub fn can_go_again(&self, now: DateTime<Utc>) -> bool {
        self.status == MessageStatus::Failed && has_purpose(self.news.as_deref(), self.expires_at, now)
    }
}

/// Whether there is still something to say.
pub(super) fn has_purpose(news: Option<&str>, expires_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    news.is_some() && expires_at.is_none_or(|until| until > now)
}

/// Which messages are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct MessageQuery {
    /// In this state.
    pub status: Option<MessageStatus>,
    pub kind: Option<MessageKind>,
    /// About this group, session or referral.
    pub subject: Option<Uuid>,
}

fn rows(wanted: MessageQuery) -> Select<message::Entity> {
    message::Entity::find()
        .apply_if(wanted.status, |find, status| find.filter(message::COLUMN.status.eq(status)))
        .apply_if(wanted.kind, |find, kind| find.filter(message::COLUMN.kind.eq(kind)))
        .apply_if(wanted.subject, |find, id| {
            let about = Condition::any()
                .add(message::COLUMN.group_id.eq(GroupId(id)))
                .add(message::COLUMN.session_id.eq(SessionId(id)))
                .add(message::COLUMN.referral_id.eq(ReferralId(id)));
            find.filter(about)
        })
}

/// One page of the outbox, the newest first, and how many rows there are in all.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    wanted: MessageQuery,
    asked: &ListQuery,
) -> Result<(Vec<MessageRow>, u64)> {
    let total = asked.total(db, &rows(wanted)).await?;
    let find =
        rows(wanted).order_by(message::Column::CreatedAt, Order::Desc).order_by(message::Column::Id, Order::Desc);
    Ok((find.offset(asked.offset()).limit(PAGE).into_model().all(db).await?, total))
}

/// The part of the outbox that a caller of the API asks for, one row more than `limit`.
pub(super) async fn listing(
    db: &impl ConnectionTrait,
    wanted: MessageQuery,
    after: Option<MessageId>,
    limit: u64,
) -> Result<Vec<MessageRow>> {
    let find = rows(wanted).apply_if(after, |find, after| find.filter(message::COLUMN.id.gt(after)));
    Ok(find.order_by(message::Column::Id, Order::Asc).limit(limit + 1).into_model().all(db).await?)
}

/// One message as the administrator sees it.
pub(super) async fn one(db: &impl ConnectionTrait, id: MessageId) -> Result<MessageRow> {
    message::Entity::find_by_id(id).into_model().one(db).await.or_not_found()
}
