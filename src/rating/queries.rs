//! Reads of ratings and goals, scoped by the viewer.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::id::{ClientId, GoalId, GroupId, ParticipationId, RatingId, RatingRequestId, SessionId};
use entity::list::Lines;
use entity::state::{
    AttendanceStatus, ContactChannel, GroupKind, GroupStatus, Language, ParticipationStatus, Rater, RatingPhase,
};
use entity::{
    attendance, client, goal, goal_assessment, group, participation, rating, rating_answer, rating_request, referral,
    session,
};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait, Select,
};

use super::goal::GoalScore;
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::access::scope;
use crate::attendance::enrolled::{Enrolled, PlaceSpan};
use crate::error::{OrNotFound, Result};
use crate::local_time;
use crate::people::client::{by_name, name_for, veil};

/// One client's place in one group.
#[derive(Clone, Debug, FromQueryResult)]
pub struct PlaceWithRatings {
    pub id: ParticipationId,
    pub group_id: GroupId,
    pub client_id: ClientId,
    /// Its state.
    pub status: ParticipationStatus,
    /// Since when the client has the place.
    pub confirmed_at: DateTime<Utc>,
    /// The day of the first presence.
    pub started_on: Option<NaiveDate>,
    /// The day of its end.
    pub ended_on: Option<NaiveDate>,
    /// The client's name.
    pub name: String,
    /// The client's language.
    pub language: Language,
    /// The group's name.
    pub group_name: String,
    /// The group's kind.
    pub kind: GroupKind,
    /// The group's time zone.
    pub timezone: String,
}

/// A rating with its answers.
#[derive(Clone, Debug)]
pub struct Rated {
    pub rating: rating::Model,
    pub answers: Vec<rating_answer::Model>,
}

impl Rated {
    /// Whether it counts: of a client's answers to one question only the one that the question holds on to.
    pub fn counts(&self) -> bool {
        self.rating.rater != Rater::Client || self.rating.request_id.is_some()
    }
}

/// A goal with its assessments, the latest last.
#[derive(Clone, Debug)]
pub struct AssessedGoal {
    pub goal: goal::Model,
    pub assessments: Vec<goal_assessment::Model>,
}

impl AssessedGoal {
    /// Whether it stands, and so has one of the places.
    pub const fn stands(&self) -> bool {
        self.goal.retired_at.is_none()
    }

    /// The goal as it stood at the start.
    pub fn at_start(&self) -> GoalScore {
        self.score(Some(self.goal.start_level))
    }

    /// The goal as it was last assessed.
    pub fn now(&self) -> GoalScore {
        self.score(self.assessments.last().map(|assessment| assessment.level))
    }

    fn score(&self, level: Option<i32>) -> GoalScore {
        GoalScore {
            weight: u8::try_from(self.goal.weight).unwrap_or(1),
            // What was given up is scored neither at the start nor now.
            level: level.filter(|_| self.stands()).and_then(|level| i8::try_from(level).ok()),
        }
    }
}

/// A participation that a rating may have to be asked of.
#[derive(Clone, Debug, FromQueryResult)]
pub struct UnaskedPlace {
    pub id: ParticipationId,
    pub client_id: ClientId,
    /// When the group ends or ended.
    pub ends_at: Option<DateTime<Utc>>,
}

/// What of a place and its group says whether a rating is due.
#[derive(Clone, Copy, Debug)]
pub struct RatedSpan {
    /// Whether the place has ended.
    pub is_over: bool,
    pub group: GroupStatus,
    /// The day of the group's last session.
    pub last_day: Option<NaiveDate>,
}

/// What says whether ratings of a place are due.
pub async fn span(db: &impl ConnectionTrait, id: ParticipationId, zone: Tz) -> Result<RatedSpan> {
    let place = participation::Entity::find_by_id(id).one(db).await.or_not_found()?;
    let group = group::Entity::find_by_id(place.group_id).one(db).await.or_not_found()?;
    let last_day = group.ends_at.map(|at| local_time::day(local_time::zone_of(&group.timezone, zone), at));
    Ok(RatedSpan { is_over: !place.active, group: group.status, last_day })
}

