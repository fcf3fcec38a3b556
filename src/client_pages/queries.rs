//! Reads for a client's own pages: always of the one client whom the token opens.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::id::{ClientId, OfferId, RatingRequestId, SessionId};
use entity::state::{AttendanceStatus, GroupStatus, OfferStatus, Rater, RatingPhase, SessionStatus};
use entity::{attendance, client, group, offer, participation, rating, rating_request, session, venue};
use sea_orm::sea_query::{Expr, ExprTrait, NullOrdering, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait, Select, SelectModel, Selector,
};

use crate::enrolment;
use crate::error::{OrNotFound, Result};
use crate::local_time::midnight;
use crate::programme::who_meets;

/// The most sessions shown.
const SHOWN: u64 = 20;

/// A session that the client is expected at, or would be if it were not cancelled.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Coming {
    pub id: SessionId,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub timezone: String,
    pub moved: bool,
    pub status: SessionStatus,
    pub leader: Option<String>,
    pub venue: Option<String>,
    pub address: Option<String>,
    pub directions: Option<String>,
    pub attendance: Option<AttendanceStatus>,
}

/// How long before and after its day a session is shown as cancelled, so that who was told of it finds it.
const CANCELLED_SHOWN: TimeDelta = TimeDelta::days(14);

/// The client's next sessions, the first first, and those that were cancelled of late or are cancelled ahead.
pub async fn shown(db: &impl ConnectionTrait, client: ClientId, now: DateTime<Utc>) -> Result<Vec<Coming>> {
    let coming = sessions_of(client)
        .filter(participation::COLUMN.active.eq(true))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .filter(session::COLUMN.ends_at.gt(now));
    let changed = || Expr::col((session::Entity, session::Column::ChangedAt));
    // Of a group that was cancelled, the places ended with the sessions.
    let with_group = Condition::all()
        .add(participation::COLUMN.ended_at.gt(now - CANCELLED_SHOWN))
        .add(Expr::col((participation::Entity, participation::Column::EndedAt)).gte(changed()))
        .add(group::COLUMN.status.eq(GroupStatus::Cancelled));
    let known = Condition::any().add(participation::COLUMN.active.eq(true)).add(with_group);
    let confirmed = Expr::col((participation::Entity, participation::Column::ConfirmedAt));
    let cancelled = sessions_of(client)
        .filter(known)
        .filter(confirmed.lte(changed()))
        .filter(session::COLUMN.status.eq(SessionStatus::Cancelled))
        .filter(session::COLUMN.ends_at.gt(now - CANCELLED_SHOWN));
    let mut shown: Vec<Coming> = first(coming).all(db).await?;
    shown.extend(first(cancelled).all(db).await?);
    shown.sort_by_key(|session| session.starts_at);
    Ok(shown)
}

/// One session that the client is expected at.
pub async fn one(db: &impl ConnectionTrait, client: ClientId, now: DateTime<Utc>, id: SessionId) -> Result<Coming> {
    let one = sessions_of(client)
        .filter(participation::COLUMN.active.eq(true))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .filter(session::COLUMN.ends_at.gt(now))
        .filter(session::COLUMN.id.eq(id));
    first(one).one(db).await.or_not_found()
}

fn first(find: Select<participation::Entity>) -> Selector<SelectModel<Coming>> {
    find.order_by(session::Column::StartsAt, Order::Asc).limit(SHOWN).into_model()
}

/// The sessions of the groups where the client has or had a place, with what the client has said of them.
fn sessions_of(client: ClientId) -> Select<participation::Entity> {
    let sessions = participation::Entity::belongs_to(session::Entity)
        .from(participation::Column::GroupId)
        .to(session::Column::GroupId);
    let marks = session::Entity::belongs_to(attendance::Entity)
        .from(session::Column::Id)
        .to(attendance::Column::SessionId)
        .on_condition(move |_, mark| Condition::all().add(Expr::col((mark, attendance::Column::ClientId)).eq(client)));
    participation::Entity::find()
        .select_only()
        .columns([session::Column::Id, session::Column::StartsAt, session::Column::EndsAt, session::Column::Timezone])
        .columns([session::Column::Moved, session::Column::Status])
        .expr_as(who_meets(), "leader")
        .expr_as(Expr::col((venue::Entity, venue::Column::Name)), "venue")
        .columns([venue::Column::Address, venue::Column::Directions])
        .expr_as(Expr::col((attendance::Entity, attendance::Column::Status)), "attendance")
        .join(JoinType::InnerJoin, sessions.into())
        .join(JoinType::InnerJoin, participation::Relation::Group.def())
        .join(JoinType::LeftJoin, session::Relation::Venue.def())
        .join(JoinType::LeftJoin, marks.into())
        .filter(participation::COLUMN.client_id.eq(client))
}

/// A place that the client is offered.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Offered {
    pub id: OfferId,
    pub name: String,
    pub starts_at: Option<DateTime<Utc>>,
    pub timezone: String,
    /// By when it is to be answered; unknown until the client was told.
    pub answer_by: Option<DateTime<Utc>>,
}

