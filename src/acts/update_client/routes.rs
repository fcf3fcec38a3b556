//! The change of a client, and of the key worker, by form.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::routing::TypedPath;
use utoipa_axum::routes;

use super::{ClientUpdate, api, give_client, renew_links, update_client};
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, reach_client, reach_to_give};
use crate::app::App;
use crate::error::Result;
use crate::people::client::{self, paths};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const WRITE: Who = Who::May(Resource::Client, Action::Write);
const KEEP: Who = Who::May(Resource::KeyWorker, Action::Write);

/// The routes of a client's change.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .post(WRITE, paths::Show::PATH, update)
        .post(KEEP, paths::KeyWorker::PATH, give)
        .post(WRITE, paths::RenewLinks::PATH, renew)
        .api(WRITE, routes!(api::update))
        .api(WRITE, routes!(api::renew))
}

async fn update(
    at: paths::Show,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let saved = app.act_once(&by, &once, async |act| {
        let row = reach_client(act, &by, at.id).await?;
        let input = client::typed(&row, &form, act.today())?;
        let is_undone = row.deceased_on.is_some() && input.deceased_on.is_none();
        let old_is_elsewhere = form.ticked("old_is_elsewhere");
        let told = update_client(act, row, ClientUpdate { input, old_is_elsewhere }).await?;
        Ok(told.on_if_any(Done::at(&at).saying(if is_undone { "client-death-undone" } else { "client-saved" })))
    });
    let done = saved.await.map(|done| done.wake(&app));
    form.or_again(done, async |form| client::again(&app, &page, &by, at.id, &form).await).await
}

async fn give(
    at: paths::KeyWorker,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let mut reader = form.reader();
    let worker = reader.id("key_worker_id");
    let given = app.act_once(&by, &once, async |act| {
        let row = reach_to_give(act, &by, at.id).await?;
        let told = give_client(act, row, reader.done(|| worker)?).await?;
        Ok(told.on_if_any(Done::at("/").saying("client-given")))
    });
    let done = given.await.map(|done| done.wake(&app));
    form.or_again(done, async |form| client::key_worker_again(&app, &page, &by, at.id, &form).await).await
}

async fn renew(at: paths::RenewLinks, by: Viewer, State(app): State<App>, once: Once) -> Result<Response> {
    let renewed = app.act_once(&by, &once, async |act| {
        let row = reach_client(act, &by, at.id).await?;
        let told = renew_links(act, &row).await?;
        Ok(told.on_if_any(Done::at(paths::Show { id: at.id }).saying("client-links-renewed")))
    });
    Ok(renewed.await?.wake(&app).into_response())
}
