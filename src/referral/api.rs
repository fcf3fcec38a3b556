//! Referrals in `/api/v1`.

use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{ClientId, GroupId, OfferId, ParticipationId, ReferralId, StaffId};
use entity::referral;
use entity::state::{Channel, CloseReason, ParticipationStatus, ReferralSource, ReferralStatus, RejectCode};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::queries::{self, Hanging, Wanted};
use super::{rules, service};
use crate::access::Act;
use crate::access::Viewer;
use crate::app::App;
use crate::audit;
use crate::enrolment;
use crate::error::Result;
use crate::web::api::{Created, Json, Listing, Paging, Path, Query, Versioned};
use crate::web::form::Form;
use crate::web::problem::Problem;

/// A referral of one client into one group, with what came of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Referral {
    id: ReferralId,
    client_id: ClientId,
    group_id: GroupId,
    status: ReferralStatus,
    source: ReferralSource,
    referrer_id: Option<StaffId>,
    #[schema(example = "Arki on yksinäistä")]
    reason: String,
    goals: Vec<String>,
    /// Allergies, fears, mobility, language, transport.
    needs: Option<String>,
    /// Where the client heard of the group, the first channel first.
    channels: Vec<Channel>,
    accompany: Option<Accompany>,
    submitted_at: Option<DateTime<Utc>>,
    decided_at: Option<DateTime<Utc>>,
    reject_code: Option<RejectCode>,
    note: Option<String>,
    /// What the leader asks of the referrer.
    info_request: Option<String>,
    /// The group the client was sent on to.
    redirected_to_id: Option<GroupId>,
    closed_at: Option<DateTime<Utc>>,
    close_reason: Option<CloseReason>,
    /// The open offer.
    offer_id: Option<OfferId>,
    /// When the open offer lapses.
    offer_expires_at: Option<DateTime<Utc>>,
    /// The place in the queue, from 1.
    queue_place: Option<usize>,
    /// The participation that came of it.
    participation_id: Option<ParticipationId>,
    participation_status: Option<ParticipationStatus>,
    /// The day of the first visit.
    started_on: Option<NaiveDate>,
}

/// Who comes along.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Accompany {
    by_staff_id: StaffId,
    /// The session, 1 when left out.
    #[serde(default = "first")]
    #[schema(minimum = 1, default = 1)]
    session_number: i32,
}

const fn first() -> i32 {
    1
}

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

/// What the list is narrowed by.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// A state.
    status: Option<ReferralStatus>,
    /// A group.
    group_id: Option<GroupId>,
    /// A client.
    client_id: Option<ClientId>,
}

fn of(row: referral::Model, hanging: &Hanging, queue_place: Option<usize>) -> Referral {
    let offer = hanging.offers.iter().find(|offer| offer.0 == row.id);
    let place = hanging.places.iter().find(|place| place.0 == row.id);
    Referral {
        id: row.id,
        client_id: row.client_id,
        group_id: row.group_id,
        status: row.status,
        source: row.source,
        referrer_id: row.referrer_id,
        reason: row.reason,
        goals: row.goals.0,
        needs: row.needs,
        channels: row.channels.0,
        accompany: row
            .accompany_staff_id
            .map(|by| Accompany { by_staff_id: by, session_number: row.accompany_session.unwrap_or(1) }),
        submitted_at: row.submitted_at,
        decided_at: row.decided_at,
        reject_code: row.reject_code,
        note: row.note,
        info_request: row.info_request,
        redirected_to_id: row.redirected_to_id,
        closed_at: row.closed_at,
        close_reason: row.close_reason,
        offer_id: offer.map(|offer| offer.1),
        offer_expires_at: offer.map(|offer| offer.2),
        queue_place,
        participation_id: place.map(|place| place.1),
        participation_status: place.map(|place| place.2),
        started_on: place.and_then(|place| place.3),
    }
}

