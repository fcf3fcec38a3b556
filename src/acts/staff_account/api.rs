//! Roles and units of staff in `/api/v1`.

use axum::extract::State;
use axum::http::StatusCode;
use entity::id::{StaffId, UnitId};
use entity::state::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{MemberChange, change_member};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::notify::Told;
use crate::people;
use crate::web::api::{Acted, Json, Path};
use crate::web::problem::Problem;

/// What a member of staff is to be from now on.
#[derive(Debug, Deserialize, ToSchema)]
pub struct StaffChange {
    unit_id: UnitId,
    /// All the roles that the person is to have; those that see clients wait to be confirmed.
    #[schema(min_items = 1)]
    roles: Vec<Role>,
}

/// A member of staff after a change.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangedStaff {
    id: StaffId,
    unit_id: UnitId,
    /// The roles that work.
    roles: Vec<Role>,
    /// Those that wait to be confirmed.
    waiting: Vec<Role>,
    told: Told,
}

/// Gives a member of staff other roles or another unit; 409 where nobody would administrate any more.
#[utoipa::path(post, path = "/staff/{id}/roles", tag = "organisation", params(("id" = StaffId, Path)),
    request_body = StaffChange, responses((status = OK, body = ChangedStaff), (status = "4XX", body = Problem)))]
pub async fn change(
    Path(id): Path<StaffId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(body): Json<StaffChange>,
) -> Result<Acted<ChangedStaff>> {
    if body.roles.is_empty() {
        return Err(Error::invalid("roles", Code::AdminRoleNeeded));
    }
    let changed = app.act_once(&by, &once, async |act| {
        let told = change_member(act, id, MemberChange { unit: body.unit_id, roles: body.roles }).await?;
        let now = people::position(act.tx, id).await?;
        let shown = ChangedStaff { id, unit_id: now.unit, roles: now.held, waiting: now.waiting, told };
        Ok(told.with(Acted(StatusCode::OK, "/staff".to_owned(), shown)))
    });
    Ok(changed.await?.wake(&app))
}
