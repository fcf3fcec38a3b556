//! The pages of attendance.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use entity::id::ClientId;
use utoipa_axum::routes;

use super::queries::SheetSession;
use super::views::{Grid, SheetView};
use super::{api, familiar, paths, queries, views};
use crate::access::rights::{Action, Resource};
use crate::access::{DeviceKey, Viewer};
use crate::app::App;
use crate::audit;
use crate::error::Result;
use crate::programme;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const READ: Who = Who::May(Resource::Attendance, Action::Read);
const WRITE: Who = Who::May(Resource::Attendance, Action::Write);

/// The routes of attendance.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(WRITE, paths::Sheet::PATH, show)
        .get(WRITE, paths::Roster::PATH, roster)
        .get(READ, paths::Grid::PATH, grid)
        .api(READ, routes!(api::show))
}

async fn show(at: paths::Sheet, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let session = queries::session(app.db.read(), &by, Action::Write, at.id).await?;
    let form = queries::recorded(app.db.read(), &session).await?;
    sheet_again(&app, &page, &by, &session, &form).await
}

/// The sheet of a session, as it was typed.
pub async fn sheet_again(app: &App, page: &Page, by: &Viewer, session: &SheetSession, form: &Form) -> Result<Response> {
    let db = app.db.read();
    let people = queries::participants(db, Some(by), session.group_id).await?;
    let marks = queries::marks(db, session.id).await?;
    let corrections = queries::corrections(db, session.id).await?;
    let open = session.openness == entity::state::Openness::Open;
    let known = if open { familiar::familiar(db, by, session.group_id).await? } else { Vec::new() };
    let may_drop_in = if open { familiar::may_drop_in(db, by, &known).await? } else { Vec::new() };
    let on_sheet = queries::on_sheet(session, &people, &marks);
    let offered = known.iter().chain(&may_drop_in).map(|client| client.id);
    let seen: Vec<ClientId> = on_sheet.iter().map(|(_, client)| *client).chain(offered).collect();
    log(app, by, &seen, "attendance").await?;
    let rates = queries::rates(db, by, session.group_id).await?;
    let key = DeviceKey::made(app, by.staff_id).await?;
    // Only what can be taken away on the page is shown there: a guest who is not offered stays.
    let is_guest = |client: ClientId| on_sheet.iter().all(|(_, on)| *on != client);
    let offered = |id: &str| known.iter().any(|one| one.id.to_string() == id && is_guest(one.id));
    let recorded = queries::recorded(db, session).await?.keeping("walk_in_client", offered);
    let interpreters = programme::interpreters(db, session.id).await?;
    let shown = SheetView {
        session,
        people: &people,
        on_sheet: &on_sheet,
        familiar: &known,
        may_drop_in: &may_drop_in,
        corrections: &corrections,
        recorded: &recorded,
        rates,
        key: &key,
        interpreters: &interpreters,
    };
    let page = page.clone().module("attend.mjs");
    let (title, content) = (page.t("attendance-title"), views::sheet(&page, &shown, form));
    Ok(page.show_form(form, &title, &content))
}

async fn roster(at: paths::Roster, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let session = queries::session(app.db.read(), &by, Action::Write, at.id).await?;
    let mut people = queries::participants(app.db.read(), Some(&by), session.group_id).await?;
    people.retain(|person| person.is_expected(&session));
    let seen: Vec<ClientId> = people.iter().map(|person| person.client_id).collect();
    log(&app, &by, &seen, "roster").await?;
    let interpreters = programme::interpreters(app.db.read(), session.id).await?;
    Ok(page.show(&page.t("attendance-roster"), &views::roster(&page, &session, &people, &interpreters)))
}

async fn grid(at: paths::Grid, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let db = app.db.read();
    let group = queries::group(db, &by, at.id).await?;
    let (sessions, people) =
        (queries::sessions_of(db, at.id).await?, queries::participants(db, Some(&by), at.id).await?);
    let marks = queries::marks_in(db, at.id).await?;
    let seen: Vec<ClientId> = people.iter().map(|person| person.client_id).collect();
    log(&app, &by, &seen, "attendance").await?;
    let guests = queries::guest_visits(db, at.id, &sessions).await?;
    let shown = Grid { group: &group, sessions: &sessions, people: &people, marks: &marks, guests };
    Ok(page.show(&page.t("attendance-grid"), &views::grid(&page, &by, &shown)))
}

async fn log(app: &App, by: &Viewer, clients: &[ClientId], what: &str) -> Result<()> {
    app.act(by, async |act| audit::seen_all(act, clients, what).await).await
}
