//! Ratings and goals in `/api/v1`.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{GoalId, ParticipationId, RatingId, RatingRequestId, SessionId};
use entity::state::{Attrition, Rater, RatingPhase, RatingSource};
use entity::{rating_answer, rating_request};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::goal::{GoalScore, t_score};
use super::queries::{self, PlaceWithRatings, Rated};
use super::routes::answer_by;
use super::rules::{self, GivenRating, GoalInput};
use super::service::{self, NewRequest};
use crate::access::once::Once;
use crate::access::rights::Action;
use crate::access::{Act, Viewer};
use crate::app::App;
use crate::audit;
use crate::error::{Code, Error, Fault, OrNotFound, Result};
use crate::web::api::{Acted, Json, Listing, Path, Versioned};
use crate::web::form::Form;
use crate::web::problem::Problem;

/// One rating.
#[derive(Debug, Serialize, ToSchema)]
pub struct Rating {
    id: RatingId,
    phase: RatingPhase,
    rater: Rater,
    source: RatingSource,
    session_id: Option<SessionId>,
    /// By item: a level's code or a number from 0 to 10; an item that is not there was not answered.
    answers: BTreeMap<String, Value>,
    comment: Option<String>,
    given_at: DateTime<Utc>,
    /// Whether it is the one that counts, where a client has answered more than once.
    counts: bool,
}

/// A rating to keep; one of the same phase, rater and session is added to. A client who answers otherwise a second time
/// has a second rating, which does not count.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewRating {
    phase: RatingPhase,
    rater: Rater,
    source: RatingSource,
    session_id: Option<SessionId>,
    /// By item; `cannot_say` is an answer, an item left out is none.
    #[schema(example = json!({ "overall": "much", "wellbeing": "cannot_say" }))]
    answers: BTreeMap<String, Value>,
    comment: Option<String>,
    /// Why it is given before it is due; needed for a client's rating that is neither due nor asked for.
    #[schema(max_length = 200)]
    early_reason: Option<String>,
}

/// One goal.
#[derive(Debug, Serialize, ToSchema)]
pub struct Goal {
    id: GoalId,
    text: String,
    /// 1 to 3.
    weight: i32,
    /// −1, or −2 when nothing worse is possible.
    start_level: i32,
    /// The last assessed level, −2 to +2, 0 being what was expected; null while there is none.
    level: Option<i32>,
    assessments: Vec<Assessment>,
    /// What the levels from −2 to 2 are in the client's own words; empty where a level has none.
    levels: Vec<String>,
    /// When and why it was given up; it has no place among the three any more, and no score.
    retired_at: Option<DateTime<Utc>>,
    retired_reason: Option<String>,
}

/// The level of a goal on a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct Assessment {
    level: i32,
    on: NaiveDate,
}

/// The goals of a participation with their T-scores (Kiresuk–Sherman, ρ = 0.3).
#[derive(Debug, Serialize, ToSchema)]
pub struct Goals {
    items: Vec<Goal>,
    /// The T-score at the start; null without goals.
    t_score_at_start: Option<f64>,
    /// The T-score of the goals assessed so far; null while none is.
    t_score_now: Option<f64>,
}

/// One goal with the T-scores of all goals of its participation.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScoredGoal {
    #[serde(flatten)]
    goal: Goal,
    /// The T-score at the start.
    t_score_at_start: Option<f64>,
    /// The T-score of the goals assessed so far; null while none is.
    t_score_now: Option<f64>,
}

/// A rating that is asked of a client.
#[derive(Debug, Serialize, ToSchema)]
pub struct RatingRequest {
    id: RatingRequestId,
    phase: RatingPhase,
    session_id: Option<SessionId>,
    /// The return code of the printed form.
    #[schema(example = "k7m2p9xw")]
    code: String,
    asked_at: DateTime<Utc>,
    /// The day by which it should be answered.
    due_on: NaiveDate,
    answered_at: Option<DateTime<Utc>>,
    /// Why it stays unanswered; null while an answer is awaited.
    attrition: Option<Attrition>,
    /// Why it was asked for before it was due.
    early_reason: Option<String>,
}

/// A rating to ask for.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewRatingRequest {
    phase: RatingPhase,
    /// The session that a pulse is about.
    session_id: Option<SessionId>,
    /// Why it is asked for before it is due.
    #[schema(max_length = 200)]
    early_reason: Option<String>,
}

/// Why a rating stays unanswered.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Unanswered {
    /// Null when an answer is awaited after all.
    attrition: Option<Attrition>,
}

