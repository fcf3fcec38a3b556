//! Writes of ratings and goals.

use std::collections::HashSet;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use entity::id::{ClientId, GoalAssessmentId, GoalId, GroupId, ParticipationId, RatingId, RatingRequestId, SessionId};
use entity::state::{Attrition, Rater, RatingPhase};
use entity::{goal, goal_assessment, rating, rating_answer, rating_request};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::json;

use super::asked::asked_of_session;
use super::queries::{self, UnaskedPlace};
use super::rules::{self, GivenRating, GoalInput, GoalLevel, MOST_GOALS};
use super::scale::{Answer, Item};
use crate::access::{Act, Viewer};
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Error, OrNotFound, Result};
use crate::local_time;
use crate::random;

/// How long a client has to answer before the request counts as unanswered.
const PATIENCE: Days = Days::new(14);
/// How far back the job looks for ends that nobody was asked about yet.
const LOOK_BACK: TimeDelta = TimeDelta::days(60);
/// A client is asked for one end rating within this time, and again when somebody comes back after it.
const ONCE: TimeDelta = TimeDelta::days(365);

/// A rating to be asked for.
#[derive(Clone, Copy, Debug)]
pub struct NewRequest {
    /// When in the course of things.
    pub phase: RatingPhase,
    /// The session that feedback is asked on.
    pub session: Option<SessionId>,
    /// The last day to answer.
    pub due_on: NaiveDate,
}

/// The place that a rating is about.
#[derive(Clone, Copy, Debug)]
struct RatedPlace {
    id: ParticipationId,
    client: ClientId,
    group: GroupId,
}

/// Asks for a rating of a phase, once; the request carries the return code of its printed form.
pub async fn ask(act: Act<'_>, id: ParticipationId, new: NewRequest) -> Result<RatingRequestId> {
    rules::of_session(new.phase, new.session)?;
    let place = queries::lock(act.tx, id).await?;
    let same = |request: &rating_request::Model| request.phase == new.phase && request.session_id == new.session;
    if let Some(asked) = queries::requests(act.tx, id).await?.into_iter().find(same) {
        return Ok(asked.id);
    }
    if let Some(session) = new.session
        && !queries::is_session_of(act.tx, session, place.group_id).await?
    {
        return Err(Error::invalid("session_id", Code::FaultChoice));
    }
    let request = random::id(act.now);
    let of = RatedPlace { id, client: place.client_id, group: place.group_id };
    let row = request_row(act.now, request, of, new);
    rating_request::Entity::insert(row).exec_without_returning(act.tx).await?;
    audit::changed(act, asked_change(request, place.client_id, new.phase)).await?;
    Ok(request)
}

fn asked_change(request: RatingRequestId, client: ClientId, phase: RatingPhase) -> LoggedChange {
    LoggedChange::of("rating.asked", "rating_request", request).client(client).details(json!({ "phase": phase.code() }))
}

fn request_row(
    now: DateTime<Utc>,
    request: RatingRequestId,
    of: RatedPlace,
    new: NewRequest,
) -> rating_request::ActiveModel {
    rating_request::ActiveModel {
        id: Set(request),
        participation_id: Set(of.id),
        client_id: Set(of.client),
        group_id: Set(of.group),
        phase: Set(new.phase),
        session_id: Set(new.session),
        code: Set(random::code()),
        asked_at: Set(now),
        due_on: Set(new.due_on),
        answered_at: Set(None),
        attrition: Set(None),
    }
}

/// A rating that a client is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub request: RatingRequestId,
    pub client: ClientId,
}

/// Asks for feedback on a session of those who were not asked before; answers who has not given it yet and is reached by
/// messages.
pub async fn insert_pulse_requests(act: Act<'_>, by: &Viewer, id: SessionId) -> Result<Vec<Asked>> {
    let (session, people) = asked_of_session(act, by, id).await?;
    if session.starts_at > act.now {
        return Err(Error::conflict(Code::RatingPulseAhead));
    }
    let ids: Vec<ParticipationId> = people.iter().map(|row| row.id).collect();
    queries::lock_all(act.tx, &ids).await?;
    // Read again under the lock: another device may just have asked.
    let asked = queries::pulse_rows(act.tx, None, &session).await?;
    let due_on = act.today() + PATIENCE;
    let new = asked.iter().filter(|row| row.request_id.is_none() && ids.contains(&row.id)).map(|row| {
        let request = random::id(act.now);
        let of = RatedPlace { id: row.id, client: row.client_id, group: session.group_id };
        let new = NewRequest { phase: RatingPhase::Pulse, session: Some(session.id), due_on };
        (request_row(act.now, request, of, new), asked_change(request, row.client_id, RatingPhase::Pulse))
    });
    let (new, changes): (Vec<_>, Vec<_>) = new.unzip();
    if !new.is_empty() {
        rating_request::Entity::insert_many(new).exec_without_returning(act.tx).await?;
    }
    audit::changed_all(act, changes).await?;
    let rows = queries::pulse_rows(act.tx, None, &session).await?;
    let awaited = rows.iter().filter(|row| row.answered_at.is_none() && row.gets_links());
    Ok(awaited.filter_map(|row| Some(Asked { request: row.request_id?, client: row.client_id })).collect())
}

