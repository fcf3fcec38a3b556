//! The steps of a group's life, by form.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::routing::TypedPath;
use entity::id::{ClientId, GroupId};
use entity::state::GroupStatus;
use utoipa_axum::routes;

use super::api;
use super::kind::StepKind;
use super::steps::{TakenStep, approve_plan, stepped};
use super::views::{self, ToCancel};
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{Manager, Viewer, reach_group};
use crate::app::App;
use crate::error::{Error, Result};
use crate::programme::{self, paths};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};
use crate::{audit, referral};

const STEP: Who = Who::May(Resource::Group, Action::Write);
const DECIDE: Who = Who::May(Resource::Approval, Action::Write);

/// The routes of a group's steps.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(STEP, paths::Cancel::PATH, cancel)
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
        let TakenStep { kind, told } = stepped(act, &by, at.id, &form).await?;
        let done = Done::at(paths::Show { id: at.id }).saying(kind.done_key());
        Ok(told.on_if_any(done))
    });
    match taken.await {
        Ok(done) => Ok(done.wake(&app).into_response()),
        Err(Error::Invalid(faults)) if form.value("to") == GroupStatus::Cancelled.code() => {
            draw_cancel(&app, &page, &by, at.id, &form.with(faults)).await
        }
        Err(Error::Invalid(faults)) => programme::card(&app, &page, &by, at.id, &form.with(faults)).await,
        Err(error) => Err(error),
    }
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
        let group = reach_group(act, &by, Resource::Approval, at.id).await?;
        let told = approve_plan(act, &group, programme::read_reserved(&form)?).await?;
        Ok(told.on_if_any(Done::at(paths::Show { id: at.id }).saying(StepKind::Approve.done_key())))
    });
    let done = approved.await.map(|done| done.wake(&app));
    form.or_again(done, async |form| programme::card(&app, &page, &by, at.id, &form).await).await
}

async fn cancel(at: paths::Cancel, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    draw_cancel(&app, &page, &by, at.id, &Form::default()).await
}

async fn draw_cancel(app: &App, page: &Page, by: &Viewer, id: GroupId, form: &Form) -> Result<Response> {
    let content = app
        .act_at(by, page.now, async |act| {
            let group = programme::writable(act.tx, by, Resource::Group, id).await?;
            let may_know = by.may(Resource::ReferralDecision, Action::Write);
            let rows = if may_know { referral::of_group(act.tx, by, id).await? } else { Vec::new() };
            let clients: Vec<ClientId> = rows.iter().map(|row| row.client_id).collect();
            audit::seen_all(act, &clients, "referrals").await?;
            let mut groups = referral::choices(act.tx, page.language, None, act.now, page.zone).await?;
            groups.retain(|found| found.group.id != id);
            Ok(views::cancel(page, by, &ToCancel { group: &group, rows: &rows, groups: &groups }, form))
        })
        .await?;
    let title = page.t("group-to-cancelled");
    Ok(if form.faults().is_empty() { page.show(&title, &content) } else { page.again(&title, &content) })
}