impl From<rating_request::Model> for RatingRequest {
    fn from(row: rating_request::Model) -> Self {
        Self {
            id: row.id,
            phase: row.phase,
            session_id: row.session_id,
            code: row.code,
            asked_at: row.asked_at,
            due_on: row.due_on,
            answered_at: row.answered_at,
            attrition: row.attrition,
            early_reason: row.early_reason,
        }
    }
}

/// A new goal.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct NewGoal {
    #[schema(example = "Käyn kerran viikossa kaupassa ennen joulua", max_length = 5000)]
    text: String,
    #[schema(minimum = 1, maximum = 3, default = 1)]
    weight: Option<i64>,
    #[schema(minimum = -2, maximum = -1, default = -1)]
    start_level: Option<i64>,
    /// What the levels from −2 to 2 are in the client's own words, the lowest first.
    #[serde(skip_serializing)]
    #[schema(max_items = 5)]
    levels: Option<Vec<String>>,
    /// What the referral said, where it comes from there.
    #[schema(max_length = 5000)]
    named: Option<String>,
}

impl NewGoal {
    fn read(&self) -> Result<GoalInput> {
        let words = self.levels.as_deref().unwrap_or_default();
        if words.len() > rules::LEVELS {
            return Err(Error::invalid("levels", Code::FaultJson));
        }
        let form = Form::default().overlay(self);
        let form = rules::LEVEL_FIELDS.iter().zip(words).fold(form, |form, (name, words)| form.set(name, words));
        rules::read_goal(&form)
    }
}

/// Why a goal is given up.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Retirement {
    #[schema(max_length = 200)]
    reason: String,
}

/// A new assessment of a goal.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct NewAssessment {
    #[schema(minimum = -2, maximum = 2)]
    level: i64,
    /// Today when left out.
    on: Option<NaiveDate>,
}

impl From<Rated> for Rating {
    fn from(rated: Rated) -> Self {
        let answer = |answer: rating_answer::Model| {
            let value = answer.number.map(Value::from).or(answer.level.map(|level| level.code().into()));
            (answer.item, value.unwrap_or_default())
        };
        Self {
            counts: rated.counts(),
            id: rated.rating.id,
            phase: rated.rating.phase,
            rater: rated.rating.rater,
            source: rated.rating.source,
            session_id: rated.rating.session_id,
            answers: rated.answers.into_iter().map(answer).collect(),
            comment: rated.rating.comment,
            given_at: rated.rating.given_at,
        }
    }
}

impl From<queries::AssessedGoal> for Goal {
    fn from(row: queries::AssessedGoal) -> Self {
        Self {
            id: row.goal.id,
            level: row.assessments.last().map(|assessment| assessment.level),
            levels: rules::level_words(&row.goal).into(),
            text: row.goal.text,
            weight: row.goal.weight,
            start_level: row.goal.start_level,
            retired_at: row.goal.retired_at,
            retired_reason: row.goal.retired_reason,
            assessments: row.assessments.iter().map(|a| Assessment { level: a.level, on: a.on }).collect(),
        }
    }
}

impl From<Vec<queries::AssessedGoal>> for Goals {
    fn from(rows: Vec<queries::AssessedGoal>) -> Self {
        let score = |of: fn(&queries::AssessedGoal) -> GoalScore| t_score(&rows.iter().map(of).collect::<Vec<_>>());
        let (t_score_at_start, t_score_now) =
            (score(queries::AssessedGoal::at_start), score(queries::AssessedGoal::now));
        Self { t_score_at_start, t_score_now, items: rows.into_iter().map(Goal::from).collect() }
    }
}

/// A goal of a place as an act has left it; its view is logged.
async fn shown(act: Act<'_>, place: &PlaceWithRatings, id: GoalId, status: StatusCode) -> Result<Acted<ScoredGoal>> {
    let goals = Goals::from(queries::goals(act.tx, place.id).await?);
    audit::seen(act, place.client_id, "goals").await?;
    Ok(Acted(status, format!("/goals/{id}"), goals.only(id)?))
}

impl Goals {
    fn only(self, id: GoalId) -> Result<ScoredGoal> {
        let goal = self.items.into_iter().find(|goal| goal.id == id).or_not_found()?;
        Ok(ScoredGoal { goal, t_score_at_start: self.t_score_at_start, t_score_now: self.t_score_now })
    }
}

