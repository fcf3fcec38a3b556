//! The page of the figures and its CSV.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use utoipa_axum::routes;

use super::answer::{answer, rows};
use super::views::{self, FigureReport};
use super::{api, paths};
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::error::Result;
use crate::web::list::{ListQuery, csv_file};
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const READ: Who = Who::May(Resource::Statistics, Action::Read);

/// The routes of the figures.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(READ, paths::Index::PATH, index)
        .get(READ, paths::Csv::PATH, csv)
        .api(READ, routes!(api::indicators))
}

async fn index(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let answer = answer(&app, &by, &asked.form).await?;
    let title = page.t("statistics-title");
    let Some(figures) = answer.figures() else {
        return Ok(page.again(&title, &views::no_cut(&page, &asked, &answer.question)));
    };
    let report = FigureReport { question: &answer.question, figures, names: &answer.names };
    Ok(page.show(&title, &views::index(&page, &asked, &report)))
}

async fn csv(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let answer = answer(&app, &by, &asked.form).await?;
    csv_file("piiri-statistics", rows(&answer, page.language)?)
}
