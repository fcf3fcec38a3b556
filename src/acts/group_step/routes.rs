//! The steps of a group's life, by form.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::SignedCookieJar;
use axum_extra::routing::TypedPath;
use utoipa_axum::routes;

use super::api;
use super::steps::stepped;
use crate::access::Act;
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::error::{Error, Result};
use crate::programme::{self, paths};
use crate::web::form::Form;
use crate::web::page::{Page, flash};
use crate::web::who::{Routes, Who};

const STEP: Who = Who::May(Resource::Group, Action::Write);

/// The routes of a group's steps.
pub fn routes(app: &App) -> Routes {
    Routes::new(app).post(STEP, paths::Step::PATH, step).api(STEP, routes!(api::step))
}

async fn step(
    at: paths::Step,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), page.now);
    match stepped(act, &by, at.id, &form).await {
        Ok(()) => tx.commit().await?,
        Err(Error::Invalid(faults)) => {
            tx.rollback().await?;
            return programme::card(&app, &page, &by, at.id, &form.with(faults)).await;
        }
        Err(error) => return Err(error),
    }
    Ok((jar.add(flash("group-stepped")), Redirect::to(&paths::Show { id: at.id }.to_string())).into_response())
}
