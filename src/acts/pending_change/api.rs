//! What waits to be approved, in `/api/v1`.

use axum::extract::State;
use axum::http::StatusCode;
use entity::id::ApprovalId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::send_back::read_reason;
use super::{approve_change, return_change, withdraw_change};
use crate::access::once::Once;
use crate::access::{Act, Viewer};
use crate::app::App;
use crate::error::Result;
use crate::notify::Told;
use crate::programme;
use crate::programme::api::Group;
use crate::web::api::{Acted, Json, Path};
use crate::web::form::Form;
use crate::web::problem::Problem;

/// Whether a change stands as it is by now.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Approval {
    /// Even where it runs into something by now, or some of its dates have passed.
    #[serde(default)]
    anyway: bool,
}

/// Why a change is sent back.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct SentBack {
    #[schema(max_length = 5000)]
    reason: String,
}

/// A group after a decision on what waited beside it.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecidedGroup {
    #[serde(flatten)]
    group: Group,
    told: Told,
}

async fn decided(act: Act<'_>, by: &Viewer, id: ApprovalId, told: Told) -> Result<Acted<DecidedGroup>> {
    let group = programme::group_of_change(act.tx, id).await?;
    let row = programme::group_row(act.tx, by, group).await?;
    Ok(Acted(StatusCode::OK, format!("/groups/{group}"), DecidedGroup { group: row.into(), told }))
}

/// Approves a group's `pending_change` and does it; 409 when it waits no more or all of its dates have passed.
#[utoipa::path(post, path = "/pending-changes/{id}/approve", tag = "groups", params(("id" = ApprovalId, Path)),
    request_body = Approval, responses((status = OK, body = DecidedGroup), (status = "4XX", body = Problem)))]
pub async fn approve(
    Path(id): Path<ApprovalId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(body): Json<Approval>,
) -> Result<Acted<DecidedGroup>> {
    let approved = app.act_once(&by, &once, async |act| {
        let told = approve_change(act, &by, id, body.anyway).await?;
        Ok(told.with(decided(act, &by, id, told).await?))
    });
    Ok(approved.await?.wake(&app))
}

/// Sends a group's `pending_change` back to whoever asked for it.
#[utoipa::path(post, path = "/pending-changes/{id}/return", tag = "groups", params(("id" = ApprovalId, Path)),
    request_body = SentBack, responses((status = OK, body = DecidedGroup), (status = "4XX", body = Problem)))]
pub async fn send_back(
    Path(id): Path<ApprovalId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(body): Json<SentBack>,
) -> Result<Acted<DecidedGroup>> {
    app.act_once(&by, &once, async |act| {
        let told = return_change(act, &by, id, &read_reason(&Form::default().overlay(&body))?).await?;
        decided(act, &by, id, told).await
    })
    .await
}

/// Takes a group's `pending_change` back.
#[utoipa::path(post, path = "/pending-changes/{id}/withdraw", tag = "groups", params(("id" = ApprovalId, Path)),
    responses((status = OK, body = DecidedGroup), (status = "4XX", body = Problem)))]
pub async fn withdraw(
    Path(id): Path<ApprovalId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
) -> Result<Acted<DecidedGroup>> {
    app.act_once(&by, &once, async |act| {
        withdraw_change(act, &by, id).await?;
        decided(act, &by, id, Told::default()).await
    })
    .await
}