fn places(viewer: &Viewer) -> Select<participation::Entity> {
    participation::Entity::find()
        .expr_as(name_for(viewer), "name")
        .column(client::Column::Language)
        .column_as(group::Column::Name, "group_name")
        .column(group::Column::Kind)
        .column(group::Column::Timezone)
        .join(JoinType::InnerJoin, participation::Relation::Client.def())
        .join(JoinType::InnerJoin, participation::Relation::Group.def())
}

/// One participation that the viewer's roles reach.
pub async fn place(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    action: Action,
    id: ParticipationId,
) -> Result<PlaceWithRatings> {
    let reached = scope::participations(viewer, Resource::Rating, action);
    let find = places(viewer).filter(participation::COLUMN.id.eq(id)).filter(reached);
    let mut place: PlaceWithRatings = find.into_model().one(db).await.or_not_found()?;
    veil(viewer, place.client_id, &mut place.name);
    Ok(place)
}

/// The participation of a goal that the viewer may assess.
pub async fn place_of_goal(db: &impl ConnectionTrait, viewer: &Viewer, id: GoalId) -> Result<PlaceWithRatings> {
    let goal = goal::Entity::find_by_id(id).one(db).await.or_not_found()?;
    place(db, viewer, Action::Write, goal.participation_id).await
}

/// Keeps a participation from other writers until the transaction ends.
pub async fn lock(db: &impl ConnectionTrait, id: ParticipationId) -> Result<participation::Model> {
    participation::Entity::find_by_id(id).lock_exclusive().one(db).await.or_not_found()
}

/// The ratings of a participation with their answers, the oldest first.
pub async fn ratings(db: &impl ConnectionTrait, id: ParticipationId) -> Result<Vec<Rated>> {
    let ratings = rating::Entity::find()
        .filter(rating::COLUMN.participation_id.eq(id))
        .order_by(rating::Column::GivenAt, Order::Asc)
        .order_by(rating::Column::Id, Order::Asc)
        .all(db)
        .await?;
    let ids: Vec<RatingId> = ratings.iter().map(|rating| rating.id).collect();
    let answers = rating_answer::Entity::find().filter(rating_answer::COLUMN.rating_id.is_in(ids)).all(db).await?;
    let of = |rating: &rating::Model| answers.iter().filter(|a| a.rating_id == rating.id).cloned().collect();
    Ok(ratings.into_iter().map(|rating| Rated { answers: of(&rating), rating }).collect())
}

/// The goals of a participation with their assessments.
pub async fn goals(db: &impl ConnectionTrait, id: ParticipationId) -> Result<Vec<AssessedGoal>> {
    let goals = goal::Entity::find()
        .filter(goal::COLUMN.participation_id.eq(id))
        .order_by(goal::Column::Position, Order::Asc)
        .all(db)
        .await?;
    let ids: Vec<GoalId> = goals.iter().map(|goal| goal.id).collect();
    let assessments = goal_assessment::Entity::find()
        .filter(goal_assessment::COLUMN.goal_id.is_in(ids))
        .order_by(goal_assessment::Column::On, Order::Asc)
        .order_by(goal_assessment::Column::CreatedAt, Order::Asc)
        .order_by(goal_assessment::Column::Id, Order::Asc)
        .all(db)
        .await?;
    let of = |goal: &goal::Model| assessments.iter().filter(|a| a.goal_id == goal.id).cloned().collect();
    Ok(goals.into_iter().map(|goal| AssessedGoal { assessments: of(&goal), goal }).collect())
}

/// The goals that the referral of a participation named.
pub async fn named_goals(db: &impl ConnectionTrait, id: ParticipationId) -> Result<Vec<String>> {
    let of = participation::Entity::belongs_to(referral::Entity)
        .from(participation::Column::ReferralId)
        .to(referral::Column::Id);
    let named: Option<Lines> = participation::Entity::find_by_id(id)
        .select_only()
        .column(referral::Column::Goals)
        .join(JoinType::InnerJoin, of.into())
        .into_tuple()
        .one(db)
        .await?;
    Ok(named.map(|named| named.0).unwrap_or_default())
}

