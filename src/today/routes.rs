//! The pages of "today".

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;

use super::paths::{self, Today};
use super::{queries, views};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::acts::finish_task;
use crate::app::App;
use crate::audit;
use crate::error::Result;
use crate::web::done::Done;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

/// The routes of "today".
pub fn routes(app: &App) -> Routes {
    Routes::new(app).get(Who::May(Resource::Own, Action::Read), Today::PATH, today).post(
        Who::May(Resource::Own, Action::Write),
        paths::Done::PATH,
        done,
    )
}

async fn today(by: Viewer, page: Page, State(app): State<App>) -> Result<Response> {
    let work = queries::work(app.db.read(), &by, page.now, page.zone).await?;
    let named: Vec<_> = work.tasks.iter().filter_map(|task| task.client_id).collect();
    if !named.is_empty() {
        app.act(&by, async |act| audit::seen_all(act, &named, "tasks").await).await?;
    }
    Ok(page.show(&page.t("today-title"), &views::today(&page, &by, &work)))
}

async fn done(at: paths::Done, by: Viewer, once: Once, State(app): State<App>) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        finish_task(act, by.staff_id, at.id).await?;
        Ok(Done::at(Today::PATH))
    })
    .await
}
