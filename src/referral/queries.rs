//! Reads of referrals, always within what the viewer's roles reach.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{ClientId, GroupId, OfferId, ParticipationId, ReferralId, StaffId};
use entity::state::{CloseReason, GroupKind, OfferStatus, ParticipationStatus, ReferralStatus};
use entity::{client, group, offer, participation, referral, session, staff};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, IntoCondition, NullOrdering, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationTrait, Select,
};

use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, scope};
use crate::enrolment;
use crate::error::{OrNotFound, Result};
use crate::people::client::{by_name, name_for, veil};
use crate::web::list::{ListQuery, PAGE};

/// A referral as its list shows it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ReferralRow {
    pub id: ReferralId,
    pub client_id: ClientId,
    /// The client's name.
    pub client_name: String,
    /// The group's name.
    pub group_name: String,
    /// The group's kind.
    pub kind: GroupKind,
    /// Its state.
    pub status: ReferralStatus,
    /// When it was sent.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// How it ended.
    pub close_reason: Option<CloseReason>,
    /// Who referred the client.
    pub referrer_name: Option<String>,
    /// When its open offer lapses.
    pub answer_by: Option<DateTime<Utc>>,
}

/// An open referral of a client to a group.
#[derive(Clone, Debug, FromQueryResult)]
pub struct OpenReferral {
    pub id: ReferralId,
    /// The group's name.
    pub group_name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Who referred the client.
    pub referrer_name: Option<String>,
}

/// A referral whatever the viewer.
pub async fn model(db: &impl ConnectionTrait, id: ReferralId) -> Result<referral::Model> {
    referral::Entity::find_by_id(id).one(db).await.or_not_found()
}

/// Who referred the client.
pub async fn referrer(db: &impl ConnectionTrait, id: ReferralId) -> Result<Option<StaffId>> {
    Ok(model(db, id).await?.referrer_id)
}

/// The joins of a list's row.
fn rows(viewer: &Viewer) -> Select<referral::Entity> {
    let referrer = referral::Entity::belongs_to(staff::Entity).from(referral::Column::ReferrerId).to(staff::Column::Id);
    let offered = referral::Entity::belongs_to(offer::Entity)
        .from(referral::Column::Id)
        .to(offer::Column::ReferralId)
        .on_condition(|_, offer| Expr::col((offer, offer::Column::Status)).eq(OfferStatus::Open).into_condition());
    referral::Entity::find()
        .expr_as(name_for(viewer), "client_name")
        .column_as(group::Column::Name, "group_name")
        .column(group::Column::Kind)
        .column_as(staff::Column::Name, "referrer_name")
        .column(offer::Column::AnswerBy)
        .join(JoinType::InnerJoin, referral::Relation::Client.def())
        .join(JoinType::InnerJoin, referral::Relation::Group.def())
        .join(JoinType::LeftJoin, referrer.into())
        .join(JoinType::LeftJoin, offered.into())
}

/// What asks for somebody's hand stands first: the sort key of a state.
fn urgency() -> CaseStatement {
    let is = |status: ReferralStatus| {
        Condition::all().add(referral::Column::ClosedAt.is_null()).add(referral::Column::Status.eq(status))
    };
    Expr::case(is(ReferralStatus::Draft), 0)
        .case(is(ReferralStatus::InfoRequested), 1)
        .case(is(ReferralStatus::Submitted), 1)
        .case(is(ReferralStatus::InReview), 2)
        .case(is(ReferralStatus::Offered), 3)
        .case(is(ReferralStatus::Waitlisted), 4)
        .case(is(ReferralStatus::Confirmed), 5)
        .finally(6)
}

fn asked_for(viewer: &Viewer, asked: &ListQuery) -> Select<referral::Entity> {
    let form = &asked.form;
    let status = ReferralStatus::from_code(form.value("status"));
    let group: Option<GroupId> = form.value("group").parse().ok();
    let all = form.ticked("closed") || status.is_some();
    rows(viewer)
        .filter(scope::referrals(viewer, Resource::Referral, Action::Read))
        .apply_if(status, |find, status| find.filter(referral::COLUMN.status.eq(status)))
        .apply_if(group, |find, group| find.filter(referral::COLUMN.group_id.eq(group)))
        .apply_if((!all).then_some(()), |find, ()| find.filter(referral::COLUMN.closed_at.is_null()))
        .order_by(Expr::expr(urgency()), Order::Asc)
        .order_by_with_nulls(referral::Column::SubmittedAt, Order::Asc, NullOrdering::First)
        .order_by(referral::Column::Id, Order::Asc)
}

