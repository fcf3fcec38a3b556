//! Reads of places, offers and queues.

use std::cmp;
use std::collections::HashMap;
use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::id::{ClientId, GroupId, OfferId, ParticipationId, ReferralId, WaitingId};
use entity::state::{AttendanceStatus, GroupStatus, OfferStatus, Openness, ParticipationStatus, SessionStatus};
use entity::{attendance, client, group, offer, participation, session, waiting};
use sea_orm::sea_query::{Expr, ExprTrait, IntoColumnRef, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationTrait, Select,
};

use super::capacity::Places;
use super::rules::{Presences, Turn};
use crate::access::Viewer;
use crate::error::{OrNotFound, Result};
use crate::local_time;
use crate::people::client::{by_name, name_for, veil};

/// The places of one group.
pub async fn places(db: &impl ConnectionTrait, id: GroupId) -> Result<Places> {
    places_of(db, &[id]).await?.remove(&id).or_not_found()
}

/// The places of several groups, in one query.
pub async fn places_of(db: &impl ConnectionTrait, groups: &[GroupId]) -> Result<HashMap<GroupId, Places>> {
    let waiting = Query::select()
        .expr(Expr::col((waiting::Entity, waiting::Column::Id)).count())
        .from(waiting::Entity)
        .and_where(of_the_row((waiting::Entity, waiting::Column::GroupId)))
        .and_where(waiting::Column::Active.eq(true))
        .take();
    let rows: Vec<(GroupId, i32, i64, i64, i64)> = group::Entity::find()
        .select_only()
        .columns([group::Column::Id, group::Column::Capacity])
        .expr_as(scalar(taken()), "taken")
        .expr_as(scalar(offered()), "offered")
        .expr_as(scalar(waiting), "waiting")
        .filter(group::COLUMN.id.is_in(groups.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let places = |(id, capacity, taken, offered, waiting): (GroupId, i32, i64, i64, i64)| {
        let [taken, offered, waiting] = [taken, offered, waiting].map(i64::unsigned_abs);
        (id, Places { capacity, taken, offered, waiting })
    };
    Ok(rows.into_iter().map(places).collect())
}

/// Whether the group of the row has a place that is neither taken nor offered.
pub fn has_free_place() -> Expr {
    Expr::col((group::Entity, group::Column::Capacity)).gt(scalar(taken()).add(scalar(offered())))
}

/// The groups that take clients in: [`super::rules::intake`] as a condition of a query, and no person has closed them.
pub fn takes_in(now: DateTime<Utc>) -> Condition {
    keeps_offers(now).add(group::Column::IntakeClosedAt.is_null())
}

/// The groups in which an offer that was made can be taken up: [`super::rules::intake`] alone.
pub(super) fn keeps_offers(now: DateTime<Utc>) -> Condition {
    let past = Query::select()
        .expr(Expr::col((session::Entity, session::Column::Id)).count())
        .from(session::Entity)
        .and_where(of_the_row((session::Entity, session::Column::GroupId)))
        .and_where(session::Column::Status.ne(SessionStatus::Cancelled))
        .and_where(session::Column::EndsAt.lte(now))
        .take();
    let in_time = Condition::any()
        .add(group::Column::Openness.ne(Openness::Closed))
        .add(scalar(past).lt(super::rules::CLOSED_AFTER));
    Condition::all().add(group::Column::Status.is_in(GroupStatus::OPEN)).add(in_time)
}

fn taken() -> SelectStatement {
    Query::select()
        .expr(Expr::col((participation::Entity, participation::Column::Id)).count())
        .from(participation::Entity)
        .and_where(of_the_row((participation::Entity, participation::Column::GroupId)))
        .and_where(participation::Column::Active.eq(true))
        .take()
}

fn offered() -> SelectStatement {
    Query::select()
        .expr(Expr::col((offer::Entity, offer::Column::Id)).count())
        .from(offer::Entity)
        .and_where(of_the_row((offer::Entity, offer::Column::GroupId)))
        .and_where(offer::Column::Status.eq(OfferStatus::Open))
        .take()
}

fn of_the_row(column: impl IntoColumnRef) -> Expr {
    Expr::col(column).equals((group::Entity, group::Column::Id))
}

fn scalar(count: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(count.into()))
}

/// How many sessions of a group are over.
pub(super) async fn past_sessions(db: &impl ConnectionTrait, id: GroupId, now: DateTime<Utc>) -> Result<u64> {
    Ok(session::Entity::find()
        .filter(session::COLUMN.group_id.eq(id))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .filter(session::COLUMN.ends_at.lte(now))
        .count(db)
        .await?)
}

/// The open offer of a referral.
pub async fn offer_of(db: &impl ConnectionTrait, referral: ReferralId) -> Result<Option<offer::Model>> {
    Ok(offer::Entity::find()
        .filter(offer::COLUMN.referral_id.eq(referral))
        .filter(offer::COLUMN.status.eq(OfferStatus::Open))
        .one(db)
        .await?)
}

/// The open offers of referrals.
pub async fn offers_of(
    db: &impl ConnectionTrait,
    referrals: impl Iterator<Item = ReferralId>,
) -> Result<HashMap<ReferralId, offer::Model>> {
    let open = offer::Entity::find().filter(offer::COLUMN.status.eq(OfferStatus::Open));
    let rows = open.filter(offer::COLUMN.referral_id.is_in(referrals)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.referral_id, row)).collect())
}

