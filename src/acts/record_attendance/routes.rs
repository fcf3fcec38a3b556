//! Recording attendance, by the sheet.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use utoipa_axum::routes;

use super::api;
use super::record::record_within_reach;
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::attendance::{self, SheetSession, paths, sheet_form};
use crate::error::{Code, Error, Fault, Result};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const WRITE: Who = Who::May(Resource::Attendance, Action::Write);

/// The routes of recording attendance.
pub fn routes(app: &App) -> Routes {
    Routes::new(app).post(WRITE, paths::Sheet::PATH, record).api(WRITE, routes!(api::record))
}

async fn record(
    at: paths::Sheet,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let session = attendance::session(app.db.read(), &by, Action::Write, at.id).await?;
    let done = save(&app, &by, &once, &session, &form).await;
    form.or_again(done, async |form| attendance::sheet_again(&app, &page, &by, &session, &form).await).await
}

async fn save(app: &App, by: &Viewer, once: &Once, session: &SheetSession, form: &Form) -> Result<Done> {
    app.act_once(by, once, async |act| {
        let standing = attendance::standing(act.tx, by, session.id).await?;
        let stands = standing.form();
        let merged = form.merged(&stands, &sheet_form::LISTS)?;
        let sheet = sheet_form::read(&merged, &standing.lines(), standing.session.openness)?;
        let sheet = standing.seated(sheet);
        if sheet.says_nothing() && !standing.says_anything() {
            return Err(Error::Invalid(vec![Fault::whole(Code::AttendanceNothing)]));
        }
        record_within_reach(act, by, standing, &sheet).await.map_err(|error| match error {
            Error::Invalid(faults) => Error::Invalid(sheet_form::on_form(faults, &sheet)),
            other => other,
        })?;
        Ok(Done::at(paths::Sheet { id: session.id }).saying("attendance-saved"))
    })
    .await
}