/// The offers that the client may answer, the most urgent first.
pub async fn offers(db: &impl ConnectionTrait, client: ClientId, now: DateTime<Utc>) -> Result<Vec<Offered>> {
    Ok(offer::Entity::find()
        .select_only()
        .columns([offer::Column::Id, offer::Column::AnswerBy])
        .columns([group::Column::Name, group::Column::Timezone])
        .expr_as(first_ahead(now), "starts_at")
        .join(JoinType::InnerJoin, offer::Relation::Group.def())
        .filter(offer::COLUMN.client_id.eq(client))
        .filter(offer::COLUMN.status.eq(OfferStatus::Open))
        .filter(enrolment::still_stands(now))
        .order_by_with_nulls(offer::Column::AnswerBy, Order::Asc, NullOrdering::Last)
        .order_by(offer::Column::Id, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// When whoever takes a place of the group now comes first: a group that runs has begun before.
fn first_ahead(now: DateTime<Utc>) -> SimpleExpr {
    let next = Query::select()
        .column(session::Column::StartsAt)
        .from(session::Entity)
        .and_where(Expr::col((session::Entity, session::Column::GroupId)).equals((group::Entity, group::Column::Id)))
        .and_where(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .and_where(session::COLUMN.starts_at.gt(now))
        .order_by(session::Column::StartsAt, Order::Asc)
        .limit(1)
        .take();
    SimpleExpr::SubQuery(None, Box::new(next.into()))
}

/// How an offer to the client stands; one whose time is up is as good as expired. Another's is not found.
pub async fn offer_status(
    db: &impl ConnectionTrait,
    client: ClientId,
    id: OfferId,
    now: DateTime<Utc>,
) -> Result<OfferStatus> {
    let find = offer::Entity::find_by_id(id).filter(offer::COLUMN.client_id.eq(client));
    let offer = find.one(db).await.or_not_found()?;
    let is_late = offer.status == OfferStatus::Open && enrolment::has_lapsed(&offer, now);
    Ok(if is_late { OfferStatus::Expired } else { offer.status })
}

/// A rating that the client is asked for.
#[derive(Clone, Debug, FromQueryResult)]
pub struct OpenRating {
    pub id: RatingRequestId,
    pub phase: RatingPhase,
    /// When the session began that feedback is asked on.
    pub starts_at: Option<DateTime<Utc>>,
    /// When it was given: of one that was given twice the client may say which counts.
    pub answered_at: Option<DateTime<Utc>>,
}

/// How long a client is shown that a rating was given twice.
const TWICE_SHOWN: Days = Days::new(30);

/// The ratings that the client is asked for and has not given, the oldest first, and those that were given twice of late;
/// feedback on a session is asked only until the day by which it should be given.
pub async fn ratings(db: &impl ConnectionTrait, client: ClientId, today: NaiveDate) -> Result<Vec<OpenRating>> {
    let asked = Condition::any()
        .add(rating_request::COLUMN.phase.ne(RatingPhase::Pulse))
        .add(rating_request::COLUMN.due_on.gte(today));
    let awaited = Condition::all()
        .add(rating_request::COLUMN.answered_at.is_null())
        .add(rating_request::COLUMN.attrition.is_null())
        .add(asked);
    let of_session = rating_request::Entity::belongs_to(session::Entity)
        .from(rating_request::Column::SessionId)
        .to(session::Column::Id);
    Ok(rating_request::Entity::find()
        .select_only()
        .columns([rating_request::Column::Id, rating_request::Column::Phase, rating_request::Column::AnsweredAt])
        .column(session::Column::StartsAt)
        .join(JoinType::LeftJoin, of_session.into())
        .filter(rating_request::COLUMN.client_id.eq(client))
        .filter(Condition::any().add(awaited).add(given_twice(today)))
        .order_by(rating_request::Column::AskedAt, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// Whether the client has lately given the rating of the row for a second time, which doesn't count.
fn given_twice(today: NaiveDate) -> Expr {
    let since = midnight(Tz::UTC, today - TWICE_SHOWN);
    let of_row = |column, of| Expr::col((rating::Entity, column)).equals((rating_request::Entity, of));
    let same_session = Condition::any()
        .add(of_row(rating::Column::SessionId, rating_request::Column::SessionId))
        .add(rating::COLUMN.session_id.is_null().and(rating_request::COLUMN.session_id.is_null()));
    let second = Query::select()
        .column(rating::Column::Id)
        .from(rating::Entity)
        .and_where(of_row(rating::Column::ParticipationId, rating_request::Column::ParticipationId))
        .and_where(of_row(rating::Column::Phase, rating_request::Column::Phase))
        .and_where(rating::COLUMN.rater.eq(Rater::Client))
        .and_where(rating::COLUMN.request_id.is_null())
        .and_where(rating::COLUMN.given_at.gt(since))
        .cond_where(same_session)
        .take();
    Expr::exists(second)
}

/// A place that the client has or had.
#[derive(Clone, Debug, FromQueryResult)]
pub struct OwnPlace {
    pub name: String,
    pub started_on: Option<NaiveDate>,
    pub ended_on: Option<NaiveDate>,
}

/// The client's places, the newest first.
pub async fn places(db: &impl ConnectionTrait, client: ClientId) -> Result<Vec<OwnPlace>> {
    Ok(participation::Entity::find()
        .select_only()
        .columns([participation::Column::StartedOn, participation::Column::EndedOn])
        .column(group::Column::Name)
        .join(JoinType::InnerJoin, participation::Relation::Group.def())
        .filter(participation::COLUMN.client_id.eq(client))
        .order_by(participation::Column::ConfirmedAt, Order::Desc)
        .into_model()
        .all(db)
        .await?)
}

/// What is stored of the client; without the notes that staff keep to reach the client safely.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Stored {
    pub name: String,
    pub given_name: String,
    pub birth_year: Option<i32>,
    pub municipality: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub postal_address: Option<String>,
    pub needs: Option<String>,
    pub interpreter: Option<String>,
}

/// What is stored of the client.
pub async fn stored(db: &impl ConnectionTrait, client: ClientId) -> Result<Stored> {
    client::Entity::find_by_id(client).into_model().one(db).await.or_not_found()
}
