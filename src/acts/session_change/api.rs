//! What befalls a session, in `/api/v1`.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use chrono::{DateTime, Utc};
use entity::id::{GroupId, SessionId, StaffId, VenueId};
use entity::state::{CancelCode, SessionStatus};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::cancellation::{Cancel, read_cancel};
use super::{add_session, cancel_session, hold_begun, move_session, queries, restore_session, update_session};
use crate::access::once::Once;
use crate::access::{Act, ReachedSession, Viewer, reach_session};
use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::notify::{HowToTell, Told};
use crate::programme::api::{Session, SessionClash};
use crate::programme::{self, ExtraSession, Move};
use crate::web::api::{Acted, Created, Json, Path, Tagged, check_if_match, etag, nullable};
use crate::web::form::{Form, TEXT, check_text};
use crate::web::problem::Problem;

/// A session after its move.
#[derive(Debug, Serialize, ToSchema)]
pub struct MovedSession {
    #[serde(flatten)]
    session: Session,
    /// What it runs into at its new time and venue.
    clashes: Vec<SessionClash>,
    told: Told,
}

/// A session after its change, and who hears of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToldSession {
    #[serde(flatten)]
    session: Session,
    told: Told,
}

/// A session that is off, and who hears of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OffSession {
    #[serde(flatten)]
    session: Session,
    /// What the session runs into that takes its place.
    clashes: Vec<SessionClash>,
    told: Told,
}

/// When and where a session takes the place of a cancelled one.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReplacementRequest {
    starts_at: DateTime<Utc>,
    /// Left out keeps the length.
    ends_at: Option<DateTime<Utc>>,
    /// Left out keeps the venue.
    venue_id: Option<VenueId>,
}

/// Why a session is cancelled.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Cancellation {
    code: CancelCode,
    note: Option<String>,
    /// The session that takes its place, which is a row of its own; left out, people are told that none does.
    #[serde(skip_serializing)]
    replacement: Option<ReplacementRequest>,
    /// Whether everybody whom it concerns is told; otherwise clients are to be called. Nobody is told of a session that
    /// has begun.
    #[serde(default = "yes")]
    notify: bool,
}

/// Where and when a session goes.
#[derive(Debug, Deserialize, ToSchema)]
pub struct MoveRequest {
    starts_at: DateTime<Utc>,
    /// Left out keeps the length.
    ends_at: Option<DateTime<Utc>>,
    /// Left out keeps the venue.
    venue_id: Option<VenueId>,
    /// Whether everybody whom it concerns is told; otherwise clients are to be called.
    #[serde(default = "yes")]
    notify: bool,
}

/// The fields of a session to change; what is left out stays.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct SessionPatch {
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 5000)]
    plan: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    substitute_id: Option<Option<StaffId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    without_animal: Option<bool>,
    /// Only `held`, of a session that has begun.
    #[serde(skip_serializing)]
    status: Option<SessionStatus>,
}

/// A session beside those of the schedule.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewSession {
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// The group's venue when left out.
    venue_id: Option<VenueId>,
    plan: Option<String>,
    /// The cancelled session that it stands for.
    replaces_id: Option<SessionId>,
}

/// A session that was added.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewlyAdded {
    #[serde(flatten)]
    session: Session,
    /// What it runs into.
    clashes: Vec<SessionClash>,
    told: Told,
}

const fn yes() -> bool {
    true
}

/// Adds a session beside those of the schedule, or in place of a cancelled one. Clashes don't stop it: they are told.
#[utoipa::path(post, path = "/groups/{id}/sessions", tag = "sessions", params(("id" = GroupId, Path)),
    request_body = NewSession, responses((status = CREATED, body = NewlyAdded), (status = "4XX", body = Problem)))]
pub async fn create(
    Path(id): Path<GroupId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(new): Json<NewSession>,
) -> Result<Created<NewlyAdded>> {
    let plan = new.plan.as_deref().map(|text| check_text("plan", text, TEXT)).transpose();
    let plan = plan.map_err(|fault| Error::Invalid(vec![fault]))?;
    let input = ExtraSession {
        starts_at: new.starts_at,
        ends_at: new.ends_at,
        venue_id: new.venue_id,
        plan,
        replaces_id: new.replaces_id,
    };
    let created = app.act_once(&by, &once, async |act| {
        let added = add_session(act, &by, id, input).await?;
        let super::AddedSession { id, told } = added;
        let session = programme::writable_session(act.tx, &by, id).await?.into();
        let clashes = SessionClash::all(programme::clashes_of(act.tx, id, act.zone).await?, &by);
        Ok(told.with(Created(format!("/sessions/{id}"), NewlyAdded { session, clashes, told })))
    });
    Ok(created.await?.wake(&app))
}