/// One page of the list, and how many rows it has in all.
pub async fn page(db: &impl ConnectionTrait, viewer: &Viewer, asked: &ListQuery) -> Result<(Vec<ReferralRow>, u64)> {
    let find = asked_for(viewer, asked);
    let total = asked.total(db, &find).await?;
    let rows = find.offset(asked.offset()).limit(PAGE).into_model().all(db).await?;
    Ok((veiled(viewer, rows), total))
}

/// Rows with code names where names are hidden.
fn veiled(viewer: &Viewer, mut rows: Vec<ReferralRow>) -> Vec<ReferralRow> {
    for row in &mut rows {
        veil(viewer, row.client_id, &mut row.client_name);
    }
    rows
}

/// The open referrals of a group, as its leader's page shows them.
pub async fn of_group(db: &impl ConnectionTrait, viewer: &Viewer, group: GroupId) -> Result<Vec<ReferralRow>> {
    let rows = rows(viewer)
        .filter(referral::COLUMN.group_id.eq(group))
        .filter(referral::COLUMN.closed_at.is_null())
        .filter(referral::COLUMN.status.ne(ReferralStatus::Draft))
        .order_by(Expr::expr(urgency()), Order::Asc)
        .order_by(referral::Column::SubmittedAt, Order::Asc)
        .order_by(referral::Column::Id, Order::Asc)
        .limit(500)
        .into_model()
        .all(db)
        .await?;
    Ok(veiled(viewer, rows))
}

/// What a caller of the API filters by.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReferralCriteria {
    /// The state.
    pub status: Option<ReferralStatus>,
    pub group: Option<GroupId>,
    pub client: Option<ClientId>,
}

/// The part of the referrals that a caller of the API asks for, one row more than `limit`.
pub async fn listing(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    wanted: ReferralCriteria,
    after: Option<ReferralId>,
    limit: u64,
) -> Result<Vec<referral::Model>> {
    Ok(referral::Entity::find()
        .filter(scope::referrals(viewer, Resource::Referral, Action::Read))
        .apply_if(wanted.status, |find, status| find.filter(referral::COLUMN.status.eq(status)))
        .apply_if(wanted.group, |find, group| find.filter(referral::COLUMN.group_id.eq(group)))
        .apply_if(wanted.client, |find, client| find.filter(referral::COLUMN.client_id.eq(client)))
        .apply_if(after, |find, after| find.filter(referral::COLUMN.id.gt(after)))
        .order_by(referral::Column::Id, Order::Asc)
        .limit(limit + 1)
        .all(db)
        .await?)
}

/// One referral within the viewer's reach.
pub async fn one(db: &impl ConnectionTrait, viewer: &Viewer, id: ReferralId) -> Result<referral::Model> {
    let reached = scope::referrals(viewer, Resource::Referral, Action::Read);
    referral::Entity::find_by_id(id).filter(reached).one(db).await.or_not_found()
}

pub(super) fn open_referrals(client: ClientId) -> Select<referral::Entity> {
    let referrer = referral::Entity::belongs_to(staff::Entity).from(referral::Column::ReferrerId).to(staff::Column::Id);
    referral::Entity::find()
        .column_as(group::Column::Name, "group_name")
        .column_as(staff::Column::Name, "referrer_name")
        .join(JoinType::InnerJoin, referral::Relation::Group.def())
        .join(JoinType::LeftJoin, referrer.into())
        .filter(referral::COLUMN.client_id.eq(client))
        .filter(referral::COLUMN.closed_at.is_null())
        .order_by(referral::Column::CreatedAt, Order::Asc)
}

/// The open referral of a client to a group.
pub(super) async fn open_between(
    db: &impl ConnectionTrait,
    client: ClientId,
    group: GroupId,
) -> Result<Option<OpenReferral>> {
    Ok(open_referrals(client).filter(referral::COLUMN.group_id.eq(group)).into_model().one(db).await?)
}

