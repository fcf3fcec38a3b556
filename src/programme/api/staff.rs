//! The organisation tree and the staff in `/api/v1`.

use axum::extract::State;
use entity::id::{StaffId, UnitId};
use entity::state::{Role, UnitKind};
use entity::{staff, staff_role, unit};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use serde::Serialize;
use utoipa::ToSchema;

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
    let rows = unit::Entity::find()
        .apply_if(paging.cursor, |find, after| find.filter(unit::COLUMN.id.gt(UnitId(after))))
        .order_by(unit::Column::Id, Order::Asc)
        .limit(paging.limit()? + 1)
        .all(app.db.read())
        .await?;
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
    let rows = staff::Entity::find()
        .filter(staff::COLUMN.active.eq(true))
        .apply_if(paging.cursor, |find, after| find.filter(staff::COLUMN.id.gt(StaffId(after))))
        .order_by(staff::Column::Id, Order::Asc)
        .limit(paging.limit()? + 1)
        .all(app.db.read())
        .await?;
    let ids = rows.iter().map(|row| row.id);
    let held = staff_role::Entity::find().filter(staff_role::COLUMN.staff_id.is_in(ids)).all(app.db.read()).await?;
    let one = |row: staff::Model| Staff {
        roles: held.iter().filter(|role| role.staff_id == row.id).map(|role| role.role).collect(),
        id: row.id,
        unit_id: row.unit_id,
        name: row.name,
        email: row.email,
    };
    paging.listing(rows.into_iter().map(one).collect(), |one| one.id.0)
}
