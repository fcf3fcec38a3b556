//! Participations in `/api/v1`.

use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{ClientId, GroupId, ParticipationId, ReferralId};
use entity::state::{Attrition, ParticipationStatus};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::reopen::read_reason;
use super::within_reach::{ended, read_end};
use super::{PlaceEnded, PlaceReopened, reopen_place};
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{Act, Viewer, reach_place, scope};
use crate::app::App;
use crate::audit;
use crate::enrolment::{self, Participant};
use crate::error::Result;
use crate::notify::Told;
use crate::web::api::{Acted, Json, Listing, Paging, Path, Query};
use crate::web::form::Form;
use crate::web::problem::Problem;

/// A client's place in a group.
#[derive(Debug, Serialize, ToSchema)]
pub struct Participation {
    id: ParticipationId,
    group_id: GroupId,
    client_id: ClientId,
    referral_id: Option<ReferralId>,
    status: ParticipationStatus,
    confirmed_at: DateTime<Utc>,
    /// The day of the first presence.
    started_on: Option<NaiveDate>,
    /// The day of the last presence for a drop-out, otherwise of the end.
    ended_on: Option<NaiveDate>,
    /// Whether somebody came along.
    accompanied: bool,
}

impl From<Participant> for Participation {
    fn from(row: Participant) -> Self {
        Self {
            id: row.id,
            group_id: row.group_id,
            client_id: row.client_id,
            referral_id: row.referral_id,
            status: row.status,
            confirmed_at: row.confirmed_at,
            started_on: row.started_on,
            ended_on: row.ended_on,
            accompanied: row.accompanied,
        }
    }
}

impl From<entity::participation::Model> for Participation {
    fn from(row: entity::participation::Model) -> Self {
        Self {
            id: row.id,
            group_id: row.group_id,
            client_id: row.client_id,
            referral_id: row.referral_id,
            status: row.status,
            confirmed_at: row.confirmed_at,
            started_on: row.started_on,
            ended_on: row.ended_on,
            accompanied: row.accompanied,
        }
    }
}

/// How a participation ends.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct EndOfParticipation {
    /// `completed`, `dropped_out`, `positive_exit`, `transferred` or `deceased`.
    reason: ParticipationStatus,
    /// The day; a drop-out counts from the last presence.
    on: NaiveDate,
    /// Why it was not carried through.
    attrition: Option<Attrition>,
    /// What the next worker should know.
    #[schema(max_length = 5000)]
    note: Option<String>,
    /// Whether the client gets a message of it.
    #[serde(default)]
    tell_client: bool,
}

/// Why a place is given back.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Reopening {
    /// Needed where the group is full by now: the place is one more than the group has.
    #[schema(max_length = 5000)]
    reason: Option<String>,
}

/// A place after its end.
#[derive(Debug, Serialize, ToSchema)]
pub struct EndedParticipation {
    #[serde(flatten)]
    participation: Participation,
    /// How many hear of it, and of the offer that it makes room for.
    told: Told,
}

/// The places of a group within reach: all of an own group, own clients of another.
#[utoipa::path(get, path = "/groups/{id}/participations", tag = "participations",
    params(("id" = GroupId, Path), Paging),
    responses((status = OK, body = Listing<Participation>), (status = "4XX", body = Problem)))]
pub async fn list(
    Path(id): Path<GroupId>,
    by: Viewer,
    State(app): State<App>,
    Query(paging): Query<Paging>,
) -> Result<axum::Json<Listing<Participation>>> {
    app.act(&by, async |act| {
        crate::referral::group_seen(act.tx, &by, id).await?;
        let reached = scope::participations(&by, Resource::Participation, Action::Read);
        let after = paging.cursor.map(ParticipationId);
        let rows = enrolment::participants_after(act.tx, &by, id, reached, after, paging.limit()? + 1).await?;
        let listing = paging.listing(rows.into_iter().map(Participation::from).collect(), |place| place.id.0)?;
        let clients: Vec<ClientId> = listing.items.iter().map(|place| place.client_id).collect();
        audit::seen_all(act, &clients, "participants").await?;
        Ok(listing)
    })
    .await
}

/// Ends a participation; the place goes to the first in the queue.
#[utoipa::path(post, path = "/participations/{id}/end", tag = "participations",
    params(("id" = ParticipationId, Path)), request_body = EndOfParticipation,
    responses((status = OK, body = EndedParticipation), (status = "4XX", body = Problem)))]
pub async fn end(
    Path(id): Path<ParticipationId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(body): Json<EndOfParticipation>,
) -> Result<Acted<EndedParticipation>> {
    let end = read_end(&Form::default().overlay(&body), app.day(app.clock.now()))?;
    let ended = async |act: Act<'_>| {
        let PlaceEnded { place, told, .. } = ended(act, &by, id, end).await?;
        let ended = EndedParticipation { participation: place.into(), told };
        Ok(told.with(Acted(StatusCode::OK, format!("/participations/{id}"), ended)))
    };
    Ok(app.act_once(&by, &once, ended).await?.wake(&app))
}

/// Gives a place back within thirty days of its end; one more than the group has only for a reason.
#[utoipa::path(post, path = "/participations/{id}/reopen", tag = "participations",
    params(("id" = ParticipationId, Path)), request_body = Reopening,
    responses((status = OK, body = Participation), (status = "4XX", body = Problem)))]
pub async fn reopen(
    Path(id): Path<ParticipationId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(body): Json<Reopening>,
) -> Result<Acted<Participation>> {
    let reason = read_reason(&Form::default().overlay(&body))?;
    app.act_once(&by, &once, async |act| {
        let place = reach_place(act, &by, id).await?;
        let PlaceReopened { place, told } = reopen_place(act, &place, reason).await?;
        Ok(told.with(Acted(StatusCode::OK, format!("/participations/{id}"), Participation::from(place))))
    })
    .await
    .map(|reopened| reopened.wake(&app))
}
