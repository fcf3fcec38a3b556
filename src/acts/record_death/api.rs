//! The change of a client, in `/api/v1`.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use entity::id::ClientId;

use super::record_death;
use crate::access::Viewer;
use crate::app::App;
use crate::error::Result;
use crate::people::client::api::{Client, ClientPatch, patch};
use crate::web::api::{Json, Path, Versioned};
use crate::web::problem::Problem;

/// Changes a client; honours `If-Match`. A day of death ends places, referrals and messages.
#[utoipa::path(patch, path = "/clients/{id}", tag = "clients", params(("id" = ClientId, Path)), request_body = ClientPatch,
    responses((status = OK, body = Client), (status = "4XX", body = Problem)))]
pub async fn update(
    Path(id): Path<ClientId>,
    by: Viewer,
    State(app): State<App>,
    headers: HeaderMap,
    Json(body): Json<ClientPatch>,
) -> Result<Versioned<Client>> {
    let client = app
        .act(&by, async |act| {
            let (client, died_on) = patch(act, &by, id, &headers, &body).await?;
            if let Some(on) = died_on {
                record_death(act, id, on).await?;
            }
            Ok(client)
        })
        .await?;
    Ok(Versioned(StatusCode::OK, client))
}
