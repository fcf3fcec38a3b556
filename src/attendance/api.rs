//! Attendance in `/api/v1`.

use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use entity::attendance;
use entity::id::{ClientId, ParticipationId, SessionId};
use entity::state::{AttendanceStatus, SessionStatus};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use utoipa::ToSchema;

use super::queries::{self, GuestRow, SheetParticipant, SheetSession, SheetState};
use super::rules::{self, Figures};
use crate::access::Viewer;
use crate::access::rights::Action;
use crate::app::App;
use crate::audit;
use crate::error::{Error, Result};
use crate::web::api::{Path, Versioned};
use crate::web::problem::Problem;

/// The attendance of one session.
#[derive(Debug, Serialize, ToSchema)]
pub struct Attendance {
    session_id: SessionId,
    /// The state of the session.
    status: SessionStatus,
    /// When attendance was first recorded.
    recorded_at: Option<DateTime<Utc>>,
    /// How many came anonymously.
    head_count: Option<i32>,
    /// The lines that the caller may see.
    pub entries: Vec<SheetLine>,
    /// Who came to an open group without a place in it.
    walk_ins: Vec<WalkIn>,
    figures: SheetSums,
}

/// One client's line.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetLine {
    /// The place.
    pub participation_id: ParticipationId,
    client_id: ClientId,
    name: String,
    status: AttendanceStatus,
    /// Minutes attended.
    minutes: i32,
    note: Option<String>,
    recorded_at: Option<DateTime<Utc>>,
}

/// Someone who came besides.
#[derive(Debug, Serialize, ToSchema)]
pub struct WalkIn {
    client_id: Option<ClientId>,
    alias: Option<String>,
    minutes: i32,
}

/// The figures of the session; `unrecorded` is outside `expected`.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetSums {
    expected: u32,
    present: u32,
    no_show: u32,
    absent_notified: u32,
    unrecorded: u32,
    /// Those present, guests by name, and those who were only counted.
    visits: u32,
    /// Minutes attended, by guests too.
    minutes: i64,
}

/// The attendance of a session: the whole sheet for its leaders, own clients' lines for a worker.
#[utoipa::path(get, path = "/sessions/{id}/attendance", tag = "attendance", params(("id" = SessionId, Path)),
    responses((status = OK, body = Attendance), (status = "4XX", body = Problem)))]
pub async fn show(Path(id): Path<SessionId>, by: Viewer, State(app): State<App>) -> Result<Versioned<Attendance>> {
    let attendance = read(app.db.read(), &by, id).await?;
    app.act(&by, async |act| audit::seen_all(act, &attendance.clients(), "attendance").await).await?;
    Ok(Versioned(StatusCode::OK, attendance))
}

impl Attendance {
    /// Whose data it shows.
    pub fn clients(&self) -> Vec<ClientId> {
        let guests = self.walk_ins.iter().filter_map(|guest| guest.client_id);
        self.entries.iter().map(|line| line.client_id).chain(guests).collect()
    }
}

/// What the viewer may see of a session's attendance.
async fn read(db: &impl ConnectionTrait, by: &Viewer, id: SessionId) -> Result<Attendance> {
    let whole = match queries::session(db, by, Action::Read, id).await {
        Ok(session) => Some(session),
        Err(Error::NotFound) => None,
        Err(error) => return Err(error),
    };
    let leads = whole.is_some();
    let session = match whole {
        Some(session) => session,
        None => queries::any_session(db, id).await?,
    };
    let people = if leads {
        queries::participants(db, Some(by), session.group_id).await?
    } else {
        queries::participants_for(db, by, session.group_id).await?
    };
    let marks = queries::marks(db, id).await?;
    let guests = if leads { queries::guests(db, id).await? } else { Vec::new() };
    let attendance = self::whole(SheetState { session, people, marks, guests });
    if leads || !attendance.entries.is_empty() { Ok(attendance) } else { Err(Error::NotFound) }
}

/// The whole sheet.
pub fn whole(standing: SheetState) -> Attendance {
    let on_sheet = standing.on_sheet();
    let SheetState { session, people, marks, guests } = standing;
    let people = people.into_iter().filter(|person| on_sheet.iter().any(|(on, _)| *on == person.id));
    answer(session, people.map(|person| line(person, &marks)).collect(), guests)
}

fn line(person: SheetParticipant, marks: &[attendance::Model]) -> SheetLine {
    let mark = marks.iter().find(|mark| mark.participation_id == person.id);
    SheetLine {
        participation_id: person.id,
        client_id: person.client_id,
        name: person.name,
        status: mark.map_or(AttendanceStatus::Unrecorded, |mark| mark.status),
        minutes: mark.map_or(0, |mark| mark.minutes),
        note: mark.and_then(|mark| mark.note.clone()),
        recorded_at: mark.map(|mark| mark.recorded_at),
    }
}

fn answer(session: SheetSession, entries: Vec<SheetLine>, guests: Vec<GuestRow>) -> Attendance {
    let mut besides = rules::named(guests.iter().map(|guest| guest.minutes));
    besides += session.heads();
    let figures = Figures::of(entries.iter().map(|line| (line.status, line.minutes))).with(besides);
    Attendance {
        session_id: session.id,
        status: session.status,
        recorded_at: session.recorded_at,
        head_count: session.head_count,
        entries,
        walk_ins: guests
            .into_iter()
            .map(|guest| WalkIn { client_id: guest.client_id, alias: guest.alias, minutes: guest.minutes })
            .collect(),
        figures: SheetSums {
            expected: figures.expected(),
            present: figures.present,
            no_show: figures.no_show,
            absent_notified: figures.notified,
            unrecorded: figures.unrecorded,
            visits: figures.visits(),
            minutes: figures.minutes,
        },
    }
}
