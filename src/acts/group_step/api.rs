//! The steps of a group's life, in `/api/v1`.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use entity::id::{GroupId, ReferralId};
use entity::state::{CancelCode, GroupStatus};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::fates::field_of;
use super::steps::stepped;
use crate::access::Viewer;
use crate::access::once::Once;
use crate::app::App;
use crate::error::Result;
use crate::notify::Told;
use crate::programme;
use crate::programme::api::Group;
use crate::web::api::{Acted, Json, Path};
use crate::web::form::Form;
use crate::web::problem::Problem;

/// A step of a group's life.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct GroupStep {
    to: GroupStatus,
    /// Why; needed to send a plan back, and to run a group with fewer clients than its minimum.
    #[schema(max_length = 5000)]
    reason: Option<String>,
    /// Why, as a code; needed to cancel, unless `reason` is given.
    code: Option<CancelCode>,
    /// What becomes of the open referrals of a cancelled group: `helper`, `redirect:` or `waitlist:` with a group's id;
    /// left out, whoever helps each client is asked.
    #[schema(example = "helper", max_length = 60)]
    then: Option<String>,
    /// What becomes of single referrals instead, by their ids.
    #[serde(default, skip_serializing)]
    then_of: BTreeMap<ReferralId, String>,
}

impl GroupStep {
    /// The form that says the same.
    fn form(&self) -> Form {
        let form = Form::default().overlay(self);
        self.then_of.iter().fold(form, |form, (id, then)| form.set(&field_of(*id), then))
    }
}

/// A group after a step.
#[derive(Debug, Serialize, ToSchema)]
pub struct SteppedGroup {
    #[serde(flatten)]
    group: Group,
    told: Told,
}

/// Takes a step of a group's life; a forbidden step is 409 and says which are allowed. `running`, within two minutes of an end
/// before the last session, takes that end back.
#[utoipa::path(post, path = "/groups/{id}/transitions", tag = "groups", params(("id" = GroupId, Path)),
    request_body = GroupStep, responses((status = OK, body = SteppedGroup), (status = "4XX", body = Problem)))]
pub async fn step(
    Path(id): Path<GroupId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(body): Json<GroupStep>,
) -> Result<Acted<SteppedGroup>> {
    let stepped = app.act_once(&by, &once, async |act| {
        let told = stepped(act, &by, id, &body.form()).await?.told;
        let group = programme::group_row(act.tx, &by, id).await?.into();
        Ok(told.with(Acted(StatusCode::OK, format!("/groups/{id}"), SteppedGroup { group, told })))
    });
    Ok(stepped.await?.wake(&app))
}
