//! The feedback on one session: who has given it, and the forms that ask for it.

use axum::extract::State;
use axum::response::Response;
use entity::id::SessionId;

use super::super::asked::asked_of_session;
use super::super::paths;
use super::super::views::pulse;
use crate::access::Viewer;
use crate::app::App;
use crate::error::Result;
use crate::web::form::Form;
use crate::web::page::Page;

pub(super) async fn show(at: paths::Pulse, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    draw(&app, &page, &by, at.id, &Form::default()).await
}

/// The feedback on a session, with the faults of how it was to be asked for.
pub async fn draw(app: &App, page: &Page, by: &Viewer, id: SessionId, form: &Form) -> Result<Response> {
    let (session, rows) = app.act(by, async |act| asked_of_session(act, by, id).await).await?;
    let (title, content) = (page.t("rating-phase-pulse"), pulse::show(page, &session, &rows, form));
    Ok(page.show_form(form, &title, &content))
}

pub(super) async fn print(at: paths::PulseForms, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let (session, rows) = app.act(&by, async |act| asked_of_session(act, &by, at.id).await).await?;
    Ok(page.show(&page.t("rating-pulse-forms"), &pulse::forms(&page, &session, &rows)))
}
