//! Sessions in `/api/v1`; moving and cancelling one stands in `acts`, since others must be told.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{GroupId, SessionId, StaffId, VenueId};
use entity::session;
use entity::state::{CancelCode, SessionStatus};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::Viewer;
use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::programme::rules;
use crate::programme::{queries, service};
use crate::web::api::{Json, Listing, Paging, Path, Query, Versioned, check_if_match, nullable};
use crate::web::problem::Problem;

/// A session of a group.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    id: SessionId,
    group_id: GroupId,
    number: i32,
    /// The date that the group's schedule gave it; it stays when the session is moved.
    rule_date: Option<NaiveDate>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    #[schema(example = json!(crate::config::ZONE.name()))]
    timezone: String,
    venue_id: Option<VenueId>,
    status: SessionStatus,
    plan: Option<String>,
    /// The cancelled session that it stands for.
    replaces_id: Option<SessionId>,
    substitute_id: Option<StaffId>,
    without_animal: bool,
    /// Whether a person moved it: no schedule moves it back.
    moved: bool,
    /// Whether a person added it beside the schedule.
    added: bool,
    cancel_code: Option<CancelCode>,
    cancel_note: Option<String>,
    head_count: Option<i32>,
    /// How often what calendars show has changed.
    sequence: i32,
}

impl From<session::Model> for Session {
    fn from(row: session::Model) -> Self {
        Self {
            id: row.id,
            group_id: row.group_id,
            number: row.number,
            rule_date: row.rule_date,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            timezone: row.timezone,
            venue_id: row.venue_id,
            status: row.status,
            plan: row.plan,
            replaces_id: row.replaces_id,
            substitute_id: row.substitute_id,
            without_animal: row.without_animal,
            moved: row.moved,
            added: row.added_at.is_some(),
            cancel_code: row.cancel_code,
            cancel_note: row.cancel_note,
            head_count: row.head_count,
            sequence: row.sequence,
        }
    }
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

/// The sessions of a group, the earliest first.
#[utoipa::path(get, path = "/groups/{id}/sessions", tag = "sessions", params(("id" = GroupId, Path), Paging),
    responses((status = OK, body = Listing<Session>), (status = "4XX", body = Problem)))]
pub async fn list(
    Path(id): Path<GroupId>,
    by: Viewer,
    State(app): State<App>,
    Query(paging): Query<Paging>,
) -> Result<axum::Json<Listing<Session>>> {
    let db = app.db.read();
    queries::readable(db, &by, id).await?;
    let rows = queries::part_of_sessions(db, id, paging.cursor.map(SessionId), paging.limit()?).await?;
    paging.listing(rows.into_iter().map(Session::from).collect(), |session| session.id.0)
}

/// One session.
#[utoipa::path(get, path = "/sessions/{id}", tag = "sessions", params(("id" = SessionId, Path)),
    responses((status = OK, body = Session), (status = "4XX", body = Problem)))]
pub async fn show(Path(id): Path<SessionId>, by: Viewer, State(app): State<App>) -> Result<Versioned<Session>> {
    let (row, _) = queries::one_session(app.db.read(), &by, id).await?;
    Ok(Versioned(StatusCode::OK, row.session.into()))
}

/// Changes what a session is about; honours `If-Match`. Another time or venue is a move.
#[utoipa::path(patch, path = "/sessions/{id}", tag = "sessions", params(("id" = SessionId, Path)),
    request_body = SessionPatch, responses((status = OK, body = Session), (status = "4XX", body = Problem)))]
pub async fn update(
    Path(id): Path<SessionId>,
    by: Viewer,
    State(app): State<App>,
    headers: HeaderMap,
    Json(patch): Json<SessionPatch>,
) -> Result<Versioned<Session>> {
    let updated = app.act(&by, async |act| {
        let current = queries::locked_session(act.tx, &by, id).await?;
        check_if_match(&headers, &Session::from(current.clone()))?;
        let input = rules::read_session(&rules::session_form(&current).overlay(&patch))?;
        match patch.status {
            None => {}
            Some(status) if status == current.status => {}
            Some(SessionStatus::Held) if current.starts_at <= act.now => service::hold_session(act, id).await?,
            Some(SessionStatus::Held) => return Err(Error::conflict(Code::SessionNotBegun)),
            Some(_) => return Err(Error::invalid("status", Code::FaultChoice)),
        }
        service::update_session(act, id, input).await?;
        queries::editable_session(act.tx, &by, id).await
    });
    Ok(Versioned(StatusCode::OK, updated.await?.into()))
}
