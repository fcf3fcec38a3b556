//! The change of a client, by form.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::SignedCookieJar;
use axum_extra::routing::TypedPath;
use utoipa_axum::routes;

use super::{api, record_death};
use crate::access::Act;
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::error::{Error, Result};
use crate::people::client::{self, paths};
use crate::web::form::Form;
use crate::web::page::{Page, flash};
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
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), page.now);
    match client::save(act, &by, (at.id, &form)).await {
        Ok(Some(on)) => record_death(act, at.id, on).await?,
        Ok(None) => {}
        Err(Error::Invalid(faults)) => {
            tx.rollback().await?;
            return client::again(&app, &page, at.id, &form.with(faults)).await;
        }
        Err(error) => return Err(error),
    }
    tx.commit().await?;
    Ok((jar.add(flash("client-saved")), Redirect::to(&at.to_string())).into_response())
}