/// Whether a client has a place in a group.
pub(super) async fn has_place(db: &impl ConnectionTrait, client: ClientId, group: GroupId) -> Result<bool> {
    let find = participation::Entity::find().filter(participation::COLUMN.client_id.eq(client));
    let here = find.filter(participation::COLUMN.group_id.eq(group)).filter(participation::COLUMN.active.eq(true));
    Ok(here.count(db).await? > 0)
}

/// The open referrals of a group.
pub async fn open_in(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<referral::Model>> {
    let find = referral::Entity::find().filter(referral::COLUMN.group_id.eq(group));
    let open = find.filter(referral::COLUMN.closed_at.is_null());
    Ok(open.order_by(referral::Column::Id, Order::Asc).all(db).await?)
}

/// The open referrals whose offer has lapsed: a person is to say what becomes of them.
pub async fn lapsed(db: &impl ConnectionTrait) -> Result<Vec<ReferralId>> {
    let find = referral::Entity::find().select_only().column(referral::Column::Id);
    let open = find.filter(referral::COLUMN.closed_at.is_null());
    let lapsed = open.filter(referral::COLUMN.status.eq(ReferralStatus::Expired));
    Ok(lapsed.order_by(referral::Column::Id, Order::Asc).into_tuple().all(db).await?)
}

/// The open referrals of a client, in the one order in which groups are locked.
pub async fn open_of(db: &impl ConnectionTrait, client: ClientId) -> Result<Vec<referral::Model>> {
    let find = referral::Entity::find().filter(referral::COLUMN.client_id.eq(client));
    let open = find.filter(referral::COLUMN.closed_at.is_null());
    Ok(open.order_by(referral::Column::GroupId, Order::Asc).all(db).await?)
}

/// The referrals of a client that were closed at a moment outside their steps, as a death closes them, in the one order in
/// which groups are locked.
pub async fn withdrawn_outside_steps(
    db: &impl ConnectionTrait,
    client: ClientId,
    at: &[DateTime<Utc>],
) -> Result<Vec<referral::Model>> {
    let find = referral::Entity::find().filter(referral::COLUMN.client_id.eq(client));
    let closed = find.filter(referral::COLUMN.closed_at.is_in(at.iter().copied()));
    let closed = closed.filter(referral::COLUMN.close_reason.eq(CloseReason::Withdrawn));
    let outside = closed.filter(referral::COLUMN.status.ne(ReferralStatus::Withdrawn));
    Ok(outside.order_by(referral::Column::GroupId, Order::Asc).all(db).await?)
}

/// What a client's record says of needs.
pub(super) async fn needs_of(db: &impl ConnectionTrait, client: ClientId) -> Result<Option<String>> {
    let find = client::Entity::find_by_id(client).select_only().column(client::Column::Needs);
    Ok(find.into_tuple::<Option<String>>().one(db).await?.flatten())
}

/// The session of a group with this number.
pub async fn session_numbered(
    db: &impl ConnectionTrait,
    group: GroupId,
    number: i32,
) -> Result<Option<session::Model>> {
    let find = session::Entity::find().filter(session::COLUMN.group_id.eq(group));
    Ok(find.filter(session::COLUMN.number.eq(number)).one(db).await?)
}

/// A client of the viewer for a choice.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ClientOption {
    pub id: ClientId,
    /// The client's name.
    pub name: String,
}