async fn told(db: &impl ConnectionTrait, row: referral::Model) -> Result<Referral> {
    let hanging = queries::hanging(db, &[row.id]).await?;
    let queue_place = enrolment::queue_place(db, (row.group_id, row.id)).await?;
    Ok(of(row, &hanging, queue_place))
}

/// Referrals within reach: a worker's clients, a leader's groups.
#[utoipa::path(get, path = "/referrals", tag = "referrals", params(Filter, Paging),
    responses((status = OK, body = Listing<Referral>), (status = "4XX", body = Problem)))]
pub async fn list(
    by: Viewer,
    State(app): State<App>,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> Result<axum::Json<Listing<Referral>>> {
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), app.clock.now());
    let wanted = Wanted { status: filter.status, group: filter.group_id, client: filter.client_id };
    let rows = queries::listing(&tx, &by, wanted, (paging.cursor.map(ReferralId), paging.limit()?)).await?;
    let ids: Vec<ReferralId> = rows.iter().map(|row| row.id).collect();
    let hanging = queries::hanging(&tx, &ids).await?;
    let turns = queries::turns(&tx, &ids).await?;
    let clients: Vec<ClientId> = rows.iter().map(|row| row.client_id).collect();
    audit::seen_all(act, &clients, "referrals").await?;
    tx.commit().await?;
    let items = rows.into_iter().map(|row| {
        let turn = turns.get(&row.id).copied();
        of(row, &hanging, turn)
    });
    paging.listing(items.collect(), |referral| referral.id.0)
}

/// Sends a referral. A second open one of the same client into the same group is 409.
#[utoipa::path(post, path = "/referrals", tag = "referrals", request_body = NewReferral,
    responses((status = CREATED, body = Referral), (status = "4XX", body = Problem)))]
pub async fn create(by: Viewer, State(app): State<App>, Json(new): Json<NewReferral>) -> Result<Created<Referral>> {
    let new = rules::read(&Form::default().overlay(&new.flat()), by.staff_id)?;
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), app.clock.now());
    queries::may_refer(&tx, &by, new.client).await?;
    queries::group_seen(&tx, &by, new.group).await?;
    let id = service::submit(act, new).await?;
    let referral = told(&tx, queries::model(&tx, id).await?).await?;
    tx.commit().await?;
    Ok(Created(format!("/referrals/{id}"), referral))
}

/// One referral with what came of it.
#[utoipa::path(get, path = "/referrals/{id}", tag = "referrals", params(("id" = ReferralId, Path)),
    responses((status = OK, body = Referral), (status = "4XX", body = Problem)))]
pub async fn show(Path(id): Path<ReferralId>, by: Viewer, State(app): State<App>) -> Result<Versioned<Referral>> {
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), app.clock.now());
    let row = queries::one(&tx, &by, id).await?;
    audit::seen(act, row.client_id, "referral").await?;
    let referral = told(&tx, row).await?;
    tx.commit().await?;
    Ok(Versioned(StatusCode::OK, referral))
}

/// Takes a step of a referral. A forbidden step is 409 and says which are allowed; so is confirming into a full group.
#[utoipa::path(post, path = "/referrals/{id}/transitions", tag = "referrals", params(("id" = ReferralId, Path)),
    request_body = Transition, responses((status = OK, body = Referral), (status = "4XX", body = Problem)))]
pub async fn transition(
    Path(id): Path<ReferralId>,
    by: Viewer,
    State(app): State<App>,
    Json(transition): Json<Transition>,
) -> Result<Versioned<Referral>> {
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), app.clock.now());
    let reach = queries::reach(&tx, &by, id).await?;
    let step = rules::read_step(&Form::default().overlay(&transition), reach.side)?;
    if let Some(to) = step.redirect_to {
        queries::group_seen(&tx, &by, to).await?;
    }
    service::step(act, (id, step)).await?;
    let referral = told(&tx, queries::model(&tx, id).await?).await?;
    tx.commit().await?;
    Ok(Versioned(StatusCode::OK, referral))
}
