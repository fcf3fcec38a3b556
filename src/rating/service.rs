//! Writes of ratings and goals.

use std::collections::HashSet;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use entity::id::{ClientId, GoalAssessmentId, GoalId, GroupId, ParticipationId, RatingId, RatingRequestId, SessionId};
use entity::state::{Attrition, Rater, RatingPhase};
use entity::{goal, goal_assessment, participation, rating, rating_answer, rating_request};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
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
    let place = queries::lock(act.tx, id).await?;
    match standing_request(act, id, &new).await? {
        Some(asked) => Ok(asked),
        None => insert_request(act, &place, new, None).await,
    }
}

/// The same by a person: what is not due yet is asked for only for a reason.
pub async fn ask_when_due(
    act: Act<'_>,
    id: ParticipationId,
    new: NewRequest,
    early: Option<String>,
) -> Result<RatingRequestId> {
    let place = queries::lock(act.tx, id).await?;
    if let Some(asked) = standing_request(act, id, &new).await? {
        return Ok(asked);
    }
    let span = queries::span(act.tx, id, act.zone).await?;
    if rules::is_due(new.phase, span, act.today()) {
        return insert_request(act, &place, new, None).await;
    }
    if early.is_none() {
        return Err(Error::invalid("early_reason", Code::RatingNotDue));
    }
    // Figures go by the day on which a follow-up falls due, whenever it was given.
    let due_on = match (new.phase, span.last_day) {
        (RatingPhase::FollowUp, Some(last)) => rules::follow_up_due(last).max(new.due_on),
        _ => new.due_on,
    };
    insert_request(act, &place, NewRequest { due_on, ..new }, early).await
}

/// Whether a rating of a phase may be given now: it is due, or was asked for.
pub async fn may_give(act: Act<'_>, id: ParticipationId, new: NewRequest) -> Result<bool> {
    let asked = standing_request(act, id, &new).await?.is_some();
    Ok(asked || rules::is_due(new.phase, queries::span(act.tx, id, act.zone).await?, act.today()))
}

async fn standing_request(act: Act<'_>, id: ParticipationId, new: &NewRequest) -> Result<Option<RatingRequestId>> {
    rules::of_session(new.phase, new.session)?;
    let same = |request: &rating_request::Model| request.phase == new.phase && request.session_id == new.session;
    Ok(queries::requests(act.tx, id).await?.into_iter().find(same).map(|asked| asked.id))
}

