//! When a group meets: the form, its preview, and the writing of it.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::SignedCookieJar;
use entity::group;
use entity::id::GroupId;
use entity::state::GroupStatus;

use crate::access::Act;
use crate::access::Viewer;
use crate::access::rights::Resource;
use crate::app::App;
use crate::error::{Error, Result};
use crate::programme::queries::{self, Preview};
use crate::programme::{paths, rules, service, views};
use crate::web::form::Form;
use crate::web::list::Asked;
use crate::web::page::{Page, flash};

pub(super) async fn edit(
    at: paths::Schedule,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    asked: Asked,
) -> Result<Response> {
    let db = app.db.read();
    let group = queries::writable(db, &by, Resource::Group, at.id).await?;
    let form = match asked.form.value("template").parse() {
        Ok(template) if group.first_date.is_none() => rules::schedule_of(&queries::template(db, template).await?),
        _ => rules::schedule_form(&group),
    };
    Ok(draw(&page, &by, &group, &form, None))
}

fn draw(page: &Page, by: &Viewer, group: &group::Model, form: &Form, preview: Option<&Preview>) -> Response {
    let content = views::schedule(page, by, group, form, preview);
    let title = page.t("group-schedule");
    if form.faults().is_empty() { page.show(&title, &content) } else { page.again(&title, &content) }
}

pub(super) async fn update(
    at: paths::Schedule,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    let group = queries::writable(app.db.read(), &by, Resource::Group, at.id).await?;
    let saves = form.ticked("save");
    let done = if saves { save(&app, &by, at.id, &form).await } else { check(&app, &group, &form).await };
    match done {
        Ok(preview) if saves && may_stand(&preview, &form) => Ok(saved(jar, &group)),
        Ok(preview) if saves => Ok(draw(&page, &by, &group, &form.with(super::session::unconfirmed()), Some(&preview))),
        Ok(preview) => Ok(draw(&page, &by, &group, &form, Some(&preview))),
        Err(Error::Invalid(faults)) => Ok(draw(&page, &by, &group, &form.with(faults), None)),
        Err(error) => Err(error),
    }
}

/// Whether a schedule clashes with nothing, or shall stand all the same.
fn may_stand(preview: &Preview, form: &Form) -> bool {
    preview.clashes.is_empty() || form.ticked("anyway")
}

/// A plan that is still to be sent goes on with its next step, any other with its sessions.
fn saved(jar: SignedCookieJar, group: &group::Model) -> Response {
    let (told, to) = match group.status {
        GroupStatus::Draft | GroupStatus::Returned => ("schedule-saved-next", paths::Show { id: group.id }.to_string()),
        _ => ("schedule-saved", paths::Sessions { id: group.id }.to_string()),
    };
    (jar.add(flash(told)), Redirect::to(&to)).into_response()
}

async fn check(app: &App, group: &group::Model, form: &Form) -> Result<Preview> {
    let schedule = rules::read_schedule(form)?;
    queries::preview(app.db.read(), app.clock.now(), group, &schedule).await
}

/// Writes the schedule, unless it clashes and nobody said that it shall stand all the same.
async fn save(app: &App, by: &Viewer, id: GroupId, form: &Form) -> Result<Preview> {
    let schedule = rules::read_schedule(form)?;
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), app.clock.now());
    queries::writable(&tx, by, Resource::Group, id).await?;
    let preview = service::schedule(act, id, schedule).await?;
    if may_stand(&preview, form) {
        tx.commit().await?;
    } else {
        tx.rollback().await?;
    }
    Ok(preview)
}
