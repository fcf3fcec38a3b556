//! Sessions in `/api/v1`; moving and cancelling one stands in `acts`, since others must be told.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use chrono::{DateTime, Utc};
use entity::id::{GroupId, SessionId, StaffId, VenueId};
use entity::session;
use entity::state::{CancelCode, SessionStatus};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::clash::Clash;
use crate::access::Act;
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::Resource;
use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::programme::rules::{self, ExtraSession};
use crate::programme::{queries, service};
use crate::web::api::{Created, Json, Listing, Paging, Path, Query, Versioned, check_if_match, nullable};
use crate::web::form::{TEXT, check_text};
use crate::web::problem::Problem;

/// A session of a group.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    id: SessionId,
    group_id: GroupId,
    number: i32,
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
    moved: bool,
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
            cancel_code: row.cancel_code,
            cancel_note: row.cancel_note,
            head_count: row.head_count,
            sequence: row.sequence,
        }
    }
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
pub struct AddedSession {
    #[serde(flatten)]
    session: Session,
    /// What it runs into.
    clashes: Vec<Clash>,
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
    let rows = queries::part_of_sessions(db, id, (paging.cursor.map(SessionId), paging.limit()?)).await?;
    paging.listing(rows.into_iter().map(Session::from).collect(), |session| session.id.0)
}

/// Adds a session beside those of the schedule, or in place of a cancelled one. Clashes don't stop it: they are told.
#[utoipa::path(post, path = "/groups/{id}/sessions", tag = "sessions", params(("id" = GroupId, Path)),
    request_body = NewSession, responses((status = CREATED, body = AddedSession), (status = "4XX", body = Problem)))]
pub async fn create(
    Path(id): Path<GroupId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(new): Json<NewSession>,
) -> Result<Created<AddedSession>> {
    let plan = new.plan.as_deref().map(|text| check_text("plan", text, TEXT)).transpose();
    let plan = plan.map_err(|fault| Error::Invalid(vec![fault]))?;
    let input = ExtraSession {
        starts_at: new.starts_at,
        ends_at: new.ends_at,
        venue_id: new.venue_id,
        plan,
        replaces_id: new.replaces_id,
    };
    app.act_once(&by, &once, async |act| {
        queries::writable(act.tx, &by, Resource::Group, id).await?;
        let added = service::add_session(act, (id, input)).await?;
        let session = queries::editable_session(act.tx, &by, added).await?.into();
        let clashes = Clash::all(queries::clashes_of(act.tx, added, act.zone).await?, &by);
        Ok(Created(format!("/sessions/{added}"), AddedSession { session, clashes }))
    })
    .await
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
    let (tx, now) = (app.write().await?, app.clock.now());
    let current = queries::locked_session(&tx, &by, id).await?;
    check_if_match(&headers, &Session::from(current.clone()))?;
    let input = rules::read_session(&rules::session_form(&current).overlay(&patch))?;
    match patch.status {
        None => {}
        Some(status) if status == current.status => {}
        Some(SessionStatus::Held) if current.starts_at <= now => {
            service::hold_session(Act::new(&tx, by.actor(), now, app.config.zone), id).await?;
        }
        Some(SessionStatus::Held) => return Err(Error::conflict(Code::SessionNotBegun)),
        Some(_) => return Err(Error::invalid("status", Code::FaultChoice)),
    }
    service::update_session(Act::new(&tx, by.actor(), now, app.config.zone), (id, input)).await?;
    let session = queries::editable_session(&tx, &by, id).await?;
    tx.commit().await?;
    Ok(Versioned(StatusCode::OK, session.into()))
}