async fn insert_request(
    act: Act<'_>,
    place: &participation::Model,
    new: NewRequest,
    early: Option<String>,
) -> Result<RatingRequestId> {
    if let Some(session) = new.session
        && !queries::is_session_of(act.tx, session, place.group_id).await?
    {
        return Err(Error::invalid("session_id", Code::FaultChoice));
    }
    let request = random::id(act.now);
    let of = RatedPlace { id: place.id, client: place.client_id, group: place.group_id };
    let row = rating_request::ActiveModel { early_reason: Set(early), ..request_row(act.now, request, of, new) };
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
        early_reason: Set(None),
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
/// nobody's answer replaces another rater's, and what a client has answered only the own page changes: answered otherwise
/// by the hands of staff, it is a second rating, and the first counts.
pub async fn rate(act: Act<'_>, id: ParticipationId, given: GivenRating) -> Result<RatingId> {
    let place = queries::lock(act.tx, id).await?;
    if let Some(session) = given.session
        && !queries::is_session_of(act.tx, session, place.group_id).await?
    {
        return Err(Error::invalid("session_id", Code::FaultChoice));
    }
    rules::of_session(given.phase, given.session)?;
    let request = answered(act, id, &given).await?;
    let standing = queries::ratings(act.tx, id).await?;
    let standing = rules::added_to(standing, &given, act.who.staff().is_some());
    let is_second = standing.is_err();
    let standing = standing.ok().flatten().map(|rated| rated.rating);
    let own = standing.as_ref().is_some_and(|standing| standing.keyed_by.is_none());
    let rating = standing.as_ref().map_or_else(|| random::id(act.now), |standing| standing.id);
    let request = standing.as_ref().map_or(request.filter(|_| !is_second), |standing| standing.request_id);
    let row = rating::ActiveModel {
        id: Set(rating),
        participation_id: Set(id),
        request_id: Set(request),
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

/// Makes another of a client's answers to one question the one that counts, as the client says.
pub async fn choose(act: Act<'_>, request: RatingRequestId, id: RatingId) -> Result<()> {
    let request = queries::request(act.tx, request).await?;
    queries::lock(act.tx, request.participation_id).await?;
    let chosen = rating::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    let of = (chosen.participation_id, chosen.phase, chosen.session_id, chosen.rater);
    if of != (request.participation_id, request.phase, request.session_id, Rater::Client) {
        return Err(Error::NotFound);
    }
    rating::Entity::update_many()
        .col_expr(rating::Column::RequestId, Expr::value(Option::<RatingRequestId>::None))
        .filter(rating::COLUMN.request_id.eq(request.id))
        .exec(act.tx)
        .await?;
    let row = rating::ActiveModel { id: Set(id), request_id: Set(Some(request.id)), ..Default::default() };
    row.update(act.tx).await?;
    audit::changed(act, LoggedChange::of("rating.chosen", "rating", id).client(request.client_id)).await
}

/// The request that a client's rating answers, marked as answered; a rating that nobody asked for makes its own, so
/// that it counts among those asked.
async fn answered(act: Act<'_>, id: ParticipationId, given: &GivenRating) -> Result<Option<RatingRequestId>> {
    if given.rater != Rater::Client {
        return Ok(None);
    }
    let new = NewRequest { phase: given.phase, session: given.session, due_on: act.today() };
    let request = ask_when_due(act, id, new, given.early.clone()).await?;
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

/// Sets a goal; a participation has at most three that stand.
pub async fn add_goal(act: Act<'_>, id: ParticipationId, input: GoalInput) -> Result<GoalId> {
    let place = queries::lock(act.tx, id).await?;
    let all = queries::goals(act.tx, id).await?;
    if all.iter().filter(|one| one.stands()).count() >= MOST_GOALS {
        return Err(Error::conflict(Code::RatingGoalsFull));
    }
    let goal = random::id(act.now);
    let row = goal::ActiveModel {
        id: Set(goal),
        participation_id: Set(id),
        client_id: Set(place.client_id),
        levels: Set(input.kept_levels()),
        text: Set(input.text),
        weight: Set(input.weight),
        start_level: Set(input.start_level),
        position: Set(all.last().map_or(1, |last| last.goal.position + 1)),
        created_at: Set(act.now),
        named: Set(input.named),
        retired_at: Set(None),
        retired_reason: Set(None),
    };
    goal::Entity::insert(row).exec_without_returning(act.tx).await?;
    audit::changed(act, LoggedChange::of("goal.set", "goal", goal).client(place.client_id)).await?;
    Ok(goal)
}

/// A goal that stands, its place kept from other writers.
async fn standing_goal(act: Act<'_>, id: GoalId) -> Result<goal::Model> {
    let goal = goal::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    queries::lock(act.tx, goal.participation_id).await?;
    let goal = goal::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    if goal.retired_at.is_some() { Err(Error::conflict(Code::RatingGoalRetired)) } else { Ok(goal) }
}

/// Corrects a goal that nobody has assessed: what was scored by other words would be another goal.
pub async fn correct_goal(act: Act<'_>, id: GoalId, input: GoalInput) -> Result<()> {
    let goal = standing_goal(act, id).await?;
    if goal_assessment::Entity::find().filter(goal_assessment::COLUMN.goal_id.eq(id)).one(act.tx).await?.is_some() {
        return Err(Error::conflict(Code::RatingGoalAssessed));
    }
    let row = goal::ActiveModel {
        id: Set(id),
        levels: Set(input.kept_levels()),
        text: Set(input.text),
        weight: Set(input.weight),
        start_level: Set(input.start_level),
        ..Default::default()
    };
    row.update(act.tx).await?;
    audit::changed(act, LoggedChange::of("goal.corrected", "goal", id).client(goal.client_id)).await
}

/// Gives a goal up for a reason; its place among the three is free, and what was assessed stays.
pub async fn retire_goal(act: Act<'_>, id: GoalId, reason: String) -> Result<()> {
    let goal = standing_goal(act, id).await?;
    let row = goal::ActiveModel {
        id: Set(id),
        retired_at: Set(Some(act.now)),
        retired_reason: Set(Some(reason)),
        ..Default::default()
    };
    row.update(act.tx).await?;
    audit::changed(act, LoggedChange::of("goal.retired", "goal", id).client(goal.client_id)).await
}

/// Adds the level of a goal on a day; earlier assessments stay.
pub async fn assess(act: Act<'_>, id: GoalId, new: GoalLevel) -> Result<()> {
    standing_goal(act, id).await?;
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
