//! Interpreters in `/api/v1`.

use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use entity::id::{InterpretingId, SessionId};
use entity::interpreting;
use entity::state::InterpretingStatus;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::interpreters::{book_interpreter, change_interpreter};
use crate::access::once::Once;
use crate::access::{Viewer, reach_session};
use crate::app::App;
use crate::error::Result;
use crate::programme;
use crate::web::api::{Acted, Created, Json, Listing, Paging, Path, Query};
use crate::web::form::Form;
use crate::web::problem::Problem;

/// An interpreter booked for a session.
#[derive(Debug, Serialize, ToSchema)]
pub struct InterpreterBooking {
    id: InterpretingId,
    session_id: SessionId,
    #[schema(example = "arabia")]
    language: String,
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    status: InterpretingStatus,
    /// The start for which it was confirmed; once the session has moved it is to be confirmed anew.
    booked_for: Option<DateTime<Utc>>,
    note: Option<String>,
}

impl From<interpreting::Model> for InterpreterBooking {
    fn from(row: interpreting::Model) -> Self {
        Self {
            id: row.id,
            session_id: row.session_id,
            language: row.language,
            name: row.name,
            email: row.email,
            phone: row.phone,
            status: row.status,
            booked_for: row.booked_for,
            note: row.note,
        }
    }
}

/// An interpreter to be booked, or how the booking is to stand.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct NewInterpreter {
    #[schema(example = "arabia", max_length = 200)]
    language: String,
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    status: InterpretingStatus,
    note: Option<String>,
}

/// The interpreters booked for a session.
#[utoipa::path(get, path = "/sessions/{id}/interpreters", tag = "sessions", params(("id" = SessionId, Path), Paging),
    responses((status = OK, body = Listing<InterpreterBooking>), (status = "4XX", body = Problem)))]
pub async fn list(
    Path(id): Path<SessionId>,
    by: Viewer,
    State(app): State<App>,
    Query(paging): Query<Paging>,
) -> Result<axum::Json<Listing<InterpreterBooking>>> {
    programme::writable_session(app.db.read(), &by, id).await?;
    let limit = usize::try_from(paging.limit()?).unwrap_or(usize::MAX);
    let mut rows = programme::interpreters(app.db.read(), id).await?;
    rows.retain(|row| paging.cursor.is_none_or(|after| row.id.0 > after));
    rows.truncate(limit.saturating_add(1));
    paging.listing(rows.into_iter().map(InterpreterBooking::from).collect(), |row| row.id.0)
}

/// Books an interpreter for a session, who is told when it moves or falls away.
#[utoipa::path(post, path = "/sessions/{id}/interpreters", tag = "sessions", params(("id" = SessionId, Path)),
    request_body = NewInterpreter,
    responses((status = CREATED, body = InterpreterBooking), (status = "4XX", body = Problem)))]
pub async fn create(
    Path(id): Path<SessionId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(new): Json<NewInterpreter>,
) -> Result<Created<InterpreterBooking>> {
    let input = programme::read_interpreting(&Form::default().overlay(&new))?;
    app.act_once(&by, &once, async |act| {
        let made = book_interpreter(act, &by, id, input).await?;
        let row = programme::one_interpreting(act.tx, made).await?;
        Ok(Created(format!("/sessions/{id}/interpreters"), row.into()))
    })
    .await
}

/// Says how the booking of an interpreter stands now.
#[utoipa::path(post, path = "/interpreters/{id}", tag = "sessions", params(("id" = InterpretingId, Path)),
    request_body = NewInterpreter,
    responses((status = OK, body = InterpreterBooking), (status = "4XX", body = Problem)))]
pub async fn update(
    Path(id): Path<InterpretingId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(new): Json<NewInterpreter>,
) -> Result<Acted<InterpreterBooking>> {
    let input = programme::read_interpreting(&Form::default().overlay(&new))?;
    app.act_once(&by, &once, async |act| {
        let stands = programme::one_interpreting(act.tx, id).await?;
        reach_session(act, &by, stands.session_id).await?;
        let session = change_interpreter(act, &by, id, input).await?;
        let row = programme::one_interpreting(act.tx, id).await?;
        Ok(Acted(StatusCode::OK, format!("/sessions/{session}/interpreters"), row.into()))
    })
    .await
}