impl NewRating {
    fn read(self) -> Result<GivenRating> {
        let mut faults = Vec::new();
        let mut texts = Vec::new();
        for (item, value) in self.answers {
            match value {
                Value::Null => {}
                Value::String(text) => texts.push((item, text)),
                Value::Number(number) => texts.push((item, number.to_string())),
                _ => faults.push(Fault::of(format!("answers.{item}"), Code::FaultJson)),
            }
        }
        let given = texts.iter().map(|(item, value)| (item.as_str(), value.as_str()));
        let answers = match rules::answers(self.phase, given, |item| format!("answers.{item}")) {
            Ok(answers) if faults.is_empty() => Ok(answers),
            found => {
                faults.extend(found.err().into_iter().flatten());
                Err(faults)
            }
        };
        let (answers, comment) = rules::whole(answers, rules::comment(self.comment.as_deref().unwrap_or("")))?;
        let (phase, rater, source, session) = (self.phase, self.rater, self.source, self.session_id);
        let early = rules::early_reason(&Form::default().set_some("early_reason", self.early_reason))?;
        rules::require_answer(GivenRating { phase, rater, source, session, answers, comment, early }, "answers")
    }
}

/// The ratings of a participation, the oldest first.
#[utoipa::path(get, path = "/participations/{id}/ratings", tag = "ratings", params(("id" = ParticipationId, Path)),
    responses((status = OK, body = Listing<Rating>), (status = "4XX", body = Problem)))]
pub async fn ratings(
    Path(id): Path<ParticipationId>,
    by: Viewer,
    State(app): State<App>,
) -> Result<axum::Json<Listing<Rating>>> {
    let items = app
        .act(&by, async |act| {
            let place = queries::place(act.tx, &by, Action::Read, id).await?;
            let items = queries::ratings(act.tx, id).await?.into_iter().map(Rating::from).collect();
            audit::seen(act, place.client_id, "ratings").await?;
            Ok(items)
        })
        .await?;
    Ok(axum::Json(Listing { items, next_cursor: None }))
}

/// Keeps a rating, whole or in parts.
#[utoipa::path(post, path = "/participations/{id}/ratings", tag = "ratings", params(("id" = ParticipationId, Path)),
    request_body = NewRating,
    responses((status = CREATED, body = Rating), (status = "4XX", body = Problem)))]
pub async fn rate(
    Path(id): Path<ParticipationId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(new): Json<NewRating>,
) -> Result<Acted<Rating>> {
    app.act_once(&by, &once, async |act| {
        let place = queries::place(act.tx, &by, Action::Write, id).await?;
        let rating = service::rate(act, id, new.read()?).await?;
        let rated =
            queries::ratings(act.tx, id).await?.into_iter().find(|rated| rated.rating.id == rating).or_not_found()?;
        audit::seen(act, place.client_id, "ratings").await?;
        Ok(Acted(StatusCode::CREATED, format!("/ratings/{rating}"), rated.into()))
    })
    .await
}

/// The ratings that were asked of a participation, the oldest first.
#[utoipa::path(get, path = "/participations/{id}/rating-requests", tag = "ratings",
    params(("id" = ParticipationId, Path)),
    responses((status = OK, body = Listing<RatingRequest>), (status = "4XX", body = Problem)))]
pub async fn requests(
    Path(id): Path<ParticipationId>,
    by: Viewer,
    State(app): State<App>,
) -> Result<axum::Json<Listing<RatingRequest>>> {
    let items = app
        .act(&by, async |act| {
            let place = queries::place(act.tx, &by, Action::Read, id).await?;
            let items = queries::requests(act.tx, id).await?.into_iter().map(RatingRequest::from).collect();
            audit::seen(act, place.client_id, "rating-request").await?;
            Ok(items)
        })
        .await?;
    Ok(axum::Json(Listing { items, next_cursor: None }))
}

/// Asks for a rating, once: asked again, it answers the request that stands.
#[utoipa::path(post, path = "/participations/{id}/rating-requests", tag = "ratings",
    params(("id" = ParticipationId, Path)), request_body = NewRatingRequest,
    responses((status = CREATED, body = RatingRequest), (status = "4XX", body = Problem)))]
pub async fn ask(
    Path(id): Path<ParticipationId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(new): Json<NewRatingRequest>,
) -> Result<Acted<RatingRequest>> {
    if new.session_id.is_some() && new.phase != RatingPhase::Pulse {
        return Err(Error::invalid("session_id", Code::RatingSessionOfPulse));
    }
    app.act_once(&by, &once, async |act| {
        let place = queries::place(act.tx, &by, Action::Write, id).await?;
        let early = rules::early_reason(&Form::default().set_some("early_reason", new.early_reason))?;
        let asked = NewRequest { phase: new.phase, session: new.session_id, due_on: answer_by(act.today()) };
        let request = service::ask_when_due(act, id, asked, early).await?;
        let request = queries::request(act.tx, request).await?;
        audit::seen(act, place.client_id, "rating-request").await?;
        Ok(Acted(StatusCode::CREATED, format!("/rating-requests/{}", request.id), request.into()))
    })
    .await
}

