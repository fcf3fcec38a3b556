//! What people do with referrals, in `/api/v1`.

use axum::extract::State;
use axum::http::StatusCode;
use entity::id::{ClientId, GroupId, ReferralId, StaffId};
use entity::referral as referrals;
use entity::state::{Channel, ReferralStatus, RejectCode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::reword::{add_to_referral, change_draft};
use super::submit::SentReferral;
use super::take_back::take_back_step;
use super::within_reach::{sent, settled, stepped};
use crate::access::once::Once;
use crate::access::{Act, Viewer, reach_referral};
use crate::app::App;
use crate::error::Result;
use crate::notify::Told;
use crate::referral::{
    self,
    api::{Accompany, Referral, shown},
};
use crate::web::api::{Acted, Created, Json, Path, Query, Versioned, nullable};
use crate::web::form::Form;
use crate::web::problem::Problem;

/// A new referral.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewReferral {
    client_id: ClientId,
    group_id: GroupId,
    #[schema(example = "Arki on yksinäistä", max_length = 5000)]
    reason: String,
    /// One to three goals of the client.
    #[serde(default)]
    #[schema(max_items = 3)]
    goals: Vec<String>,
    needs: Option<String>,
    /// Where the client heard of the group, the first channel first; `own_worker` when left out.
    #[serde(default)]
    channels: Vec<Channel>,
    accompany: Option<Accompany>,
    /// Whether it is only kept and not sent yet.
    #[serde(default)]
    draft: bool,
}

#[derive(Serialize)]
struct Flat<'a> {
    client_id: ClientId,
    group_id: GroupId,
    reason: &'a str,
    goals: &'a [String],
    needs: Option<&'a str>,
    channels: &'a [Channel],
    accompany: bool,
    accompany_by: Option<StaffId>,
    accompany_session: Option<i32>,
    draft: bool,
}

impl NewReferral {
    fn flat(&self) -> Flat<'_> {
        Flat {
            client_id: self.client_id,
            group_id: self.group_id,
            reason: &self.reason,
            goals: &self.goals,
            needs: self.needs.as_deref(),
            channels: &self.channels,
            accompany: self.accompany.is_some(),
            accompany_by: self.accompany.as_ref().map(|accompany| accompany.by_staff_id),
            accompany_session: self.accompany.as_ref().map(|accompany| accompany.session_number),
            draft: self.draft,
        }
    }
}

/// A step of a referral.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Transition {
    to: ReferralStatus,
    /// Needed for `rejected`.
    reason_code: Option<RejectCode>,
    /// What is asked, answered or explained; needed for `info_requested`.
    #[schema(max_length = 5000)]
    note: Option<String>,
    /// For `redirected`: the group that gets a new referral.
    redirect_to: Option<GroupId>,
    /// Why two clients who must not meet may be in one group.
    override_reason: Option<String>,
    /// Whether the client's needs were checked against the group's animals.
    animal_checked: Option<bool>,
}

/// A referral after a step.
#[derive(Debug, Serialize, ToSchema)]
pub struct SteppedReferral {
    #[serde(flatten)]
    referral: Referral,
    /// How many hear of the step, and of the place that it frees.
    told: Told,
}

/// Sends a referral. A second open one of the same client into the same group is 409.
#[utoipa::path(post, path = "/referrals", tag = "referrals", request_body = NewReferral,
    responses((status = CREATED, body = SteppedReferral), (status = "4XX", body = Problem)))]
pub async fn create(
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(new): Json<NewReferral>,
) -> Result<Created<SteppedReferral>> {
    let new = referral::read(&Form::default().overlay(&new.flat()), by.staff_id)?;
    let sent = async |act: Act<'_>| {
        let SentReferral { id, told } = sent(act, &by, new).await?;
        let referral = shown(act.tx, &by, referral::model(act.tx, id).await?).await?;
        Ok(told.with(Created(format!("/referrals/{id}"), SteppedReferral { referral, told })))
    };
    Ok(app.act_once(&by, &once, sent).await?.wake(&app))
}

/// What of a draft is to change; what is left out stays.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DraftPatch {
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<ClientId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group_id: Option<GroupId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 5000)]
    reason: Option<String>,
    /// One to three goals of the client.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 3)]
    goals: Option<Vec<String>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    needs: Option<Option<String>>,
    /// Where the client heard of the group, the first channel first.
    #[serde(skip_serializing)]
    channels: Option<Vec<Channel>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing)]
    accompany: Option<Option<Accompany>>,
}

#[derive(Serialize)]
struct FlatChannels<'a> {
    first_channel: Option<&'a Channel>,
    channels: &'a [Channel],
}

#[derive(Serialize)]
struct FlatAccompany {
    accompany: bool,
    accompany_by: Option<StaffId>,
    accompany_session: Option<i32>,
}

impl DraftPatch {
    /// The form of a draft with what is to change.
    fn over(&self, stands: &referrals::Model) -> Form {
        let mut form = referral::form(stands).overlay(self).set("draft", true);
        if let Some(channels) = &self.channels {
            form = form.overlay(&FlatChannels { first_channel: channels.first(), channels });
        }
        if let Some(accompany) = &self.accompany {
            form = form.overlay(&FlatAccompany {
                accompany: accompany.is_some(),
                accompany_by: accompany.as_ref().map(|one| one.by_staff_id),
                accompany_session: accompany.as_ref().map(|one| one.session_number),
            });
        }
        form
    }
}