/// Keeps why a rating that was asked for stays unanswered, or that it is still awaited after all.
pub async fn unanswered(act: Act<'_>, id: RatingRequestId, reason: Option<Attrition>) -> Result<()> {
    let request = queries::request(act.tx, id).await?;
    queries::lock(act.tx, request.participation_id).await?;
    let kept = rating_request::Entity::update_many()
        .col_expr(rating_request::Column::Attrition, Expr::value(reason))
        .filter(rating_request::COLUMN.id.eq(id))
        .filter(rating_request::COLUMN.answered_at.is_null())
        .exec(act.tx)
        .await?;
    if kept.rows_affected == 0 {
        return Err(Error::conflict(Code::RatingAlreadyAnswered));
    }
    let change = LoggedChange::of("rating.unanswered", "rating_request", id).client(request.client_id);
    audit::changed(act, change.details(json!({ "reason": reason.map(Attrition::code) }))).await
}

/// A rating that has fallen due and that nobody was asked for yet.
#[derive(Clone, Copy, Debug)]
pub struct DueRating {
    pub place: ParticipationId,
    pub client: ClientId,
    pub phase: RatingPhase,
    /// The day by which it should be answered.
    pub answer_by: NaiveDate,
}

/// Every baseline, end rating and follow-up that has fallen due; a client is asked for one end rating at a time.
pub async fn due_ratings(act: Act<'_>) -> Result<Vec<DueRating>> {
    let today = act.today();
    let of = |phase| {
        move |due: &UnaskedPlace| DueRating { place: due.id, client: due.client_id, phase, answer_by: today + PATIENCE }
    };
    let mut found: Vec<DueRating> =
        queries::without_baseline(act.tx).await?.iter().map(of(RatingPhase::Baseline)).collect();
    let mut ended = queries::without_end(act.tx, act.now - LOOK_BACK, act.now - ONCE).await?;
    let mut asked = HashSet::new();
    ended.retain(|due| asked.insert(due.client_id));
    found.extend(ended.iter().map(of(RatingPhase::End)));
    found.extend(follow_ups(act, today).await?.iter().map(of(RatingPhase::FollowUp)));
    Ok(found)
}

async fn follow_ups(act: Act<'_>, today: NaiveDate) -> Result<Vec<UnaskedPlace>> {
    // Three months are at least 89 days; the day itself is checked in local time.
    let mut due =
        queries::without_follow_up(act.tx, act.now - LOOK_BACK - TimeDelta::days(92), act.now - TimeDelta::days(89))
            .await?;
    due.retain(|due| due.ends_at.is_some_and(|ended| rules::follow_up_due(local_time::day(act.zone, ended)) <= today));
    Ok(due)
}

/// Keeps a rating. Each rater has one for each phase (a pulse: for each session), given in as many parts as wanted;
/// nobody's answer replaces another rater's.
pub async fn rate(act: Act<'_>, id: ParticipationId, given: GivenRating) -> Result<RatingId> {
    let place = queries::lock(act.tx, id).await?;
    if let Some(session) = given.session
        && !queries::is_session_of(act.tx, session, place.group_id).await?
    {
        return Err(Error::invalid("session_id", Code::FaultChoice));
    }
    rules::of_session(given.phase, given.session)?;
    let request = answered(act, id, &given).await?;
    let before = queries::ratings(act.tx, id).await?;
    let same = |rated: &queries::Rated| {
        let standing = &rated.rating;
        (standing.phase, standing.rater, standing.session_id) == (given.phase, given.rater, given.session)
    };
    let standing = before.into_iter().find(same);
    let own = standing.as_ref().is_some_and(|standing| standing.rating.keyed_by.is_none());
    if let Some(standing) = &standing
        && own
        && act.who.staff().is_some()
        && rules::overwrites(standing, &given)
    {
        return Err(Error::conflict(Code::RatingOwnStands));
    }
    let standing = standing.map(|rated| rated.rating);
    let rating = standing.as_ref().map_or_else(|| random::id(act.now), |standing| standing.id);
    let row = rating::ActiveModel {
        id: Set(rating),
        participation_id: Set(id),
        request_id: Set(standing.as_ref().and_then(|standing| standing.request_id).or(request)),
        client_id: Set(place.client_id),
        group_id: Set(place.group_id),
        phase: Set(given.phase),
        rater: Set(given.rater),
        source: Set(standing.as_ref().filter(|_| own).map_or(given.source, |standing| standing.source)),
        session_id: Set(given.session),
        comment: Set(given.comment.or_else(|| standing.as_ref().and_then(|standing| standing.comment.clone()))),
        given_at: Set(act.now),
        keyed_by: Set(act.who.staff().filter(|_| !own)),
    };
    match standing {
        Some(_) => row.update(act.tx).await.map(|_| ())?,
        None => row.insert(act.tx).await.map(|_| ())?,
    }
    write_answers(act.tx, rating, given.answers).await?;
    let change = LoggedChange::of("rating.given", "rating", rating).client(place.client_id);
    let details = json!({ "phase": given.phase.code(), "rater": given.rater.code(), "source": given.source.code() });
    audit::changed(act, change.details(details)).await?;
    Ok(rating)
}

