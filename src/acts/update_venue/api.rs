//! The change of a venue in `/api/v1`.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use entity::id::{UnitId, VenueId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::update_venue;
use crate::access::Viewer;
use crate::app::App;
use crate::error::Result;
use crate::venue;
use crate::venue::api::Venue;
use crate::web::api::{Json, Path, Versioned, check_if_match, nullable};
use crate::web::problem::Problem;

/// The fields of a venue to change; what is left out stays.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct VenuePatch {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    unit_id: Option<Option<UnitId>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    address: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    municipality: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    capacity: Option<Option<i64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step_free: Option<bool>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    access: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    directions: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    animals: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    active: Option<bool>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    contact_name: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    contact_email: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    contact_phone: Option<Option<String>>,
}

/// Changes a venue; honours `If-Match`. Whoever comes there hears of another address;
/// once it is closed, leaders with sessions ahead there are asked to find another.
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
        let told = update_venue(act, id, |stands| {
            check_if_match(&headers, &Venue::from(stands.clone()))?;
            venue::read_venue(&venue::venue_form(stands).overlay(&patch))
        });
        let told = told.await?;
        Ok(told.with(venue::one_venue(act.tx, id).await?))
    });
    Ok(Versioned(StatusCode::OK, changed.await?.wake(&app).into()))
}