/// When a referral was put into the queue in which it waits.
pub async fn queued_at(db: &impl ConnectionTrait, referral: ReferralId) -> Result<Option<DateTime<Utc>>> {
    let of = waiting::Entity::find().filter(waiting::COLUMN.referral_id.eq(referral));
    Ok(of.filter(waiting::COLUMN.active.eq(true)).one(db).await?.map(|turn| turn.queued_at))
}

/// An offer, whatever became of it.
pub async fn any_offer(db: &impl ConnectionTrait, id: OfferId) -> Result<offer::Model> {
    offer::Entity::find_by_id(id).one(db).await.or_not_found()
}

/// The latest participation that came of a referral.
pub async fn of_referral(db: &impl ConnectionTrait, referral: ReferralId) -> Result<Option<participation::Model>> {
    Ok(participation::Entity::find()
        .filter(participation::COLUMN.referral_id.eq(referral))
        .order_by(participation::Column::ConfirmedAt, Order::Desc)
        .one(db)
        .await?)
}

/// One participation.
pub async fn one(db: &impl ConnectionTrait, id: ParticipationId) -> Result<participation::Model> {
    participation::Entity::find_by_id(id).one(db).await.or_not_found()
}

/// One who waits, as far as an offer goes.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct InLine {
    /// The place in the queue.
    pub id: WaitingId,
    pub client_id: ClientId,
    pub referral_id: ReferralId,
    /// Since when.
    pub queued_at: DateTime<Utc>,
    /// Higher goes first.
    pub priority: i32,
}

impl InLine {
    /// What the order goes by.
    pub const fn turn(&self) -> Turn {
        Turn { priority: self.priority, queued_at: self.queued_at, id: self.id }
    }
}

