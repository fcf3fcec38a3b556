//! The steps of a group's life, by form.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::routing::TypedPath;
use utoipa_axum::routes;

use super::api;
use super::steps::{approve_plan, stepped};
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{Manager, Viewer};
use crate::app::App;
use crate::error::{Error, Result};
use crate::programme::{self, paths};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const STEP: Who = Who::May(Resource::Group, Action::Write);
const DECIDE: Who = Who::May(Resource::Approval, Action::Write);

/// The routes of a group's steps.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .post(STEP, paths::Step::PATH, step)
        .post(DECIDE, paths::Approve::PATH, approve)
        .api(STEP, routes!(api::step))
}

async fn step(
    at: paths::Step,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let taken = app.act_once(&by, &once, async |act| {
        let told = stepped(act, &by, at.id, &form).await?;
        let done = Done::at(paths::Show { id: at.id }).saying(answer_to(form.value("to")));
        Ok(told.on_if_any(done))
    });
    match taken.await {
        Ok(done) => Ok(done.wake(&app).into_response()),
        Err(Error::Invalid(faults)) => programme::card(&app, &page, &by, at.id, &form.with(faults)).await,
        Err(error) => Err(error),
    }
}

/// What the page says of a step, and of what comes next.
fn answer_to(to: &str) -> String {
    format!("group-stepped-{}", to.replace('_', "-"))
}

async fn approve(
    at: paths::Approve,
    page: Page,
    by: Manager,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let approved = app.act_once(&by, &once, async |act| {
        programme::writable(act.tx, &by, Resource::Approval, at.id).await?;
        let told = approve_plan(act, at.id, programme::read_reserved(&form)?).await?;
        Ok(told.on_if_any(Done::at(paths::Show { id: at.id }).saying(answer_to("approved"))))
    });
    let done = approved.await.map(|done| done.wake(&app));
    form.or_again(done, async |form| programme::card(&app, &page, &by, at.id, &form).await).await
}
