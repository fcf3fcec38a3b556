//! The page of administration and its acts.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;

use super::{paths, queries, rules, views};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::error::Result;
use crate::people;
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const READ: Who = Who::May(Resource::Setting, Action::Read);
const WRITE: Who = Who::May(Resource::Organisation, Action::Write);

/// The routes of administration.
pub fn routes(app: &App) -> Routes {
    Routes::new(app).get(READ, paths::Index::PATH, index).post(WRITE, paths::Units::PATH, add_unit).post(
        WRITE,
        paths::SignOut::PATH,
        sign_out,
    )
}

async fn index(page: Page, State(app): State<App>) -> Result<Response> {
    draw(&app, &page, &Form::default()).await
}

async fn draw(app: &App, page: &Page, form: &Form) -> Result<Response> {
    let units = people::unit_options(app.db.read()).await?;
    let staff = queries::staff(app.db.read()).await?;
    let content = views::index(page, form, &units, &staff, &app.config.shown());
    let title = page.t("admin-title");
    Ok(page.show_form(form, &title, &content))
}

async fn add_unit(page: Page, by: Viewer, State(app): State<App>, once: Once, form: Form) -> Result<Response> {
    let done = save_unit(&app, &once, &by, &form).await;
    form.or_again(done, async |form| draw(&app, &page, &form).await).await
}

async fn save_unit(app: &App, once: &Once, by: &Viewer, form: &Form) -> Result<Done> {
    let (parent, kind, name) = rules::unit(form)?;
    app.act_once(by, once, async |act| {
        people::add_unit(act, parent, kind, &name).await?;
        Ok(Done::at(paths::Index::PATH).saying("admin-unit-added"))
    })
    .await
}

/// The page again, with the faults of what was typed.
pub async fn again(app: &App, page: &Page, form: &Form) -> Result<Response> {
    draw(app, page, form).await
}

async fn sign_out(at: paths::SignOut, by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        people::staff_exists(act.tx, at.id).await?;
        people::end_sign_ins(act, at.id).await?;
        Ok(Done::at(paths::Index::PATH).saying("admin-signed-out"))
    })
    .await
}
