//! The pages of attendance.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::SignedCookieJar;
use axum_extra::routing::TypedPath;
use entity::id::ClientId;
use utoipa_axum::routes;

use super::queries::{SessionRow, Standing};
use super::rules::Sheet;
use super::views::{Grid, Shown};
use super::{api, paths, queries, rules, service, views};
use crate::access::Act;
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::audit;
use crate::error::{Error, Fault, Result};
use crate::web::form::Form;
use crate::web::page::{Page, flash};
use crate::web::who::{Routes, Who};

const READ: Who = Who::May(Resource::Attendance, Action::Read);
const WRITE: Who = Who::May(Resource::Attendance, Action::Write);

/// The routes of attendance.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(WRITE, paths::Sheet::PATH, show)
        .post(WRITE, paths::Sheet::PATH, record)
        .get(WRITE, paths::Roster::PATH, roster)
        .get(READ, paths::Grid::PATH, grid)
        .api(READ, routes!(api::show))
        .api(WRITE, routes!(api::record))
}

async fn show(at: paths::Sheet, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let session = queries::session(app.db.read(), &by, Action::Write, at.id).await?;
    let marks = queries::marks(app.db.read(), at.id).await?;
    let guests = queries::guests(app.db.read(), at.id).await?;
    let guests: Vec<_> = guests.into_iter().map(|guest| (guest.client_id, guest.alias)).collect();
    draw(&app, &page, &by, &session, &rules::form(&marks, session.head_count, &guests)).await
}

async fn record(
    at: paths::Sheet,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    let session = queries::session(app.db.read(), &by, Action::Write, at.id).await?;
    match save(&app, &by, &session, &form).await {
        Ok(()) => Ok((jar.add(flash("attendance-saved")), Redirect::to(&at.to_string())).into_response()),
        Err(Error::Invalid(faults)) => draw(&app, &page, &by, &session, &form.with(faults)).await,
        Err(error) => Err(error),
    }
}

async fn save(app: &App, by: &Viewer, session: &SessionRow, form: &Form) -> Result<()> {
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), app.clock.now());
    let standing = queries::standing(&tx, by, session.id).await?;
    let people: Vec<_> = standing.on_sheet().into_iter().map(|(id, _)| id).collect();
    let sheet = rules::read(form, &people, standing.session.openness)?;
    write(act, by, standing, &sheet).await.map_err(|error| match error {
        Error::Invalid(faults) => Error::Invalid(rules::on_form(faults, &sheet)),
        other => other,
    })?;
    Ok(tx.commit().await?)
}

/// Records a sheet whose known guests are all within the viewer's reach.
pub(super) async fn write(act: Act<'_>, by: &Viewer, standing: Standing, sheet: &Sheet) -> Result<Standing> {
    let named: Vec<ClientId> = sheet.guests.iter().flatten().filter_map(|guest| guest.client).collect();
    if !named.is_empty() {
        let reached = queries::reached(act.tx, by, &named).await?;
        if let Some(at) = sheet.guests.iter().flatten().position(|g| g.client.is_some_and(|c| !reached.contains(&c))) {
            return Err(Error::Invalid(vec![Fault::of(format!("walk_ins[{at}].client_id"), "fault-choice")]));
        }
    }
    service::record(act, standing, sheet).await
}

async fn draw(app: &App, page: &Page, by: &Viewer, session: &SessionRow, form: &Form) -> Result<Response> {
    let db = app.db.read();
    let people = queries::participants(db, Some(by), session.group_id).await?;
    let marks = queries::marks(db, session.id).await?;
    let corrections = queries::corrections(db, session.id).await?;
    let open = session.openness == entity::state::Openness::Open;
    let familiar = if open { queries::familiar(db, by, session.group_id).await? } else { Vec::new() };
    let on_sheet = queries::on_sheet(session, &people, &marks);
    let seen: Vec<ClientId> =
        on_sheet.iter().map(|(_, client)| *client).chain(familiar.iter().map(|client| client.id)).collect();
    log(app, by, page, &seen, "attendance").await?;
    let rates = queries::rates(db, by, session.group_id).await?;
    let (familiar, corrections) = (&familiar, &corrections);
    let shown = Shown { session, people: &people, on_sheet: &on_sheet, familiar, corrections, rates };
    let page = page.clone().module("attend.mjs");
    let (title, content) = (page.t("attendance-title"), views::sheet(&page, &shown, form));
    Ok(if form.faults().is_empty() { page.show(&title, &content) } else { page.again(&title, &content) })
}

async fn roster(at: paths::Roster, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let session = queries::session(app.db.read(), &by, Action::Write, at.id).await?;
    let mut people = queries::participants(app.db.read(), Some(&by), session.group_id).await?;
    people.retain(|person| person.is_expected(session.starts_at, session.ends_at));
    let seen: Vec<ClientId> = people.iter().map(|person| person.client_id).collect();
    log(&app, &by, &page, &seen, "roster").await?;
    Ok(page.show(&page.t("attendance-roster"), &views::roster(&page, &session, &people)))
}

async fn grid(at: paths::Grid, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let db = app.db.read();
    let group = queries::group(db, &by, at.id).await?;
    let (sessions, people) =
        (queries::sessions_of(db, at.id).await?, queries::participants(db, Some(&by), at.id).await?);
    let marks = queries::marks_in(db, at.id).await?;
    let seen: Vec<ClientId> = people.iter().map(|person| person.client_id).collect();
    log(&app, &by, &page, &seen, "attendance").await?;
    let shown = Grid { group: &group, sessions: &sessions, people: &people, marks: &marks };
    Ok(page.show(&page.t("attendance-grid"), &views::grid(&page, &by, &shown)))
}

async fn log(app: &App, by: &Viewer, page: &Page, clients: &[ClientId], what: &str) -> Result<()> {
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), page.now);
    audit::seen_all(act, clients, what).await?;
    Ok(tx.commit().await?)
}