/// Tells why a rating stays unanswered.
#[utoipa::path(patch, path = "/rating-requests/{id}", tag = "ratings", params(("id" = RatingRequestId, Path)),
    request_body = Unanswered,
    responses((status = OK, body = RatingRequest), (status = "4XX", body = Problem)))]
pub async fn unanswered(
    Path(id): Path<RatingRequestId>,
    by: Viewer,
    State(app): State<App>,
    Json(told): Json<Unanswered>,
) -> Result<Versioned<RatingRequest>> {
    let request = app
        .act(&by, async |act| {
            let request = queries::request(act.tx, id).await?;
            let place = queries::place(act.tx, &by, Action::Write, request.participation_id).await?;
            service::unanswered(act, id, told.attrition).await?;
            let request = queries::request(act.tx, id).await?;
            audit::seen(act, place.client_id, "rating-request").await?;
            Ok(request)
        })
        .await?;
    Ok(Versioned(StatusCode::OK, request.into()))
}

/// The goals of a participation.
#[utoipa::path(get, path = "/participations/{id}/goals", tag = "goals", params(("id" = ParticipationId, Path)),
    responses((status = OK, body = Goals), (status = "4XX", body = Problem)))]
pub async fn goals(Path(id): Path<ParticipationId>, by: Viewer, State(app): State<App>) -> Result<Versioned<Goals>> {
    let goals = app
        .act(&by, async |act| {
            let place = queries::place(act.tx, &by, Action::Read, id).await?;
            let goals = queries::goals(act.tx, id).await?;
            audit::seen(act, place.client_id, "goals").await?;
            Ok(goals)
        })
        .await?;
    Ok(Versioned(StatusCode::OK, goals.into()))
}

/// Sets a goal; a participation has one to three.
#[utoipa::path(post, path = "/participations/{id}/goals", tag = "goals", params(("id" = ParticipationId, Path)),
    request_body = NewGoal,
    responses((status = CREATED, body = ScoredGoal), (status = "4XX", body = Problem)))]
pub async fn add_goal(
    Path(id): Path<ParticipationId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(new): Json<NewGoal>,
) -> Result<Acted<ScoredGoal>> {
    app.act_once(&by, &once, async |act| {
        let place = queries::place(act.tx, &by, Action::Write, id).await?;
        let goal = service::add_goal(act, id, new.read()?).await?;
        shown(act, &place, goal, StatusCode::CREATED).await
    })
    .await
}

/// Corrects a goal that nobody has assessed yet: all that it says is written anew.
#[utoipa::path(post, path = "/goals/{id}/correction", tag = "goals", params(("id" = GoalId, Path)),
    request_body = NewGoal, responses((status = OK, body = ScoredGoal), (status = "4XX", body = Problem)))]
pub async fn correct_goal(
    Path(id): Path<GoalId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(new): Json<NewGoal>,
) -> Result<Acted<ScoredGoal>> {
    app.act_once(&by, &once, async |act| {
        let place = queries::place_of_goal(act.tx, &by, id).await?;
        service::correct_goal(act, id, new.read()?).await?;
        shown(act, &place, id, StatusCode::OK).await
    })
    .await
}

/// Gives a goal up, which frees its place among the three.
#[utoipa::path(post, path = "/goals/{id}/retirement", tag = "goals", params(("id" = GoalId, Path)),
    request_body = Retirement,
    responses((status = OK, body = ScoredGoal), (status = "4XX", body = Problem)))]
pub async fn retire_goal(
    Path(id): Path<GoalId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(why): Json<Retirement>,
) -> Result<Acted<ScoredGoal>> {
    app.act_once(&by, &once, async |act| {
        let place = queries::place_of_goal(act.tx, &by, id).await?;
        service::retire_goal(act, id, rules::read_retirement(&Form::default().overlay(&why))?).await?;
        shown(act, &place, id, StatusCode::OK).await
    })
    .await
}

/// Adds an assessment of a goal.
#[utoipa::path(post, path = "/goals/{id}/assessments", tag = "goals", params(("id" = GoalId, Path)),
    request_body = NewAssessment,
    responses((status = CREATED, body = ScoredGoal), (status = "4XX", body = Problem)))]
pub async fn assess(
    Path(id): Path<GoalId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(new): Json<NewAssessment>,
) -> Result<Acted<ScoredGoal>> {
    app.act_once(&by, &once, async |act| {
        let place = queries::place_of_goal(act.tx, &by, id).await?;
        let read = rules::read_assessment(&Form::default().overlay(&new), act.today())?;
        service::assess(act, id, read).await?;
        shown(act, &place, id, StatusCode::CREATED).await
    })
    .await
}
