//! The button that closes or opens the intake.

use axum::extract::State;
use axum_extra::routing::TypedPath;
use utoipa_axum::routes;

use super::{api, change_intake};
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, reach_group};
use crate::app::App;
use crate::error::Result;
use crate::programme::paths;
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::who::{Routes, Who};

const WRITE: Who = Who::May(Resource::Group, Action::Write);

/// The routes of the intake.
pub fn routes(app: &App) -> Routes {
    Routes::new(app).post(WRITE, paths::Intake::PATH, set).api(WRITE, routes!(api::set))
}

async fn set(at: paths::Intake, by: Viewer, State(app): State<App>, once: Once, form: Form) -> Result<Done> {
    let closed = form.ticked("closed");
    let done = app.act_once(&by, &once, async |act| {
        let group = reach_group(act, &by, Resource::Group, at.id).await?;
        let told = change_intake(act, &group, closed).await?;
        let key = if closed { "intake-closed-done" } else { "intake-opened-done" };
        Ok(told.on_if_any(Done::at(paths::Show { id: at.id }).saying(key)))
    });
    Ok(done.await?.wake(&app))
}
