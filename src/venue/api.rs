//! Venues in `/api/v1`.

use axum::extract::State;
use axum::http::StatusCode;
use entity::id::{UnitId, VenueId};
use entity::venue;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{queries, rows, rules};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::app::App;
use crate::error::Result;
use crate::web::api::{Created, Json, Listing, Paging, Path, Query, Versioned, nullable};
use crate::web::problem::Problem;

/// A place where groups meet.
#[derive(Debug, Serialize, ToSchema)]
pub struct Venue {
    id: VenueId,
    unit_id: Option<UnitId>,
    #[schema(example = "Kirjasto, Savonlinna")]
    name: String,
    address: Option<String>,
    municipality: Option<String>,
    /// How many people it holds.
    capacity: Option<i32>,
    /// Whether one gets in without a step.
    step_free: bool,
    access: Option<String>,
    directions: Option<String>,
    /// Whether animals visit it.
    animals: bool,
    /// Whether new plans may use it.
    active: bool,
    /// Who keeps the room outside the house; told when sessions there move, fall away or come at short notice.
    contact_name: Option<String>,
    contact_email: Option<String>,
    contact_phone: Option<String>,
}

impl From<venue::Model> for Venue {
    fn from(row: venue::Model) -> Self {
        Self {
            id: row.id,
            unit_id: row.unit_id,
            name: row.name,
            address: row.address,
            municipality: row.municipality,
            capacity: row.capacity,
            step_free: row.step_free,
            access: row.access,
            directions: row.directions,
            animals: row.animals,
            active: row.active,
            contact_name: row.contact_name,
            contact_email: row.contact_email,
            contact_phone: row.contact_phone,
        }
    }
}

/// A new venue; all but its name may be left out.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct NewVenue {
    #[schema(example = "Kirjasto, Savonlinna", max_length = 200)]
    name: String,
    unit_id: Option<UnitId>,
    address: Option<String>,
    municipality: Option<String>,
    #[schema(minimum = 1, maximum = 2000)]
    capacity: Option<i64>,
    #[serde(default)]
    step_free: bool,
    access: Option<String>,
    directions: Option<String>,
    #[serde(default)]
    animals: bool,
    contact_name: Option<String>,
    contact_email: Option<String>,
    contact_phone: Option<String>,
}

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

/// Venues.
#[utoipa::path(get, path = "/venues", tag = "venues", params(Paging),
    responses((status = OK, body = Listing<Venue>), (status = "4XX", body = Problem)))]
pub async fn list(State(app): State<App>, Query(paging): Query<Paging>) -> Result<axum::Json<Listing<Venue>>> {
    let rows = queries::listing(app.db.read(), paging.cursor.map(VenueId), paging.limit()?).await?;
    paging.listing(rows.into_iter().map(Venue::from).collect(), |venue| venue.id.0)
}

/// Adds a venue.
#[utoipa::path(post, path = "/venues", tag = "venues", request_body = NewVenue,
    responses((status = CREATED, body = Venue), (status = "4XX", body = Problem)))]
pub async fn create(
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(new): Json<NewVenue>,
) -> Result<Created<Venue>> {
    let input = rules::read(&rules::blank().overlay(&new))?;
    app.act_once(&by, &once, async |act| {
        let id = rows::create(act, input).await?;
        let venue = queries::one(act.tx, id).await?;
        Ok(Created(format!("/venues/{id}"), venue.into()))
    })
    .await
}

/// One venue.
#[utoipa::path(get, path = "/venues/{id}", tag = "venues", params(("id" = VenueId, Path)),
    responses((status = OK, body = Venue), (status = "4XX", body = Problem)))]
pub async fn show(Path(id): Path<VenueId>, State(app): State<App>) -> Result<Versioned<Venue>> {
    Ok(Versioned(StatusCode::OK, queries::one(app.db.read(), id).await?.into()))
}
