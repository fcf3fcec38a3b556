//! The merge of two groups in `/api/v1`.

use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use entity::id::GroupId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::queries::{self, RoomyGroup};
use super::{merge_groups, unmerge_groups};
use crate::access::once::Once;
use crate::access::rights::Resource;
use crate::access::{Act, Viewer};
use crate::app::App;
use crate::error::Result;
use crate::merge::Merging;
use crate::notify::{Telling, Told};
use crate::programme;
use crate::programme::api::Group;
use crate::web::api::{Acted, Json, Path};
use crate::web::problem::Problem;

/// A group with which another can be merged.
#[derive(Debug, Serialize, ToSchema)]
pub struct MergeOption {
    id: GroupId,
    code: String,
    name: String,
    starts_at: Option<DateTime<Utc>>,
    /// Places neither taken nor offered.
    places_left: i64,
}

impl From<RoomyGroup> for MergeOption {
    fn from(candidate: RoomyGroup) -> Self {
        let RoomyGroup { group, places, .. } = candidate;
        let places_left = places.free();
        Self { id: group.id, code: group.code, name: group.name, starts_at: group.starts_at, places_left }
    }
}

/// Into which group another is merged.
#[derive(Debug, Deserialize, ToSchema)]
pub struct GroupMerge {
    /// The group to which those are asked who have a place in the other.
    kept: GroupId,
}

/// The group that is given up, or stands again.
#[derive(Debug, Serialize, ToSchema)]
pub struct MergedGroup {
    #[serde(flatten)]
    group: Group,
    told: Told,
}

/// The groups with which a group can be merged: of its kind and season, with room, within the caller's reach.
#[utoipa::path(get, path = "/groups/{id}/merge", tag = "groups", params(("id" = GroupId, Path)),
    responses((status = OK, body = Vec<MergeOption>), (status = "4XX", body = Problem)))]
pub async fn candidates(
    Path(id): Path<GroupId>,
    by: Viewer,
    State(app): State<App>,
) -> Result<axum::Json<Vec<MergeOption>>> {
    let db = app.db.read();
    let group = programme::writable(db, &by, Resource::Group, id).await?;
    let found = queries::candidates(db, &by, &group, app.clock.now()).await?;
    Ok(axum::Json(found.into_iter().map(MergeOption::from).collect()))
}

/// Gives a group up for another: who has a place is asked to come there, and the others are as after a cancellation.
#[utoipa::path(post, path = "/groups/{id}/merge", tag = "groups", params(("id" = GroupId, Path)),
    request_body = GroupMerge, responses((status = OK, body = MergedGroup), (status = "4XX", body = Problem)))]
pub async fn merge(
    Path(id): Path<GroupId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(asked): Json<GroupMerge>,
) -> Result<Acted<MergedGroup>> {
    let done = app.act_once(&by, &once, async |act| {
        let told = merge_groups(act, &by, Merging { ended: id, kept: asked.kept }).await?;
        answer(act, &by, id, told).await
    });
    Ok(done.await?.wake(&app))
}

/// Takes a merge back, as long as nobody has answered: both groups are as before.
#[utoipa::path(post, path = "/groups/{id}/merge/undo", tag = "groups", params(("id" = GroupId, Path)),
    responses((status = OK, body = MergedGroup), (status = "4XX", body = Problem)))]
pub async fn unmerge(
    Path(id): Path<GroupId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
) -> Result<Acted<MergedGroup>> {
    let done = app.act_once(&by, &once, async |act| {
        let told = unmerge_groups(act, &by, id).await?;
        answer(act, &by, id, told).await
    });
    Ok(done.await?.wake(&app))
}

async fn answer(act: Act<'_>, by: &Viewer, id: GroupId, told: Told) -> Result<Telling<Acted<MergedGroup>>> {
    let group = programme::group_row(act.tx, by, id).await?.into();
    Ok(told.with(Acted(StatusCode::OK, format!("/groups/{id}"), MergedGroup { group, told })))
}
