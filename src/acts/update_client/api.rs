//! The change of a client, in `/api/v1`.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use entity::id::ClientId;

use super::{ClientUpdate, renew_links, update_client};
use crate::access::once::Once;
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
        let told = update_client(act, row, ClientUpdate { input, old_is_elsewhere: false }).await?;
        Ok(told.with(Client::written(act, &by, id).await?))
    });
    Ok(Versioned(StatusCode::OK, updated.await?.wake(&app)))
}

/// Ends every link and calendar of a client whose telephone or link somebody else may hold; a new link goes out by the
/// client's own way.
#[utoipa::path(post, path = "/clients/{id}/links/renew", tag = "clients", params(("id" = ClientId, Path)),
    responses((status = NO_CONTENT), (status = "4XX", body = Problem)))]
pub async fn renew(Path(id): Path<ClientId>, by: Viewer, State(app): State<App>, once: Once) -> Result<StatusCode> {
    let renewed = app.act_once(&by, &once, async |act| {
        let row = reach_client(act, &by, id).await?;
        Ok(renew_links(act, &row).await?.with(StatusCode::NO_CONTENT))
    });
    Ok(renewed.await?.wake(&app))
}