/// Cancels a session; messages, feeds and tasks follow. Clashes of the one that takes its place don't stop it: they are told.
#[utoipa::path(post, path = "/sessions/{id}/cancel", tag = "sessions", params(("id" = SessionId, Path)),
    request_body = Cancellation,
    responses((status = OK, body = OffSession), (status = "4XX", body = Problem)))]
pub async fn cancel(
    Path(id): Path<SessionId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(body): Json<Cancellation>,
) -> Result<Acted<OffSession>> {
    let Cancel { mut why, how } = read_cancel(&Form::default().overlay(&body), app.config.zone)?;
    why.replacement =
        body.replacement.map(|at| Move { starts_at: at.starts_at, ends_at: at.ends_at, venue_id: at.venue_id });
    let cancelled = app.act_once(&by, &once, async |act| {
        let told = cancel_session(act, &by, id, why, how).await?;
        let session = programme::writable_session(act.tx, &by, id).await?.into();
        let clashes = SessionClash::all(queries::clashes_instead(act, id).await?, &by);
        Ok(told.with(Acted(StatusCode::OK, format!("/sessions/{id}"), OffSession { session, clashes, told })))
    });
    Ok(cancelled.await?.wake(&app))
}

/// Takes the cancellation of a session back, until it would have begun.
#[utoipa::path(post, path = "/sessions/{id}/restore", tag = "sessions", params(("id" = SessionId, Path)),
    responses((status = OK, body = ToldSession), (status = "4XX", body = Problem)))]
pub async fn restore(
    Path(id): Path<SessionId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
) -> Result<Acted<ToldSession>> {
    let restored = app.act_once(&by, &once, async |act| {
        let told = restore_session(act, &by, id).await?;
        let session = programme::writable_session(act.tx, &by, id).await?.into();
        Ok(told.with(Acted(StatusCode::OK, format!("/sessions/{id}"), ToldSession { session, told })))
    });
    Ok(restored.await?.wake(&app))
}

/// Moves a session; messages, feeds and tasks follow. Clashes don't stop it: they are told.
#[utoipa::path(post, path = "/sessions/{id}/move", tag = "sessions", params(("id" = SessionId, Path)),
    request_body = MoveRequest,
    responses((status = OK, body = MovedSession), (status = "4XX", body = Problem)))]
pub async fn shift(
    Path(id): Path<SessionId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(body): Json<MoveRequest>,
) -> Result<Acted<MovedSession>> {
    let to = Move { starts_at: body.starts_at, ends_at: body.ends_at, venue_id: body.venue_id };
    let moved = app.act_once(&by, &once, async |act| {
        let told = move_session(act, &by, id, to, HowToTell::of(body.notify)).await?;
        let session = programme::writable_session(act.tx, &by, id).await?.into();
        let clashes = SessionClash::all(programme::clashes_of(act.tx, id, act.zone).await?, &by);
        Ok(told.with(Acted(StatusCode::OK, format!("/sessions/{id}"), MovedSession { session, clashes, told })))
    });
    Ok(moved.await?.wake(&app))
}

/// Changes what a session is about and who stands in; honours `If-Match`. Another time or venue is a move.
#[utoipa::path(patch, path = "/sessions/{id}", tag = "sessions", params(("id" = SessionId, Path)),
    request_body = SessionPatch, responses((status = OK, body = ToldSession), (status = "4XX", body = Problem)))]
pub async fn update(
    Path(id): Path<SessionId>,
    by: Viewer,
    State(app): State<App>,
    headers: HeaderMap,
    Json(patch): Json<SessionPatch>,
) -> Result<Tagged<ToldSession>> {
    let updated = app.act(&by, async |act| {
        let reached = reach_session(act, &by, id).await?;
        let current = &reached.session;
        check_if_match(&headers, &Session::from(current.clone()))?;
        let input = programme::read_session(&programme::session_form(current).overlay(&patch))?;
        hold_if_asked(act, &reached, patch.status).await?;
        let told = update_session(act, &by, id, input).await?;
        let session = Session::from(programme::writable_session(act.tx, &by, id).await?);
        Ok(told.with(Tagged(etag(&session), ToldSession { session, told })))
    });
    Ok(updated.await?.wake(&app))
}

/// The only state that a caller sets is `held`, of a session that has begun.
async fn hold_if_asked(act: Act<'_>, reached: &ReachedSession, asked: Option<SessionStatus>) -> Result<()> {
    match asked {
        None => Ok(()),
        Some(status) if status == reached.session.status => Ok(()),
        Some(SessionStatus::Held) => hold_begun(act, reached).await,
        Some(_) => Err(Error::invalid("status", Code::FaultChoice)),
    }
}
