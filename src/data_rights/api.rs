//! The client's rights in `/api/v1`.

use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use entity::id::{AccessId, ClientId};
use entity::state::{ActorKind, ErasureGround, RefusalGround};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answers::{Answering, erase_answered, refuse_answered};
use super::{export, queries};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::app::App;
use crate::audit;
use crate::error::Result;
use crate::notify::Told;
use crate::people::client::merged_ids;
use crate::web::api::{Acted, Json, Listing, Paging, Path, Query};
use crate::web::problem::Problem;

/// One view of a client's data.
#[derive(Debug, Serialize, ToSchema)]
pub struct Access {
    id: AccessId,
    at: DateTime<Utc>,
    actor_kind: ActorKind,
    /// The staff member's name.
    staff: Option<String>,
    /// What was seen.
    #[schema(example = "client.record")]
    what: String,
    /// Why, where a reason was asked.
    reason: Option<String>,
}

/// Who has looked at a client's data, the newest view first.
#[utoipa::path(get, path = "/clients/{id}/access-log", tag = "clients", params(("id" = ClientId, Path), Paging),
    responses((status = OK, body = Listing<Access>), (status = "4XX", body = Problem)))]
pub async fn access_log(
    Path(id): Path<ClientId>,
    by: Viewer,
    State(app): State<App>,
    Query(paging): Query<Paging>,
) -> Result<axum::Json<Listing<Access>>> {
    let rows = app
        .act(&by, async |act| {
            let id = queries::one(act.tx, &by, id).await?.id;
            let (ids, after) = (merged_ids(act.tx, id).await?, paging.cursor.map(AccessId));
            let rows = audit::part_of_accesses(act.tx, &ids, after, paging.limit()?).await?;
            audit::seen(act, id, "client.log").await?;
            Ok(rows)
        })
        .await?;
    let each = |row: audit::AccessEntry| Access {
        id: row.id,
        at: row.at,
        actor_kind: row.actor_kind,
        staff: row.staff_name,
        what: row.what,
        reason: row.reason,
    };
    paging.listing(rows.into_iter().map(each).collect(), |access| access.id.0)
}

/// Everything held on a client.
#[utoipa::path(get, path = "/clients/{id}/export", tag = "clients", params(("id" = ClientId, Path)),
    responses((status = OK, body = serde_json::Value), (status = "4XX", body = Problem)))]
pub async fn export(
    Path(id): Path<ClientId>,
    by: Viewer,
    State(app): State<App>,
) -> Result<axum::Json<serde_json::Value>> {
    let held = app
        .act(&by, async |act| {
            let client = queries::one(act.tx, &by, id).await?;
            audit::seen(act, client.id, "client.export").await?;
            export::export(act.tx, client).await
        })
        .await?;
    Ok(axum::Json(held))
}

/// Why a client's data are not erased.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ErasureRefusal {
    ground: RefusalGround,
}

/// Who hears that no data are erased.
#[derive(Debug, Serialize, ToSchema)]
pub struct RefusedErasure {
    told: Told,
}

/// Tells a client who asked for it that no data are erased, and why.
#[utoipa::path(post, path = "/clients/{id}/erasure-refusal", tag = "clients", params(("id" = ClientId, Path)),
    request_body = ErasureRefusal, responses((status = OK, body = RefusedErasure), (status = "4XX", body = Problem)))]
pub async fn refuse_erasure(
    Path(id): Path<ClientId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(body): Json<ErasureRefusal>,
) -> Result<Acted<RefusedErasure>> {
    let answering = Answering { app: &app, by: &by, once: &once, client: id };
    let read = format!("/clients/{id}/access-log");
    let say = |told: Told| told.with(Acted(StatusCode::OK, read.clone(), RefusedErasure { told }));
    refuse_answered(answering, body.ground, say).await
}

/// Erases a client who asked for it, and tells the client so; 409 while the client holds a place or waits for one.
#[utoipa::path(post, path = "/clients/{id}/erasure", tag = "clients", params(("id" = ClientId, Path)),
    responses((status = NO_CONTENT), (status = "4XX", body = Problem)))]
pub async fn erase(Path(id): Path<ClientId>, by: Viewer, once: Once, State(app): State<App>) -> Result<StatusCode> {
    let answering = Answering { app: &app, by: &by, once: &once, client: id };
    erase_answered(answering, ErasureGround::Asked, |told| told.with(StatusCode::NO_CONTENT)).await
}
