//! The form that changes a venue.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use entity::id::VenueId;
use utoipa_axum::routes;

use super::api;
use super::update::update_venue;
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
    let done = save(&app, &by, &once, at.id, &form).await;
    form.or_again(done, async |form| venue::venue_form_again(&app, &page, at.id, &form).await).await
}

async fn save(app: &App, by: &Viewer, once: &Once, id: VenueId, form: &Form) -> Result<Done> {
    let input = venue::read_venue(form)?;
    app.act_once(by, once, async |act| {
        form.check_version(&venue::venue_form(&venue::locked_venue(act.tx, id).await?))?;
        update_venue(act, id, input).await?;
        Ok(Done::at(paths::Show { id }).saying("venue-saved"))
    })
    .await
}
