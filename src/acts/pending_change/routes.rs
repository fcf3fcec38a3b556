//! The buttons of a change that waits to be approved.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use entity::id::ApprovalId;
use utoipa_axum::routes;

use super::send_back::read_reason;
use super::{api, approve_change, return_change, withdraw_change};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::error::Result;
use crate::notify::Telling;
use crate::programme::{self, paths};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const DECIDE: Who = Who::May(Resource::Approval, Action::Write);
const ASK: Who = Who::May(Resource::Group, Action::Write);

/// The routes of changes that wait to be approved.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .post(DECIDE, paths::ApproveChange::PATH, approve)
        .post(DECIDE, paths::ReturnChange::PATH, send_back)
        .post(ASK, paths::WithdrawChange::PATH, withdraw)
        .api(DECIDE, routes!(api::approve))
        .api(DECIDE, routes!(api::send_back))
        .api(ASK, routes!(api::withdraw))
}

async fn approve(
    at: paths::ApproveChange,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let approved = app.act_once(&by, &once, async |act| {
        let told = approve_change(act, &by, at.id, form.ticked("anyway")).await?;
        let id = programme::group_of_change(act.tx, at.id).await?;
        Ok(told.on_if_any(Done::at(paths::Show { id }).saying("change-approved")))
    });
    let done = approved.await.map(|done: Telling<Done>| done.wake(&app));
    again(&app, &page, &by, at.id, form, done).await
}

async fn send_back(
    at: paths::ReturnChange,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let done = app.act_once(&by, &once, async |act| {
        let reason = read_reason(&form)?;
        let told = return_change(act, &by, at.id, &reason).await?;
        let id = programme::group_of_change(act.tx, at.id).await?;
        Ok(told.on_if_any(Done::at(paths::Show { id }).saying("change-returned")))
    });
    let done = done.await.map(|done: Telling<Done>| done.wake(&app));
    again(&app, &page, &by, at.id, form, done).await
}

async fn withdraw(at: paths::WithdrawChange, by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        withdraw_change(act, &by, at.id).await?;
        let id = programme::group_of_change(act.tx, at.id).await?;
        Ok(Done::at(paths::Show { id }).saying("change-withdrawn"))
    })
    .await
}

/// The answer, or the group's card with what was typed.
async fn again(
    app: &App,
    page: &Page,
    by: &Viewer,
    id: ApprovalId,
    form: Form,
    done: Result<Done>,
) -> Result<Response> {
    let card = async |form: Form| {
        let group = programme::group_of_change(app.db.read(), id).await?;
        programme::card(app, page, by, group, &form).await
    };
    form.or_again(done, card).await
}
