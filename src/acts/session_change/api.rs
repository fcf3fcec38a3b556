//! What befalls a session, in `/api/v1`.

use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use entity::id::{SessionId, VenueId};
use entity::state::CancelCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{cancel_session, move_session, queries, routes::read_cancel};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::app::App;
use crate::error::Result;
use crate::programme::api::{Clash, Session};
use crate::programme::{self, Move};
use crate::web::api::{Acted, Json, Path};
use crate::web::form::Form;
use crate::web::problem::Problem;

/// A session after its move.
#[derive(Debug, Serialize, ToSchema)]
pub struct MovedSession {
    #[serde(flatten)]
    session: Session,
    /// What it runs into at its new time and venue.
    clashes: Vec<Clash>,
}

/// Why a session is cancelled.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Cancellation {
    code: CancelCode,
    note: Option<String>,
    /// Whether everybody whom it concerns is told.
    #[serde(default = "yes")]
    notify: bool,
}

/// Where and when a session goes.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Shift {
    starts_at: DateTime<Utc>,
    /// Left out keeps the length.
    ends_at: Option<DateTime<Utc>>,
    /// Left out keeps the venue.
    venue_id: Option<VenueId>,
    /// Whether everybody whom it concerns is told.
    #[serde(default = "yes")]
    notify: bool,
}

const fn yes() -> bool {
    true
}

/// Cancels a session; messages, feeds and tasks follow.
#[utoipa::path(post, path = "/sessions/{id}/cancel", tag = "sessions", params(("id" = SessionId, Path)),
    request_body = Cancellation,
    responses((status = OK, body = Session), (status = "4XX", body = Problem)))]
pub async fn cancel(
    Path(id): Path<SessionId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(body): Json<Cancellation>,
) -> Result<Acted<Session>> {
    let input = read_cancel(&Form::default().overlay(&body))?;
    app.act_once(&by, &once, async |act| {
        cancel_session(act, &by, id, input).await?;
        let session = queries::writable(act.tx, &by, id).await?;
        Ok(Acted(StatusCode::OK, format!("/sessions/{id}"), session.into()))
    })
    .await
}

/// Moves a session; messages, feeds and tasks follow. Clashes don't stop it: they are told.
#[utoipa::path(post, path = "/sessions/{id}/move", tag = "sessions", params(("id" = SessionId, Path)),
    request_body = Shift,
    responses((status = OK, body = MovedSession), (status = "4XX", body = Problem)))]
pub async fn shift(
    Path(id): Path<SessionId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(body): Json<Shift>,
) -> Result<Acted<MovedSession>> {
    let to = Move { starts_at: body.starts_at, ends_at: body.ends_at, venue_id: body.venue_id };
    app.act_once(&by, &once, async |act| {
        move_session(act, &by, id, (to, body.notify)).await?;
        let session = queries::writable(act.tx, &by, id).await?.into();
        let clashes = Clash::all(programme::clashes_of(act.tx, id, act.zone).await?, &by);
        Ok(Acted(StatusCode::OK, format!("/sessions/{id}"), MovedSession { session, clashes }))
    })
    .await
}
