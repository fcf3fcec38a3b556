//! Sessions in `/api/v1`; changing one stands in `acts`, since others must be told.

use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{GroupId, SessionId, StaffId, VenueId};
use entity::session;
use entity::state::{CancelCode, SessionStatus};
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::Viewer;
use crate::app::App;
use crate::error::Result;
use crate::programme::queries;
use crate::web::api::{Listing, Paging, Path, Query, Versioned};
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
