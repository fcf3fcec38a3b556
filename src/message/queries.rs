//! Reads of the outbox.

use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId, MessageId, ReferralId, SessionId, StaffId};
use entity::state::{ContactChannel, Language, MessageChannel, MessageKind, MessageStatus};
use entity::{client, message};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::access::scope::{self, unhidden};
use crate::error::{OrNotFound, Result};
use crate::people::client::{by_name, name_for, veil};
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

/// A letter or a call that somebody makes.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ManualContact {
    pub id: MessageId,
    pub client_id: ClientId,
    /// The client's name; a code name where the address is protected and the person is not the key worker.
    pub name: String,
    /// The client's number, hidden like the name, and from who needs it no more.
    pub phone: Option<String>,
    /// How to reach the client safely, hidden like the number.
    pub contact_note: Option<String>,
    /// Whether only the key worker reads who it is.
    pub hidden: bool,
    /// A letter or a call.
    pub channel: MessageChannel,
    /// The client's language.
    pub language: Language,
    /// What is to be said.
    pub body: String,
    /// Whether it is done.
    pub status: MessageStatus,
}

/// Where a text that a person tells has the time by which to answer, which begins when it is told.
pub const ANSWER_BY: &str = "{until}";

/// What waits to be sent at `now`: queued and due, or claimed by a server that did not come back.
pub(super) fn waiting(now: DateTime<Utc>) -> Condition {
    let queued =
        Condition::all().add(message::COLUMN.status.eq(MessageStatus::Queued)).add(message::COLUMN.due_at.lte(now));
    Condition::any().add(queued).add(abandoned(now))
}

/// Claimed by a server that did not come back.
fn abandoned(now: DateTime<Utc>) -> Condition {
    Condition::all().add(message::COLUMN.status.eq(MessageStatus::Sending)).add(message::COLUMN.lease_until.lte(now))
}

/// What no one has sent or done yet, and no server is sending now.
pub(super) fn standing(now: DateTime<Utc>) -> Condition {
    let waits = message::COLUMN.status.is_in([MessageStatus::Queued, MessageStatus::ForHand]);
    Condition::any().add(waits).add(abandoned(now))
}

/// What has not gone out while it had a purpose.
pub(super) fn expired(now: DateTime<Utc>) -> Condition {
    let open = Condition::any().add(message::COLUMN.status.eq(MessageStatus::Queued)).add(abandoned(now));
    Condition::all().add(message::COLUMN.expires_at.lte(now)).add(open)
}

/// What is due, with `first` before all others.
pub async fn next_due(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    first: fn(MessageKind) -> bool,
    limit: u64,
) -> Result<Vec<DueMessage>> {
    let urgent = MessageKind::ALL.iter().copied().filter(|kind| first(*kind));
    let rank = Expr::case(message::COLUMN.kind.is_in(urgent), 0).finally(1);
    Ok(message::Entity::find()
        .filter(waiting(now))
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

/// The client of a message, when that one is told nothing any more; looked up for each message that waits.
pub(super) fn not_to_be_told() -> SelectStatement {
    let silent = Condition::any()
        .add(client::Column::DeceasedOn.is_not_null())
        .add(client::Column::Channel.eq(ContactChannel::None));
    let own = Expr::col((client::Entity, client::Column::Id)).equals((message::Entity, message::Column::ClientId));
    Query::select().column(client::Column::Id).from(client::Entity).and_where(own).cond_where(silent).take()
}

/// The letters and calls about a session that are still to be made or were made, by name; nothing cancelled.
pub async fn by_hand(db: &impl ConnectionTrait, viewer: &Viewer, session: SessionId) -> Result<Vec<ManualContact>> {
    let statuses = [MessageStatus::ForHand, MessageStatus::Sent];
    let of = Condition::all().add(message::COLUMN.session_id.eq(session)).add(message::COLUMN.status.is_in(statuses));
    contacts(db, viewer, of).await
}

/// The letters and calls about a referral that are still to be made.
pub async fn to_be_told(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    referral: ReferralId,
) -> Result<Vec<ManualContact>> {
    let waits = message::COLUMN.status.eq(MessageStatus::ForHand);
    contacts(db, viewer, Condition::all().add(message::COLUMN.referral_id.eq(referral)).add(waits)).await
}

async fn contacts(db: &impl ConnectionTrait, viewer: &Viewer, which: Condition) -> Result<Vec<ManualContact>> {
    let client_of = message::Entity::belongs_to(client::Entity).from(message::Column::ClientId).to(client::Column::Id);
    let open = || unhidden(viewer.staff_id);
    let known = || scope::clients(viewer, Resource::Client, Action::Read).add(open());
    let find = message::Entity::find()
        .expr_as(name_for(viewer.staff_id), "name")
        .expr_as(Expr::case(known(), Expr::col((client::Entity, client::Column::Phone))), "phone")
        .expr_as(Expr::case(known(), Expr::col((client::Entity, client::Column::ContactNote))), "contact_note")
        .expr_as(Expr::case(open(), false).finally(true), "hidden")
        .join(JoinType::InnerJoin, client_of.into())
        .filter(which)
        .filter(message::COLUMN.channel.is_in([MessageChannel::Letter, MessageChannel::Call]));
    let mut rows: Vec<ManualContact> =
        by_name(find, viewer.staff_id).order_by(message::Column::Id, Order::Asc).into_model().all(db).await?;
    for row in &mut rows {
        veil(viewer, row.client_id, &mut row.name);
    }
    Ok(rows)
}

/// Whether a client was told news of a kind about a referral, or is just being told.
pub async fn is_told(db: &impl ConnectionTrait, referral: ReferralId, kind: MessageKind) -> Result<bool> {
    let of = message::Entity::find().filter(message::COLUMN.referral_id.eq(referral));
    let of = of.filter(message::COLUMN.kind.eq(kind)).filter(message::COLUMN.client_id.is_not_null());
    let told = of.filter(message::COLUMN.status.is_in([MessageStatus::Sending, MessageStatus::Sent]));
    Ok(told.one(db).await?.is_some())
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