/// The goals of a client that stand, of places that have not ended, in their order.
pub async fn goals_of_client(db: &impl ConnectionTrait, client: ClientId) -> Result<Vec<AssessedGoal>> {
    let places: Vec<ParticipationId> = participation::Entity::find()
        .select_only()
        .column(participation::Column::Id)
        .filter(participation::COLUMN.client_id.eq(client))
        .filter(participation::COLUMN.active.eq(true))
        .order_by(participation::Column::ConfirmedAt, Order::Asc)
        .into_tuple()
        .all(db)
        .await?;
    let mut all = Vec::new();
    for place in places {
        all.extend(goals(db, place).await?.into_iter().filter(AssessedGoal::stands));
    }
    Ok(all)
}

/// What is asked of a participation, the oldest first.
pub async fn requests(db: &impl ConnectionTrait, id: ParticipationId) -> Result<Vec<rating_request::Model>> {
    Ok(rating_request::Entity::find()
        .filter(rating_request::COLUMN.participation_id.eq(id))
        .order_by(rating_request::Column::AskedAt, Order::Asc)
        .order_by(rating_request::Column::Id, Order::Asc)
        .all(db)
        .await?)
}

/// One request.
pub async fn request(db: &impl ConnectionTrait, id: RatingRequestId) -> Result<rating_request::Model> {
    rating_request::Entity::find_by_id(id).one(db).await.or_not_found()
}

/// The request of a return code, whatever its case.
pub async fn by_code(db: &impl ConnectionTrait, code: &str) -> Result<Option<rating_request::Model>> {
    let code = code.trim().to_lowercase();
    Ok(rating_request::Entity::find().filter(rating_request::COLUMN.code.eq(code)).one(db).await?)
}

/// Whether a session belongs to a group.
pub async fn is_session_of(db: &impl ConnectionTrait, session: SessionId, group: GroupId) -> Result<bool> {
    Ok(session::Entity::find_by_id(session).one(db).await?.is_some_and(|session| session.group_id == group))
}

/// The names of the other clients of a group, only to be looked for in notes.
pub async fn peers(db: &impl ConnectionTrait, place: &PlaceWithRatings) -> Result<Vec<String>> {
    let in_group = Query::select()
        .column(participation::Column::ClientId)
        .from(participation::Entity)
        .and_where(participation::Column::GroupId.eq(place.group_id))
        .take();
    Ok(client::Entity::find()
        .filter(client::Column::Id.in_subquery(in_group))
        .filter(client::COLUMN.id.ne(place.client_id))
        .select_only()
        .column(client::Column::Name)
        .into_tuple()
        .all(db)
        .await?)
}

/// A session whose feedback is asked.
#[derive(Clone, Debug, FromQueryResult)]
pub struct PulseSession {
    pub id: SessionId,
    pub group_id: GroupId,
    /// The group's name.
    pub group_name: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Its time zone.
    pub timezone: String,
}

/// A session of a group that the viewer's roles reach.
pub async fn session(db: &impl ConnectionTrait, viewer: &Viewer, id: SessionId) -> Result<PulseSession> {
    session::Entity::find_by_id(id)
        .column_as(group::Column::Name, "group_name")
        .join(JoinType::InnerJoin, session::Relation::Group.def())
        .filter(scope::groups(viewer, Resource::Rating, Action::Write))
        .into_model()
        .one(db)
        .await
        .or_not_found()
}