/// The request that a client's rating answers, marked as answered; a rating that nobody asked for makes its own, so
/// that it counts among those asked.
async fn answered(act: Act<'_>, id: ParticipationId, given: &GivenRating) -> Result<Option<RatingRequestId>> {
    if given.rater != Rater::Client {
        return Ok(None);
    }
    let request = ask(act, id, NewRequest { phase: given.phase, session: given.session, due_on: act.today() }).await?;
    rating_request::Entity::update_many()
        .col_expr(rating_request::Column::AnsweredAt, Expr::value(act.now))
        .col_expr(rating_request::Column::Attrition, Expr::value(Option::<Attrition>::None))
        .filter(rating_request::COLUMN.id.eq(request))
        .filter(rating_request::COLUMN.answered_at.is_null())
        .exec(act.tx)
        .await?;
    Ok(Some(request))
}

async fn write_answers(
    tx: &DatabaseTransaction,
    rating: RatingId,
    answers: impl IntoIterator<Item = (Item, Answer)>,
) -> Result<()> {
    let row = |(item, answer): (Item, Answer)| rating_answer::ActiveModel {
        rating_id: Set(rating),
        item: Set(item.code().to_owned()),
        level: Set(answer.columns().0),
        number: Set(answer.columns().1),
    };
    let rows: Vec<_> = answers.into_iter().map(row).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let replace = OnConflict::columns([rating_answer::Column::RatingId, rating_answer::Column::Item])
        .update_columns([rating_answer::Column::Level, rating_answer::Column::Number])
        .to_owned();
    rating_answer::Entity::insert_many(rows).on_conflict(replace).exec_without_returning(tx).await?;
    Ok(())
}

/// Sets a goal; a participation has at most three.
pub async fn add_goal(act: Act<'_>, id: ParticipationId, input: GoalInput) -> Result<GoalId> {
    let place = queries::lock(act.tx, id).await?;
    let standing = goal::Entity::find()
        .filter(goal::COLUMN.participation_id.eq(id))
        .order_by_asc(goal::Column::Position)
        .all(act.tx)
        .await?;
    if standing.len() >= MOST_GOALS {
        return Err(Error::conflict(Code::RatingGoalsFull));
    }
    let goal = random::id(act.now);
    let row = goal::ActiveModel {
        id: Set(goal),
        participation_id: Set(id),
        client_id: Set(place.client_id),
        text: Set(input.text),
        weight: Set(input.weight),
        start_level: Set(input.start_level),
        position: Set(standing.last().map_or(1, |last| last.position + 1)),
        created_at: Set(act.now),
    };
    goal::Entity::insert(row).exec_without_returning(act.tx).await?;
    audit::changed(act, LoggedChange::of("goal.set", "goal", goal).client(place.client_id)).await?;
    Ok(goal)
}

/// Adds the level of a goal on a day; earlier assessments stay.
pub async fn assess(act: Act<'_>, id: GoalId, new: GoalLevel) -> Result<()> {
    let assessed: GoalAssessmentId = random::id(act.now);
    let row = goal_assessment::ActiveModel {
        id: Set(assessed),
        goal_id: Set(id),
        level: Set(new.level),
        on: Set(new.on),
        assessed_by: Set(act.who.staff()),
        created_at: Set(act.now),
    };
    goal_assessment::Entity::insert(row).exec_without_returning(act.tx).await?;
    let goal = goal::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    let change = LoggedChange::of("goal.assessed", "goal", id).client(goal.client_id);
    audit::changed(act, change.details(json!({ "level": new.level }))).await
}
