//! Sessions of a group, and one of them.

use axum::extract::State;
use axum::response::Response;
use entity::id::{GroupId, SessionId, StaffId, VenueId};
use entity::state::SessionStatus;

use super::group::may;
use crate::access::Viewer;
use crate::access::rights::Resource;
use crate::app::App;
use crate::error::{Code, Fault, Faults, Result};
use crate::programme::paths;
use crate::programme::queries::{self, ClashRow};
use crate::programme::views::{self, Around, SessionList, Typed};
use crate::venue;
use crate::web::form::Form;
use crate::web::list::ListQuery;
use crate::web::page::Page;

/// The fields of the form that plans a group's sessions.
const SCHEDULE: [&str; 13] = [
    "first_date",
    "start_time",
    "duration_minutes",
    "timezone",
    "rrule",
    "weekdays",
    "every",
    "count",
    "until",
    "excluded_dates",
    "extra_dates",
    "skip_public_holidays",
    "skip_breaks",
];

pub(super) async fn index(
    at: paths::Sessions,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    asked: ListQuery,
) -> Result<Response> {
    let back = (!asked.form.value("first_date").is_empty()).then(|| as_it_was(&asked.form));
    let typed = TypedSession { back: back.as_ref(), ..TypedSession::default() };
    list_of_sessions(&app, &page, &by, at.id, &typed).await
}

/// What the way back from a plan made anew brings.
fn as_it_was(form: &Form) -> Form {
    let is_of_schedule = |name: &str| SCHEDULE.contains(&name);
    let kept = form.pairs().iter().filter(|(name, _)| is_of_schedule(name));
    kept.fold(Form::default(), |was, (name, value)| was.set(name, value))
}

/// The page of a group's sessions; a form with faults is shown as it was typed.
pub async fn sessions_page(
    app: &App,
    page: &Page,
    by: &Viewer,
    id: GroupId,
    form: &Form,
    clashes: &[ClashRow],
) -> Result<Response> {
    let typed = TypedSession { form: form.clone(), clashes, back: None };
    list_of_sessions(app, page, by, id, &typed).await
}

/// What was typed of one more session, and the schedule before the one that has just been saved.
#[derive(Default)]
struct TypedSession<'a> {
    form: Form,
    clashes: &'a [ClashRow],
    back: Option<&'a Form>,
}

async fn list_of_sessions(
    app: &App,
    page: &Page,
    by: &Viewer,
    id: GroupId,
    typed: &TypedSession<'_>,
) -> Result<Response> {
    let TypedSession { form, clashes, back } = typed;
    let db = app.db.read();
    let group = queries::readable(db, by, id).await?;
    let sessions = queries::sessions_of(db, id).await?;
    let venues = venue::options(db, &form.ids(&["venue_id"])).await?;
    let may_write = may(app, by, Resource::Group, id).await?;
    let standing = if may_write { queries::clashes_ahead(db, page.now, &group, page.zone).await? } else { Vec::new() };
    let listed = SessionList { may_write, venues: &venues, standing: &standing, form, clashes, back: *back };
    let content = views::sessions(page, by, &group, &sessions, &listed);
    Ok(page.show_form(form, &group.name, &content))
}

/// What a person is told who would let a session clash without having said so.
pub fn unconfirmed() -> Faults {
    vec![Fault::of("anyway", Code::ClashUnconfirmed)]
}

pub(super) async fn show(
    at: paths::ShowSession,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    asked: ListQuery,
) -> Result<Response> {
    let back = (!asked.form.value("start_time").is_empty()).then(|| where_it_was(&asked.form));
    session_page(&app, &page, &by, at.id, &Typed { back, ..Typed::default() }).await
}

/// What the way back from a move brings.
fn where_it_was(form: &Form) -> Form {
    let names = ["date", "start_time", "end_time", "venue_id"];
    names.iter().fold(Form::default(), |was, name| was.set(name, form.value(name)))
}

/// The page of a session; a form with faults is shown as it was typed.
pub async fn session_page(app: &App, page: &Page, by: &Viewer, id: SessionId, typed: &Typed) -> Result<Response> {
    let db = app.db.read();
    let (row, group) = queries::one_session(db, by, id).await?;
    let may_write = may(app, by, Resource::Group, group.id).await?;
    let ahead = row.session.status != SessionStatus::Cancelled && row.session.starts_at > page.now;
    let clashes = if may_write && ahead { queries::clashes_of(db, id, app.config.zone).await? } else { Vec::new() };
    let venues: Vec<VenueId> = row.session.venue_id.into_iter().collect();
    let substitutes: Vec<StaffId> = row.session.substitute_id.into_iter().collect();
    let (venues, staff) = (venue::options(db, &venues).await?, queries::staff_options(db, &substitutes).await?);
    let interpreters = if may_write { queries::interpreters(db, id).await? } else { Vec::new() };
    let has_animals = group.animals.is_some();
    let around = Around { venues, staff, may_write, clashes, has_animals, interpreters };
    let content = views::show_session(page, by, &row, &group, typed, &around);
    let title = format!("{} {}", group.code, row.session.number);
    Ok(if typed.faulty().is_none() { page.show(&title, &content) } else { page.again(&title, &content) })
}
