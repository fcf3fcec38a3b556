//! The form that changes a venue.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use utoipa_axum::routes;

use super::{api, update_venue};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::error::Result;
use crate::venue::{self, paths};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const WRITE: Who = Who::May(Resource::Venue, Action::Write);

/// The routes that change a venue.
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
    let saved = app.act_once(&by, &once, async |act| {
        let told = update_venue(act, &by, at.id, |stands| {
            let typed = venue::read_venue(&form)?;
            form.check_version(&venue::venue_form(stands))?;
            Ok(typed)
        });
        Ok(told.await?.on_if_any(Done::at(paths::Show { id: at.id }).saying("venue-saved")))
    });
    let done = saved.await.map(|done| done.wake(&app));
    form.or_again(done, async |form| venue::form_page(&app, &page, Some(at.id), &form).await).await
}
