//! What befell a client, by form.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use entity::id::ClientId;

use super::record::{IncidentRecorded, correct_incident, record_incident};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::attendance::{self, SheetSession, incident, paths};
use crate::audit;
use crate::error::Result;
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const WRITE: Who = Who::May(Resource::Attendance, Action::Write);

/// The routes of entries; who reads one, [`incident::entry`] says.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(WRITE, paths::Incidents::PATH, new)
        .post(WRITE, paths::Incidents::PATH, create)
        .get(Who::SignedIn, paths::Incident::PATH, show)
        .post(Who::SignedIn, paths::Incident::PATH, correct)
}

async fn new(at: paths::Incidents, page: Page, by: Viewer, State(app): State<App>, form: Form) -> Result<Response> {
    let session = attendance::session(app.db.read(), &by, Action::Write, at.id).await?;
    draw(&app, &page, &by, &session, &form).await
}

async fn draw(app: &App, page: &Page, by: &Viewer, session: &SheetSession, form: &Form) -> Result<Response> {
    let content = app.act(by, async |act| {
        let people = incident::concerned(act.tx, by, session).await?;
        let noted = incident::noted_by(act.tx, by, session.id).await?;
        let seen: Vec<ClientId> = people.iter().map(|person| person.client_id).collect();
        audit::seen_all(act, &seen, "incidents").await?;
        Ok(incident::at_session(page, session, &people, &noted, form))
    });
    let (title, content) = (page.t("incident-new"), content.await?);
    Ok(page.show_form(form, &title, &content))
}

async fn create(
    at: paths::Incidents,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let session = attendance::session(app.db.read(), &by, Action::Write, at.id).await?;
    let saved = app.act_once(&by, &once, async |act| {
        let standing = attendance::standing(act.tx, &by, session.id).await?;
        let IncidentRecorded { id, told } = record_incident(act, &by, standing, incident::read_new(&form)?).await?;
        Ok(told.on_if_any(Done::at(paths::Incident { id }).saying("incident-saved")))
    });
    let done = saved.await.map(|done| done.wake(&app));
    form.or_again(done, async |form| draw(&app, &page, &by, &session, &form).await).await
}

async fn show(at: paths::Incident, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    shown(&at, &app, &page, &by, None).await
}

async fn shown(at: &paths::Incident, app: &App, page: &Page, by: &Viewer, form: Option<&Form>) -> Result<Response> {
    let entry = app.act(by, async |act| {
        let entry = incident::entry(act.tx, by, at.id).await?;
        audit::seen(act, entry.now.client_id, "incident").await?;
        Ok(entry)
    });
    let entry = entry.await?;
    let stands = incident::form(&entry.now);
    let content = incident::one(page, &entry, form.unwrap_or(&stands));
    let title = page.t("incident-title");
    Ok(if form.is_some() { page.again(&title, &content) } else { page.show(&title, &content) })
}

async fn correct(
    at: paths::Incident,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let saved = app.act_once(&by, &once, async |act| {
        let entry = incident::entry(act.tx, &by, at.id).await?;
        let told = correct_incident(act, &entry, incident::read(&form)?).await?;
        Ok(told.on_if_any(Done::at(paths::Incident { id: at.id }).saying("incident-corrected")))
    });
    let done = saved.await.map(|done| done.wake(&app));
    form.or_again(done, async |form| shown(&at, &app, &page, &by, Some(&form)).await).await
}