/// A person of a session, and how far the feedback on it has come.
#[derive(Clone, Debug, FromQueryResult)]
pub struct PulseRow {
    pub id: ParticipationId,
    pub client_id: ClientId,
    /// The client's name.
    pub name: String,
    /// Whether lists that leave the house show a code instead of the name.
    pub address_protection: bool,
    /// The client's language.
    pub language: Language,
    /// By which channel the client wants messages.
    pub channel: ContactChannel,
    /// The client's telephone number.
    pub phone: Option<String>,
    /// The client's e-mail address.
    pub email: Option<String>,
    /// Since when the client is expected.
    pub confirmed_at: DateTime<Utc>,
    pub status: ParticipationStatus,
    /// The day of the place's end.
    pub ended_on: Option<NaiveDate>,
    /// When the place's end was told.
    pub ended_at: Option<DateTime<Utc>>,
    /// The mark of the session.
    pub mark: Option<AttendanceStatus>,
    /// The request for feedback.
    pub request_id: Option<RatingRequestId>,
    /// Its return code.
    pub code: Option<String>,
    /// The day by which it should be answered.
    pub due_on: Option<NaiveDate>,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
}

impl PulseRow {
    /// While the client is expected.
    pub fn enrolled(&self, zone: Tz) -> Enrolled {
        let Self { status, confirmed_at, ended_on, ended_at, .. } = *self;
        Enrolled::of(PlaceSpan { status, confirmed_at, ended_on, ended_at }, zone)
    }

    /// Whether a message with a link reaches the client without anybody's help.
    pub fn gets_links(&self) -> bool {
        match self.channel {
            ContactChannel::Sms => self.phone.is_some(),
            ContactChannel::Email => self.email.is_some(),
            ContactChannel::Letter | ContactChannel::None => false,
        }
    }
}

/// Everyone who has or had a place in the group of a session, by name, with the mark and the request of that session.
/// Names are for a viewer only, each as that one may read it.
pub async fn pulse_rows(
    db: &impl ConnectionTrait,
    viewer: Option<&Viewer>,
    session: &PulseSession,
) -> Result<Vec<PulseRow>> {
    let id = session.id;
    let marks = participation::Entity::belongs_to(attendance::Entity)
        .from(participation::Column::Id)
        .to(attendance::Column::ParticipationId)
        .on_condition(move |_, mark| Condition::all().add(Expr::col((mark, attendance::Column::SessionId)).eq(id)));
    let asked = participation::Entity::belongs_to(rating_request::Entity)
        .from(participation::Column::Id)
        .to(rating_request::Column::ParticipationId)
        .on_condition(move |_, asked| {
            Condition::all()
                .add(Expr::col((asked.clone(), rating_request::Column::SessionId)).eq(id))
                .add(Expr::col((asked, rating_request::Column::Phase)).eq(RatingPhase::Pulse))
        });
    let name = viewer.map_or_else(|| Expr::value(""), |viewer| name_for(viewer).into());
    let mut rows: Vec<PulseRow> = participation::Entity::find()
        .expr_as(name, "name")
        .columns([client::Column::AddressProtection, client::Column::Language])
        .columns([client::Column::Channel, client::Column::Phone, client::Column::Email])
        .expr_as(Expr::col((attendance::Entity, attendance::Column::Status)), "mark")
        .expr_as(Expr::col((rating_request::Entity, rating_request::Column::Id)), "request_id")
        .columns([rating_request::Column::Code, rating_request::Column::DueOn, rating_request::Column::AnsweredAt])
        .join(JoinType::InnerJoin, participation::Relation::Client.def())
        .join(JoinType::LeftJoin, marks.into())
        .join(JoinType::LeftJoin, asked.into())
        .filter(participation::COLUMN.group_id.eq(session.group_id))
        .filter(client::COLUMN.deceased_on.is_null())
        .apply_if(viewer, by_name)
        .order_by(participation::Column::Id, Order::Asc)
        .into_model()
        .all(db)
        .await?;
    if let Some(viewer) = viewer {
        for row in &mut rows {
            veil(viewer, row.client_id, &mut row.name);
        }
    }
    Ok(rows)
}

/// Keeps several participations from other writers until the transaction ends.
pub async fn lock_all(db: &impl ConnectionTrait, ids: &[ParticipationId]) -> Result<()> {
    let find = participation::Entity::find().filter(participation::COLUMN.id.is_in(ids.iter().copied()));
    find.order_by(participation::Column::Id, Order::Asc).lock_exclusive().all(db).await?;
    Ok(())
}

