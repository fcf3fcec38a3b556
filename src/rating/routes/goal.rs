//! The pages of goals.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use entity::id::GoalId;

use super::super::views::goal;
use super::super::{paths, queries, rules, service};
use super::place::draw;
use super::seen;
use crate::access::Viewer;
use crate::access::once::Once;
use crate::app::App;
use crate::error::{Error, OrNotFound, Result};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;

pub(super) async fn add(
    at: paths::Goals,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let input = match rules::read_goal(&form) {
        Ok(input) => input,
        Err(Error::Invalid(faults)) => return draw(&app, &page, &by, at.id, &form.with(faults)).await,
        Err(error) => return Err(error),
    };
    app.act_once(&by, &once, async |act| {
        queries::place(act.tx, &by, crate::access::rights::Action::Write, at.id).await?;
        service::add_goal(act, at.id, input).await?;
        Ok(Done::at(paths::Show { id: at.id }).saying("rating-goal-saved"))
    })
    .await
    .map(IntoResponse::into_response)
}

pub(super) async fn edit(at: paths::Goal, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    editing(&app, &page, &by, at.id, None).await
}

/// The page of a goal, as it stands or as it was typed.
async fn editing(app: &App, page: &Page, by: &Viewer, id: GoalId, typed: Option<&Form>) -> Result<Response> {
    let row = queries::place_of_goal(app.db.read(), by, id).await?;
    let goals = queries::goals(app.db.read(), row.id).await?;
    let one = goals.iter().find(|goal| goal.goal.id == id).or_not_found()?;
    seen(app, by.actor(), row.client_id, "goals").await?;
    let standing = rules::goal_form(&one.goal);
    let (title, content) = (page.t("rating-goal-edit"), goal::edit(page, &row, one, typed.unwrap_or(&standing)));
    Ok(if typed.is_none() { page.show(&title, &content) } else { page.again(&title, &content) })
}

pub(super) async fn correct(
    at: paths::Goal,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let corrected = app.act_once(&by, &once, async |act| {
        let row = queries::place_of_goal(act.tx, &by, at.id).await?;
        service::correct_goal(act, at.id, rules::read_goal(&form)?).await?;
        Ok(Done::at(paths::Show { id: row.id }).saying("rating-goal-saved"))
    });
    let corrected = corrected.await;
    form.or_again(corrected, async |form| editing(&app, &page, &by, at.id, Some(&form)).await).await
}

pub(super) async fn retire(
    at: paths::Retire,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let retired = app.act_once(&by, &once, async |act| {
        let row = queries::place_of_goal(act.tx, &by, at.id).await?;
        service::retire_goal(act, at.id, rules::read_retirement(&form)?).await?;
        Ok(Done::at(paths::Show { id: row.id }).saying("rating-goal-given-up"))
    });
    let retired = retired.await;
    form.or_again(retired, async |form| editing(&app, &page, &by, at.id, Some(&form)).await).await
}

pub(super) async fn show(at: paths::Assess, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let form = Form::default().set("on", page.today());
    assessing(&app, &page, &by, at.id, &form).await
}

async fn assessing(app: &App, page: &Page, by: &Viewer, id: GoalId, form: &Form) -> Result<Response> {
    let row = queries::place_of_goal(app.db.read(), by, id).await?;
    let goals = queries::goals(app.db.read(), row.id).await?;
    let one = goals.iter().find(|goal| goal.goal.id == id).or_not_found()?;
    seen(app, by.actor(), row.client_id, "goals").await?;
    let (title, content) = (page.t("rating-goal-assess"), goal::assess(page, &row, one, form));
    Ok(page.show_form(form, &title, &content))
}

pub(super) async fn assess(
    at: paths::Assess,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let read = match rules::read_assessment(&form, page.today()) {
        Ok(read) => read,
        Err(Error::Invalid(faults)) => return assessing(&app, &page, &by, at.id, &form.with(faults)).await,
        Err(error) => return Err(error),
    };
    app.act_once(&by, &once, async |act| {
        let row = queries::place_of_goal(act.tx, &by, at.id).await?;
        service::assess(act, at.id, read).await?;
        Ok(Done::at(paths::Show { id: row.id }).saying("rating-goal-saved"))
    })
    .await
    .map(IntoResponse::into_response)
}
