//! The organisation tree and the staff in `/api/v1`.

use axum::extract::State;
use entity::id::{StaffId, UnitId};
use entity::state::{Role, UnitKind};
use entity::{staff, unit};
use serde::Serialize;
use utoipa::ToSchema;

use super::queries;
use crate::app::App;
use crate::error::Result;
use crate::web::api::{Listing, Paging, Query};
use crate::web::problem::Problem;

/// A node of the organisation tree.
#[derive(Debug, Serialize, ToSchema)]
pub struct Unit {
    id: UnitId,
    parent_id: Option<UnitId>,
    kind: UnitKind,
    #[schema(example = "Savonlinna")]
    name: String,
    municipality: Option<String>,
}

/// A person who works with groups.
#[derive(Debug, Serialize, ToSchema)]
pub struct Staff {
    id: StaffId,
    unit_id: UnitId,
    #[schema(example = "Aino Ohjaaja")]
    name: String,
    email: String,
    roles: Vec<Role>,
}

/// The organisation tree.
#[utoipa::path(get, path = "/units", tag = "organisation", params(Paging),
    responses((status = OK, body = Listing<Unit>), (status = "4XX", body = Problem)))]
pub async fn units(State(app): State<App>, Query(paging): Query<Paging>) -> Result<axum::Json<Listing<Unit>>> {
    let rows = queries::units_after(app.db.read(), paging.cursor.map(UnitId), paging.limit()? + 1).await?;
    let unit = |row: unit::Model| Unit {
        id: row.id,
        parent_id: row.parent_id,
        kind: row.kind,
        name: row.name,
        municipality: row.municipality,
    };
    paging.listing(rows.into_iter().map(unit).collect(), |unit| unit.id.0)
}

/// The staff.
#[utoipa::path(get, path = "/staff", tag = "organisation", params(Paging),
    responses((status = OK, body = Listing<Staff>), (status = "4XX", body = Problem)))]
pub async fn staff(State(app): State<App>, Query(paging): Query<Paging>) -> Result<axum::Json<Listing<Staff>>> {
    let (rows, held) = queries::staff_after(app.db.read(), paging.cursor.map(StaffId), paging.limit()? + 1).await?;
    let one = |row: staff::Model| Staff {
        roles: held.iter().filter(|role| role.staff_id == row.id).map(|role| role.role).collect(),
        id: row.id,
        unit_id: row.unit_id,
        name: row.name,
        email: row.email,
    };
    paging.listing(rows.into_iter().map(one).collect(), |one| one.id.0)
}