fn due(phase: RatingPhase) -> Select<participation::Entity> {
    let asked = Query::select()
        .column(rating_request::Column::ParticipationId)
        .from(rating_request::Entity)
        .and_where(rating_request::Column::Phase.eq(phase))
        .take();
    participation::Entity::find()
        .column(group::Column::EndsAt)
        .join(JoinType::InnerJoin, participation::Relation::Group.def())
        .join(JoinType::InnerJoin, participation::Relation::Client.def())
        .filter(client::COLUMN.deceased_on.is_null())
        .filter(participation::Column::Id.not_in_subquery(asked))
        .limit(1000)
}

/// Active places whose baseline was never asked.
pub async fn without_baseline(db: &impl ConnectionTrait) -> Result<Vec<UnaskedPlace>> {
    let groups = [GroupStatus::ConfirmedToRun, GroupStatus::Running];
    Ok(due(RatingPhase::Baseline)
        .filter(participation::COLUMN.active.eq(true))
        .filter(group::Column::Status.is_in(groups))
        .order_by(participation::Column::Id, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// Places that ended since `since` after a start, the last ended first, of clients who have no other place left and
/// were asked for no end rating since `asked_since`. Who dropped out is asked when the group ends: until then somebody who
/// comes back has not ended.
pub async fn without_end(
    db: &impl ConnectionTrait,
    since: DateTime<Utc>,
    asked_since: DateTime<Utc>,
) -> Result<Vec<UnaskedPlace>> {
    use ParticipationStatus::{Completed, DroppedOut, PositiveExit};
    let over = group::Column::Status.is_in(GroupStatus::ENDED);
    let is_recent = participation::COLUMN.ended_at.gte(since);
    let carried =
        Condition::all().add(participation::Column::Status.is_in([Completed, PositiveExit])).add(is_recent.clone());
    let dropped = Condition::all()
        .add(participation::COLUMN.status.eq(DroppedOut))
        .add(over)
        .add(is_recent.or(group::COLUMN.ends_at.gte(since)));
    let still_in = Query::select()
        .column(participation::Column::ClientId)
        .from(participation::Entity)
        .and_where(participation::Column::Active.eq(true))
        .take();
    let asked = Query::select()
        .column(rating_request::Column::ClientId)
        .from(rating_request::Entity)
        .and_where(rating_request::Column::Phase.eq(RatingPhase::End))
        .and_where(rating_request::Column::AskedAt.gt(asked_since))
        .take();
    Ok(due(RatingPhase::End)
        .filter(Condition::any().add(carried).add(dropped))
        .filter(participation::COLUMN.started_on.is_not_null())
        .filter(participation::Column::ClientId.not_in_subquery(still_in))
        .filter(participation::Column::ClientId.not_in_subquery(asked))
        .order_by(participation::Column::EndedAt, Order::Desc)
        .order_by(participation::Column::Id, Order::Desc)
        .into_model()
        .all(db)
        .await?)
}

/// Places with an answered baseline in groups that ended before `ended_by` and after `since`, without a follow-up.
pub async fn without_follow_up(
    db: &impl ConnectionTrait,
    since: DateTime<Utc>,
    ended_by: DateTime<Utc>,
) -> Result<Vec<UnaskedPlace>> {
    let answered = Query::select()
        .column(rating::Column::ParticipationId)
        .from(rating::Entity)
        .and_where(rating::Column::Phase.eq(RatingPhase::Baseline))
        .take();
    Ok(due(RatingPhase::FollowUp)
        .filter(participation::Column::Id.in_subquery(answered))
        .filter(group::COLUMN.ends_at.lte(ended_by))
        .filter(group::COLUMN.ends_at.gte(since))
        .filter(group::Column::Status.is_in(GroupStatus::ENDED))
        .filter(participation::Column::Status.ne(ParticipationStatus::Deceased))
        .order_by(participation::Column::Id, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}
