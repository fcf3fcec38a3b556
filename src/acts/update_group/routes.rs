//! The form that changes a group's plan.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use entity::id::GroupId;
use utoipa_axum::routes;

use super::{api, update_group};
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, reach_group};
use crate::app::App;
use crate::error::Result;
use crate::notify::Telling;
use crate::programme::{self, paths};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const WRITE: Who = Who::May(Resource::Group, Action::Write);

/// The routes that change a group's plan.
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
    let done = save(&app, &by, &once, at.id, &form).await.map(|done| done.wake(&app));
    form.or_again(done, async |form| programme::group_form_page(&app, &page, Some(at.id), &form).await).await
}

async fn save(app: &App, by: &Viewer, once: &Once, id: GroupId, form: &Form) -> Result<Telling<Done>> {
    app.act_once(by, once, async |act| {
        let group = reach_group(act, by, Resource::Group, id).await?;
        let stands = programme::group_row(act.tx, by, id).await?;
        form.check_version(&programme::group_form(&stands))?;
        let told = update_group(act, &group, programme::read_group(form)?).await?;
        programme::within_reach(act.tx, by, id).await?;
        let waits = programme::pending_change(act.tx, id).await?.is_some();
        let done = Done::at(paths::Show { id }).saying(if waits { "group-saved-waits" } else { "group-saved" });
        Ok(told.on_if_any(done))
    })
    .await
}