/// Everybody who waits for a place in a group, unordered.
pub(super) async fn in_line(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<InLine>> {
    let find = waiting::Entity::find().filter(waiting::COLUMN.group_id.eq(group));
    Ok(find.filter(waiting::COLUMN.active.eq(true)).into_model().all(db).await?)
}

/// The first in a group's queue.
pub async fn first_in_line(db: &impl ConnectionTrait, group: GroupId) -> Result<Option<InLine>> {
    Ok(in_line(db, group).await?.into_iter().min_by(|one, other| super::rules::order(&one.turn(), &other.turn())))
}

/// A referral's place in its group's queue, from 1.
pub async fn queue_place(db: &impl ConnectionTrait, group: GroupId, referral: ReferralId) -> Result<Option<usize>> {
    let mut queue = in_line(db, group).await?;
    queue.sort_by(|one, other| super::rules::order(&one.turn(), &other.turn()));
    Ok(queue.iter().position(|one| one.referral_id == referral).map(|at| at + 1))
}

/// The places of all who wait in the queues of several groups, from 1.
pub async fn turns_of(db: &impl ConnectionTrait, groups: &[GroupId]) -> Result<HashMap<ReferralId, usize>> {
    let ordered: Vec<(GroupId, ReferralId)> = waiting::Entity::find()
        .select_only()
        .columns([waiting::Column::GroupId, waiting::Column::ReferralId])
        .filter(waiting::COLUMN.group_id.is_in(groups.iter().copied()))
        .filter(waiting::COLUMN.active.eq(true))
        .order_by(waiting::Column::Priority, Order::Desc)
        .order_by(waiting::Column::QueuedAt, Order::Asc)
        .order_by(waiting::Column::Id, Order::Asc)
        .into_tuple()
        .all(db)
        .await?;
    let mut before: HashMap<GroupId, usize> = HashMap::new();
    let turns = ordered.into_iter().map(|(group, referral)| {
        let turn = before.entry(group).or_default();
        *turn += 1;
        (referral, *turn)
    });
    Ok(turns.collect())
}

/// One who waits, as the leader sees the queue.
#[derive(Clone, Debug, FromQueryResult)]
pub struct QueueRow {
    /// The place in the queue.
    pub id: WaitingId,
    pub client_id: ClientId,
    /// The client's name.
    pub client_name: String,
    pub referral_id: ReferralId,
    /// Since when.
    pub queued_at: DateTime<Utc>,
    /// Higher goes first.
    pub priority: i32,
    /// Why it goes first.
    pub priority_reason: Option<String>,
}

/// A group's queue in its order.
pub async fn queue_of(db: &impl ConnectionTrait, viewer: &Viewer, group: GroupId) -> Result<Vec<QueueRow>> {
    let mut rows: Vec<QueueRow> = waiting::Entity::find()
        .expr_as(name_for(viewer), "client_name")
        .join(JoinType::InnerJoin, waiting::Relation::Client.def())
        .filter(waiting::COLUMN.group_id.eq(group))
        .filter(waiting::COLUMN.active.eq(true))
        .order_by(waiting::Column::Priority, Order::Desc)
        .order_by(waiting::Column::QueuedAt, Order::Asc)
        .order_by(waiting::Column::Id, Order::Asc)
        .into_model()
        .all(db)
        .await?;
    for row in &mut rows {
        veil(viewer, row.client_id, &mut row.client_name);
    }
    Ok(rows)
}

/// A place in a group, as the leader sees it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Participant {
    pub id: ParticipationId,
    pub group_id: GroupId,
    pub client_id: ClientId,
    /// The client's name.
    pub client_name: String,
    /// Whether the client's address is protected.
    pub address_protection: bool,
    /// The referral it came of.
    pub referral_id: Option<ReferralId>,
    /// Its state.
    pub status: ParticipationStatus,
    /// When it was confirmed.
    pub confirmed_at: DateTime<Utc>,
    /// The day of the first presence.
    pub started_on: Option<NaiveDate>,
    /// The day it ended.
    pub ended_on: Option<NaiveDate>,
    /// Whether somebody came along.
    pub accompanied: bool,
    /// Whether a session is over at which the client was expected.
    pub was_expected: bool,
}

/// More participations than any group has.
const MOST: u64 = 1000;

/// The participations of a group that `condition` reaches: those held first, each by state and name.
pub async fn participants(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    group: GroupId,
    condition: Condition,
) -> Result<Vec<Participant>> {
    let find = participants_of(viewer, group, condition)
        .order_by(participation::Column::Active, Order::Desc)
        .order_by(participation::Column::Status, Order::Asc);
    let find = by_name(find, viewer).order_by(participation::Column::Id, Order::Asc).limit(MOST);
    named(db, viewer, find).await
}

/// The part of them that a caller of the API asks for, in the order of their ids.
pub async fn participants_after(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    group: GroupId,
    condition: Condition,
    after: Option<ParticipationId>,
    limit: u64,
) -> Result<Vec<Participant>> {
    let find = participants_of(viewer, group, condition)
        .apply_if(after, |find, after| find.filter(participation::COLUMN.id.gt(after)))
        .order_by(participation::Column::Id, Order::Asc)
        .limit(limit);
    named(db, viewer, find).await
}