/// The clients whom the viewer may refer, by name.
pub async fn client_options(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<Vec<ClientOption>> {
    let find = client::Entity::find()
        .select_only()
        .column(client::Column::Id)
        .expr_as(name_for(viewer), "name")
        .filter(scope::clients(viewer, Resource::Referral, Action::Write))
        .filter(client::COLUMN.deceased_on.is_null());
    let mut options: Vec<ClientOption> = by_name(find, viewer).limit(500).into_model().all(db).await?;
    for option in &mut options {
        veil(viewer, option.id, &mut option.name);
    }
    Ok(options)
}

/// Refuses a client whom the viewer may not refer.
pub async fn check_refers(db: &impl ConnectionTrait, viewer: &Viewer, id: ClientId) -> Result<()> {
    let reached = scope::clients(viewer, Resource::Referral, Action::Write);
    client::Entity::find_by_id(id).filter(reached).one(db).await.or_not_found().map(drop)
}

/// A group that the viewer sees.
pub async fn group_seen(db: &impl ConnectionTrait, viewer: &Viewer, id: GroupId) -> Result<group::Model> {
    let reached = scope::groups(viewer, Resource::Group, Action::Read);
    group::Entity::find_by_id(id).filter(reached).one(db).await.or_not_found()
}

/// A group whose clients the viewer may see and place.
pub async fn group_led(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    id: GroupId,
    resource: Resource,
    action: Action,
) -> Result<group::Model> {
    let reached = scope::groups(viewer, resource, action);
    group::Entity::find_by_id(id).filter(reached).one(db).await.or_not_found()
}

/// The clients of a key worker who have a place in a group or a referral that is not closed.
pub async fn under_way_with(db: &impl ConnectionTrait, key_worker: StaffId) -> Result<Vec<ClientId>> {
    let placed = Query::select()
        .column(participation::Column::ClientId)
        .from(participation::Entity)
        .and_where(participation::Column::Active.eq(true))
        .take();
    let referred = Query::select()
        .column(referral::Column::ClientId)
        .from(referral::Entity)
        .and_where(referral::Column::ClosedAt.is_null())
        .take();
    let under_way =
        Condition::any().add(client::Column::Id.in_subquery(placed)).add(client::Column::Id.in_subquery(referred));
    Ok(client::Entity::find()
        .select_only()
        .column(client::Column::Id)
        .filter(client::COLUMN.key_worker_id.eq(key_worker))
        .filter(client::COLUMN.merged_into_id.is_null())
        .filter(under_way)
        .into_tuple()
        .all(db)
        .await?)
}

/// What hangs on several referrals at once: the open offer, the turn in the queue and the place.
#[derive(Clone, Debug, Default)]
pub struct Hanging {
    /// The open offers.
    pub offers: Vec<(ReferralId, OfferId, Option<DateTime<Utc>>)>,
    pub places: Vec<(ReferralId, ParticipationId, ParticipationStatus, Option<NaiveDate>)>,
}

/// Offers and places of several referrals, in two queries.
pub async fn hanging(db: &impl ConnectionTrait, ids: &[ReferralId]) -> Result<Hanging> {
    let find = offer::Entity::find().filter(offer::COLUMN.referral_id.is_in(ids.iter().copied()));
    let offers = find.filter(offer::COLUMN.status.eq(OfferStatus::Open)).all(db).await?;
    let places = participation::Entity::find()
        .filter(participation::COLUMN.referral_id.is_in(ids.iter().copied().map(Some)))
        .all(db)
        .await?;
    let offers = offers.into_iter().map(|offer| (offer.referral_id, offer.id, offer.answer_by)).collect();
    let places = places.into_iter().filter_map(|one| Some((one.referral_id?, one.id, one.status, one.started_on)));
    Ok(Hanging { offers, places: places.collect() })
}

/// The referral to another group that a client was sent on by at a moment.
pub async fn sent_on_at(
    db: &impl ConnectionTrait,
    sent: &referral::Model,
    to: GroupId,
) -> Result<Option<referral::Model>> {
    let of = referral::Entity::find().filter(referral::COLUMN.client_id.eq(sent.client_id));
    let of = of.filter(referral::COLUMN.group_id.eq(to));
    Ok(of.all(db).await?.into_iter().find(|one| Some(one.created_at) == sent.closed_at))
}

/// The places in their queues of several referrals, from 1.
pub async fn turns(db: &impl ConnectionTrait, ids: &[ReferralId]) -> Result<HashMap<ReferralId, usize>> {
    let groups: Vec<GroupId> = referral::Entity::find()
        .select_only()
        .column(referral::Column::GroupId)
        .distinct()
        .filter(referral::COLUMN.id.is_in(ids.iter().copied()))
        .filter(referral::COLUMN.status.eq(ReferralStatus::Waitlisted))
        .into_tuple()
        .all(db)
        .await?;
    enrolment::turns_of(db, &groups).await
}
