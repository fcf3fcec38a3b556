//! The change of a client, by form.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use utoipa_axum::routes;

use super::{api, record_death};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::error::Result;
use crate::people::client::{self, paths};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const WRITE: Who = Who::May(Resource::Client, Action::Write);

/// The routes of a client's change.
pub fn routes(app: &App) -> Routes {
    Routes::new(app).post(WRITE, paths::Show::PATH, update).api(WRITE, routes!(api::update))
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
        if let Some(on) = client::save(act, &by, at.id, &form).await? {
            record_death(act, at.id, on).await?;
        }
        Ok(Done::at(&at).saying("client-saved"))
    });
    let done = saved.await;
    form.or_again(done, async |form| client::again(&app, &page, at.id, &form).await).await
}
