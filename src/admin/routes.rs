//! The page of administration.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;

use super::{paths, queries, views};
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::error::Result;
use crate::people;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const READ: Who = Who::May(Resource::Setting, Action::Read);

/// The routes of administration.
pub fn routes(app: &App) -> Routes {
    Routes::new(app).get(READ, paths::Index::PATH, index)
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

/// The page again, with the faults of what was typed.
pub async fn again(app: &App, page: &Page, form: &Form) -> Result<Response> {
    draw(app, page, form).await
}
