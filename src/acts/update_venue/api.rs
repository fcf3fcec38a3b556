//! The change of a venue in `/api/v1`.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use entity::id::VenueId;

use super::update_venue;
use crate::access::Viewer;
use crate::app::App;
use crate::error::Result;
use crate::venue;
use crate::venue::api::{Venue, VenuePatch};
use crate::web::api::{Json, Path, Versioned, check_if_match};
use crate::web::problem::Problem;

/// Changes a venue; honours `If-Match`. Whoever comes there hears of another address. Once it is closed, leaders with
/// sessions ahead there are asked to find another.
#[utoipa::path(patch, path = "/venues/{id}", tag = "venues", params(("id" = VenueId, Path)), request_body = VenuePatch,
    responses((status = OK, body = Venue), (status = "4XX", body = Problem)))]
pub async fn update(
    Path(id): Path<VenueId>,
    by: Viewer,
    State(app): State<App>,
    headers: HeaderMap,
    Json(patch): Json<VenuePatch>,
) -> Result<Versioned<Venue>> {
    let changed = app.act(&by, async |act| {
        let told = update_venue(act, &by, id, |stands| {
            check_if_match(&headers, &Venue::from(stands.clone()))?;
            venue::read_venue(&venue::venue_form(stands).overlay(&patch))
        });
        let told = told.await?;
        Ok(told.with(venue::one_venue(act.tx, id).await?))
    });
    Ok(Versioned(StatusCode::OK, changed.await?.wake(&app).into()))
}
