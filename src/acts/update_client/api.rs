//! The change of a client, in `/api/v1`.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use entity::id::ClientId;

use super::update_client;
use crate::access::{Viewer, reach_client};
use crate::app::App;
use crate::error::Result;
use crate::people::client::api::{Client, ClientPatch, patched};
use crate::web::api::{Json, Path, Versioned, check_if_match};
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
    let updated = app.act(&by, async |act| {
        let row = reach_client(act, &by, id).await?;
        check_if_match(&headers, &Client::reached(&by, &row))?;
        let input = patched(&row, &body, act.today())?;
        let told = update_client(act, row, input).await?;
        Ok(told.with(Client::written(act, &by, id).await?))
    });
    Ok(Versioned(StatusCode::OK, updated.await?.wake(&app)))
}
