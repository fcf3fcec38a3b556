//! The page on which a client is given to a key worker.

use axum::extract::State;
use axum::response::Response;
use entity::id::ClientId;

use super::super::paths;
use super::super::queries::worker_options;
use super::super::rules::{named, shown_name};
use super::{queries, views};
use crate::access::Viewer;
use crate::app::App;
use crate::audit;
use crate::error::Result;
use crate::web::form::Form;
use crate::web::page::Page;

/// The form.
pub(in crate::people::client) async fn show(
    at: paths::KeyWorker,
    page: Page,
    by: Viewer,
    State(app): State<App>,
) -> Result<Response> {
    draw(&app, &page, &by, at.id, &Form::default()).await
}

async fn draw(app: &App, page: &Page, by: &Viewer, id: ClientId, form: &Form) -> Result<Response> {
    let (client, workers) = app
        .act(by, async |act| {
            let client = queries::to_give(act.tx, by, id).await?;
            let workers = worker_options(act.tx, client.key_worker_id).await?;
            audit::seen(act, id, "client.key_worker").await?;
            Ok((client, workers))
        })
        .await?;
    let keeper = workers.iter().find(|worker| Some(worker.id) == client.key_worker_id);
    let title = page.t("client-give");
    let content = views::form(page, form, &shown_name(page.language, by, named(&client)), id, &workers, keeper);
    Ok(page.show_form(form, &title, &content))
}

/// The form again, with the faults that it was refused for.
pub async fn again(app: &App, page: &Page, by: &Viewer, id: ClientId, form: &Form) -> Result<Response> {
    draw(app, page, by, id, form).await
}