/// The sessions that are over and at which whoever has a place was expected: it was confirmed before, and the client had
/// not said that it would be in vain to wait.
fn expected(now: DateTime<Utc>) -> SelectStatement {
    let place = |column| Expr::col((participation::Entity, column));
    let at = |column| Expr::col((session::Entity, column));
    let away = Query::select()
        .expr(Expr::value(1))
        .from(attendance::Entity)
        .and_where(
            Expr::col((attendance::Entity, attendance::Column::SessionId))
                .equals((session::Entity, session::Column::Id)),
        )
        .and_where(
            Expr::col((attendance::Entity, attendance::Column::ClientId))
                .equals((participation::Entity, participation::Column::ClientId)),
        )
        .and_where(attendance::COLUMN.status.eq(AttendanceStatus::AbsentNotified))
        .take();
    Query::select()
        .expr(Expr::value(1))
        .from(session::Entity)
        .and_where(at(session::Column::GroupId).equals((participation::Entity, participation::Column::GroupId)))
        .and_where(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .and_where(session::COLUMN.ends_at.lte(now))
        .and_where(at(session::Column::StartsAt).gte(place(participation::Column::ConfirmedAt)))
        .and_where(Expr::exists(away).not())
        .take()
}

/// Whether a session is over at which whoever has the place was expected.
pub async fn was_expected(db: &impl ConnectionTrait, now: DateTime<Utc>, id: ParticipationId) -> Result<bool> {
    let place = participation::Entity::find_by_id(id).filter(Expr::exists(expected(now)));
    Ok(place.count(db).await? > 0)
}

fn participants_of(viewer: &Viewer, group: GroupId, condition: Condition) -> Select<participation::Entity> {
    participation::Entity::find()
        .expr_as(name_for(viewer), "client_name")
        .expr_as(Expr::case(Expr::exists(expected(viewer.at)), true).finally(false), "was_expected")
        .column(client::Column::AddressProtection)
        .join(JoinType::InnerJoin, participation::Relation::Client.def())
        .filter(participation::COLUMN.group_id.eq(group))
        .filter(condition)
}

async fn named(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    find: Select<participation::Entity>,
) -> Result<Vec<Participant>> {
    let mut rows: Vec<Participant> = find.into_model().all(db).await?;
    for row in &mut rows {
        veil(viewer, row.client_id, &mut row.client_name);
    }
    Ok(rows)
}

/// The first and the last day on which each of several participations was present; those who never came are left out.
pub(super) async fn presence_days(
    db: &impl ConnectionTrait,
    ids: &[ParticipationId],
    settings: Tz,
) -> Result<HashMap<ParticipationId, Presences>> {
    let came = [AttendanceStatus::Present, AttendanceStatus::Late, AttendanceStatus::Partial];
    let rows: Vec<(ParticipationId, DateTime<Utc>, String)> = attendance::Entity::find()
        .select_only()
        .column(attendance::Column::ParticipationId)
        .columns([session::Column::StartsAt, session::Column::Timezone])
        .join(JoinType::InnerJoin, attendance::Relation::Session.def())
        .filter(attendance::COLUMN.participation_id.is_in(ids.iter().copied()))
        .filter(attendance::Column::Status.is_in(came))
        .into_tuple()
        .all(db)
        .await?;
    let mut days = HashMap::new();
    for (id, at, name) in rows {
        let on = local_time::day(local_time::zone_of(&name, settings), at);
        days.entry(id)
            .and_modify(|days: &mut Presences| {
                *days = Presences { first: cmp::min(days.first, on), last: cmp::max(days.last, on) };
            })
            .or_insert(Presences { first: on, last: on });
    }
    Ok(days)
}

/// Several participations.
pub(super) async fn several(db: &impl ConnectionTrait, ids: &[ParticipationId]) -> Result<Vec<participation::Model>> {
    let find = participation::Entity::find().filter(participation::COLUMN.id.is_in(ids.iter().copied()));
    Ok(find.order_by(participation::Column::Id, Order::Asc).all(db).await?)
}

/// The names of a client's other groups that meet at the same time as this one.
pub async fn overlapping(
    db: &impl ConnectionTrait,
    client: ClientId,
    group_id: GroupId,
    now: DateTime<Utc>,
) -> Result<Vec<String>> {
    let (here, there) = ("here", "there");
    let overlap = Query::select()
        .column((there, session::Column::GroupId))
        .from_as(session::Entity, here)
        .join_as(
            JoinType::InnerJoin,
            session::Entity,
            there,
            Condition::all()
                .add(Expr::col((here, session::Column::StartsAt)).lt(Expr::col((there, session::Column::EndsAt))))
                .add(Expr::col((there, session::Column::StartsAt)).lt(Expr::col((here, session::Column::EndsAt)))),
        )
        .and_where(Expr::col((here, session::Column::GroupId)).eq(group_id))
        .and_where(Expr::col((there, session::Column::GroupId)).ne(group_id))
        .and_where(Expr::col((here, session::Column::EndsAt)).gt(now))
        .and_where(Expr::col((here, session::Column::Status)).ne(SessionStatus::Cancelled))
        .and_where(Expr::col((there, session::Column::Status)).ne(SessionStatus::Cancelled))
        .take();
    Ok(participation::Entity::find()
        .select_only()
        .column(group::Column::Name)
        .join(JoinType::InnerJoin, participation::Relation::Group.def())
        .filter(participation::COLUMN.client_id.eq(client))
        .filter(participation::COLUMN.active.eq(true))
        .filter(participation::Column::GroupId.in_subquery(overlap))
        .into_tuple()
        .all(db)
        .await?)
}

/// Whether a place of a group was freed, or the group changed, in a time. What a clock that was ahead dates later holds
/// nothing up.
pub async fn freed_since(db: &impl ConnectionTrait, id: GroupId, since: RangeInclusive<DateTime<Utc>>) -> Result<bool> {
    let ended = participation::Entity::find().filter(participation::COLUMN.group_id.eq(id));
    let ended = ended
        .filter(participation::COLUMN.active.eq(false))
        .filter(participation::COLUMN.ended_at.gt(*since.start()))
        .filter(participation::COLUMN.ended_at.lte(*since.end()));
    if ended.count(db).await? > 0 {
        return Ok(true);
    }
    let given_back = offer::Entity::find().filter(offer::COLUMN.group_id.eq(id));
    let given_back = given_back
        .filter(offer::COLUMN.status.is_not_in([OfferStatus::Open, OfferStatus::Accepted]))
        .filter(offer::COLUMN.answered_at.gt(*since.start()))
        .filter(offer::COLUMN.answered_at.lte(*since.end()));
    if given_back.count(db).await? > 0 {
        return Ok(true);
    }
    let changed = group::Entity::find_by_id(id)
        .filter(group::COLUMN.updated_at.gt(*since.start()))
        .filter(group::COLUMN.updated_at.lte(*since.end()));
    Ok(changed.count(db).await? > 0)
}

/// The groups that take clients in, have a free place, and in which somebody waits for it.
pub async fn waiting_groups(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<GroupId>> {
    let waits =
        waiting::Entity::find().select_only().column(waiting::Column::GroupId).filter(waiting::COLUMN.active.eq(true));
    Ok(group::Entity::find()
        .select_only()
        .column(group::Column::Id)
        .filter(group::Column::Id.in_subquery(waits.into_query()))
        .filter(has_free_place())
        .filter(takes_in(now))
        .into_tuple()
        .all(db)
        .await?)
}

/// The places of a group that are held, those confirmed first before the others.
pub async fn held_in(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<participation::Model>> {
    let find = participation::Entity::find().filter(participation::COLUMN.group_id.eq(group));
    let held = find.filter(participation::COLUMN.active.eq(true));
    let in_order = held.order_by(participation::Column::ConfirmedAt, Order::Asc);
    Ok(in_order.order_by(participation::Column::Id, Order::Asc).all(db).await?)
}

/// The places that a client holds, in the one order in which groups are locked.
pub async fn held_by(db: &impl ConnectionTrait, client: ClientId) -> Result<Vec<participation::Model>> {
    let find = participation::Entity::find().filter(participation::COLUMN.client_id.eq(client));
    let held = find.filter(participation::COLUMN.active.eq(true));
    Ok(held.order_by(participation::Column::GroupId, Order::Asc).all(db).await?)
}
