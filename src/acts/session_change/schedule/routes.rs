//! When a group meets: the form, its preview, and the writing of it.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use chrono_tz::Tz;
use entity::group;
use entity::state::GroupStatus;

use super::super::plan_anew::{Foreseen, PlannedAnew, foresee_plan, plan_anew};
use super::views;
use crate::access::once::Once;
use crate::access::rights::Resource;
use crate::access::{Viewer, reach_group};
use crate::app::App;
use crate::error::{Error, Result};
use crate::notify::Telling;
use crate::programme::{self, paths};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::list::ListQuery;
use crate::web::page::Page;
use crate::web::problem::encode;

/// The form of the schedule that stands, or of the one that waits to be approved with what it would change.
pub async fn edit(
    at: paths::Schedule,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    asked: ListQuery,
) -> Result<Response> {
    let db = app.db.read();
    let group = programme::writable(db, &by, Resource::Group, at.id).await?;
    let form = match asked.form.value("template").parse() {
        Ok(template) if group.first_date.is_none() => {
            programme::schedule_of(&programme::template(db, template).await?, page.zone)
        }
        _ => programme::schedule_as_asked(db, &group, page.zone).await?,
    };
    let waits = programme::pending_change(db, group.id).await?.is_some_and(|change| change.sessions.is_some());
    let foreseen = if waits { check(&app, &group, &form).await.map(Some) } else { Ok(None) };
    let foreseen = match foreseen {
        // It can't be planned any more; its supervisor reads so.
        Err(Error::Invalid(_)) => None,
        foreseen => foreseen?,
    };
    Ok(draw(&page, &by, &group, &form, foreseen.as_ref()))
}

fn draw(page: &Page, by: &Viewer, group: &group::Model, form: &Form, foreseen: Option<&Foreseen>) -> Response {
    let content = views::schedule(page, by, group, form, foreseen);
    let title = page.t("group-schedule");
    page.show_form(form, &title, &content)
}

/// Shows what a schedule would change, or saves it.
pub async fn update(
    at: paths::Schedule,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let group = programme::writable(app.db.read(), &by, Resource::Group, at.id).await?;
    let done = if form.ticked("save") {
        save(&app, &by, &once, &group, &form).await
    } else {
        check(&app, &group, &form).await.map(Err)
    };
    match done {
        Ok(Ok(done)) => Ok(done.wake(&app).into_response()),
        Ok(Err(foreseen)) if form.ticked("save") => {
            Ok(draw(&page, &by, &group, &form.with(programme::unconfirmed()), Some(&foreseen)))
        }
        Ok(Err(foreseen)) => Ok(draw(&page, &by, &group, &form, Some(&foreseen))),
        Err(Error::Invalid(faults)) => Ok(draw(&page, &by, &group, &form.with(faults), None)),
        Err(error) => Err(error),
    }
}

/// Whether a schedule clashes with nothing, or shall stand all the same.
fn may_stand(foreseen: &Foreseen, form: &Form) -> bool {
    foreseen.clashes().is_empty() || form.ticked("anyway")
}

/// A plan that is still to be sent goes on with its next step, any other with its sessions and the way back to the schedule
/// that it had.
fn saved(group: &group::Model, foreseen: &Foreseen, settings: Tz) -> Done {
    let sessions = || format!("{}{}", paths::Sessions { id: group.id }, back_to(group, settings));
    let (told, to) = match group.status {
        _ if foreseen.waits.is_some() => ("schedule-saved-waits", paths::Show { id: group.id }.to_string()),
        GroupStatus::Draft | GroupStatus::Returned => ("schedule-saved-next", paths::Show { id: group.id }.to_string()),
        _ => ("schedule-saved", sessions()),
    };
    Done::at(to).saying(told)
}

/// The schedule of a group as the query of an address; nothing where it had none.
fn back_to(group: &group::Model, settings: Tz) -> String {
    let Some(stood) = programme::schedule_of_group(group, settings) else { return String::new() };
    let form = programme::schedule_form(Some(&stood), settings);
    let pairs = form.pairs().iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    format!("?{}", pairs.collect::<Vec<_>>().join("&"))
}

async fn check(app: &App, group: &group::Model, form: &Form) -> Result<Foreseen> {
    let schedule = programme::read_schedule(form, app.config.zone)?;
    foresee_plan(app.db.read(), app.clock.now(), group, &schedule).await
}

/// Writes the schedule, unless it clashes and nobody said that it shall stand all the same.
async fn save(
    app: &App,
    by: &Viewer,
    once: &Once,
    group: &group::Model,
    form: &Form,
) -> Result<Result<Telling<Done>, Foreseen>> {
    let schedule = programme::read_schedule(form, app.config.zone)?;
    app.attempt_once(by, once, async |act| {
        let stood = reach_group(act, by, Resource::Group, group.id).await?;
        let PlannedAnew { foreseen, told } = plan_anew(act, &stood, schedule).await?;
        Ok(if may_stand(&foreseen, form) { Ok(told.on(saved(&stood, &foreseen, act.zone))) } else { Err(foreseen) })
    })
    .await
}
