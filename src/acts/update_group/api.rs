//! The change of a group's plan in `/api/v1`.

use axum::extract::State;
use axum::http::HeaderMap;
use entity::id::GroupId;
use serde::Serialize;
use utoipa::ToSchema;

use super::update_group;
use crate::access::rights::Resource;
use crate::access::{Viewer, reach_group};
use crate::app::App;
use crate::error::Result;
use crate::notify::Told;
use crate::programme;
use crate::programme::api::{Group, GroupFields, of_leaders};
use crate::web::api::{Json, Path, Tagged, check_if_match, etag};
use crate::web::problem::Problem;

/// A group after its change.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangedGroup {
    #[serde(flatten)]
    group: Group,
    told: Told,
}

/// Changes a group; honours `If-Match`. More hours or money than were approved wait as its `pending_change`, and what was
/// approved set again takes that back; a new venue moves the coming sessions.
#[utoipa::path(patch, path = "/groups/{id}", tag = "groups", params(("id" = GroupId, Path)),
    request_body = GroupFields, responses((status = OK, body = ChangedGroup), (status = "4XX", body = Problem)))]
pub async fn update(
    Path(id): Path<GroupId>,
    by: Viewer,
    State(app): State<App>,
    headers: HeaderMap,
    Json(patch): Json<GroupFields>,
) -> Result<Tagged<ChangedGroup>> {
    let changed = app.act(&by, async |act| {
        let reached = reach_group(act, &by, Resource::Group, id).await?;
        let current = programme::group_row(act.tx, &by, id).await?;
        let form = programme::group_form(&current);
        check_if_match(&headers, &Group::from(current))?;
        let input = programme::read_group(&patch.over(form))?;
        let told = update_group(act, &reached, input).await.map_err(of_leaders)?;
        programme::within_reach(act.tx, &by, id).await?;
        let group = Group::from(programme::group_row(act.tx, &by, id).await?);
        Ok(told.with(Tagged(etag(&group), ChangedGroup { group, told })))
    });
    Ok(changed.await?.wake(&app))
}