/// Changes a draft, which a step to `submitted` sends; one that is sent is 409.
#[utoipa::path(patch, path = "/referrals/{id}", tag = "referrals", params(("id" = ReferralId, Path)),
    request_body = DraftPatch, responses((status = OK, body = Referral), (status = "4XX", body = Problem)))]
pub async fn update(
    Path(id): Path<ReferralId>,
    by: Viewer,
    State(app): State<App>,
    Json(patch): Json<DraftPatch>,
) -> Result<Versioned<Referral>> {
    app.act(&by, async |act| {
        let SentReferral { id, told: _ } =
            change_draft(act, &by, id, |stands| referral::read(&patch.over(stands), by.staff_id)).await?;
        Ok(Versioned(StatusCode::OK, shown(act.tx, &by, referral::model(act.tx, id).await?).await?))
    })
    .await
}

/// What is added to a referral.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct AddedWords {
    #[schema(max_length = 5000)]
    words: String,
}

/// Adds to a referral that is sent and not decided; the leader finds it among the tasks.
#[utoipa::path(post, path = "/referrals/{id}/notes", tag = "referrals", params(("id" = ReferralId, Path)),
    request_body = AddedWords, responses((status = OK, body = Referral), (status = "4XX", body = Problem)))]
pub async fn add(
    Path(id): Path<ReferralId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(added): Json<AddedWords>,
) -> Result<Acted<Referral>> {
    app.act_once(&by, &once, async |act| {
        add_to_referral(act, &by, id, &referral::read_note(&Form::default().overlay(&added))?).await?;
        let referral = shown(act.tx, &by, referral::model(act.tx, id).await?).await?;
        Ok(Acted(StatusCode::OK, format!("/referrals/{id}"), referral))
    })
    .await
}

/// Takes a step of a referral. A forbidden step is 409 and says which are allowed; so is confirming into a full group.
#[utoipa::path(post, path = "/referrals/{id}/transitions", tag = "referrals", params(("id" = ReferralId, Path)),
    request_body = Transition, responses((status = OK, body = SteppedReferral), (status = "4XX", body = Problem)))]
pub async fn transition(
    Path(id): Path<ReferralId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(transition): Json<Transition>,
) -> Result<Acted<SteppedReferral>> {
    let stepped = async |act: Act<'_>| {
        let told = stepped(act, &by, id, &Form::default().overlay(&transition)).await?;
        let referral = shown(act.tx, &by, referral::model(act.tx, id).await?).await?;
        Ok(told.with(Acted(StatusCode::OK, format!("/referrals/{id}"), SteppedReferral { referral, told })))
    };
    Ok(app.act_once(&by, &once, stepped).await?.wake(&app))
}

/// Which step is taken back.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TakenBack {
    /// The state in which the referral was seen.
    from: Option<ReferralStatus>,
}

/// Takes the last step of a referral back: it stands as it did before, while the place is free; who was offered a place
/// out of the queue is reviewed again. What can't be taken back any more, or stands otherwise than seen, is 409 and says
/// why.
#[utoipa::path(post, path = "/referrals/{id}/take-back", tag = "referrals",
    params(("id" = ReferralId, Path), TakenBack),
    responses((status = OK, body = SteppedReferral), (status = "4XX", body = Problem)))]
pub async fn take_back(
    Path(id): Path<ReferralId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Query(seen): Query<TakenBack>,
) -> Result<Acted<SteppedReferral>> {
    let taken = async |act: Act<'_>| {
        let told = take_back_step(act, &reach_referral(act, &by, id).await?, seen.from).await?;
        let referral = shown(act.tx, &by, referral::model(act.tx, id).await?).await?;
        Ok(told.with(Acted(StatusCode::OK, format!("/referrals/{id}"), SteppedReferral { referral, told })))
    };
    Ok(app.act_once(&by, &once, taken).await?.wake(&app))
}

/// What becomes of a referral whose group is not held.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Settlement {
    /// The group to which the client is sent on; left out, the referral is closed.
    redirect_to: Option<GroupId>,
    /// Whether the client waits there for a place at once, and nobody decides first.
    #[serde(default)]
    queues: bool,
}

/// Says what becomes of an open referral whose group was cancelled: the client is sent on, or the referral is closed.
#[utoipa::path(post, path = "/referrals/{id}/settle", tag = "referrals", params(("id" = ReferralId, Path)),
    request_body = Settlement, responses((status = OK, body = SteppedReferral), (status = "4XX", body = Problem)))]
pub async fn settle(
    Path(id): Path<ReferralId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(settlement): Json<Settlement>,
) -> Result<Acted<SteppedReferral>> {
    let settle = async |act: Act<'_>| {
        let told = settled(act, &by, id, &Form::default().overlay(&settlement)).await?;
        let referral = shown(act.tx, &by, referral::model(act.tx, id).await?).await?;
        Ok(told.with(Acted(StatusCode::OK, format!("/referrals/{id}"), SteppedReferral { referral, told })))
    };
    Ok(app.act_once(&by, &once, settle).await?.wake(&app))
}
