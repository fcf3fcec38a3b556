//! The intake of a group in `/api/v1`.

use axum::extract::State;
use axum::http::StatusCode;
use entity::id::GroupId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::change_intake;
use crate::access::once::Once;
use crate::access::rights::Resource;
use crate::access::{Viewer, reach_group};
use crate::app::App;
use crate::error::Result;
use crate::notify::Told;
use crate::programme;
use crate::programme::api::Group;
use crate::web::api::{Acted, Json, Path};
use crate::web::problem::Problem;

/// Whether a group takes people in for now.
#[derive(Debug, Deserialize, ToSchema)]
pub struct IntakeState {
    /// Whether nobody is taken in.
    closed: bool,
}

/// A group after its intake was closed or opened.
#[derive(Debug, Serialize, ToSchema)]
pub struct IntakeChanged {
    #[serde(flatten)]
    group: Group,
    told: Told,
}

/// Closes the intake of a group for now, or opens it again: nobody is referred or offered a place meanwhile, offers that were
/// made stand, and the queue stays.
#[utoipa::path(post, path = "/groups/{id}/intake", tag = "groups", params(("id" = GroupId, Path)),
    request_body = IntakeState, responses((status = OK, body = IntakeChanged), (status = "4XX", body = Problem)))]
pub async fn set(
    Path(id): Path<GroupId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(state): Json<IntakeState>,
) -> Result<Acted<IntakeChanged>> {
    let changed = app.act_once(&by, &once, async |act| {
        let group = reach_group(act, &by, Resource::Group, id).await?;
        let told = change_intake(act, &group, state.closed).await?;
        let group = programme::group_row(act.tx, &by, id).await?.into();
        Ok(told.with(Acted(StatusCode::OK, format!("/groups/{id}"), IntakeChanged { group, told })))
    });
    Ok(changed.await?.wake(&app))
}
