//! Referrals in `/api/v1`.

use std::collections::HashSet;
use std::slice;

use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{ClientId, GroupId, OfferId, ParticipationId, ReferralId, StaffId};
use entity::referral;
use entity::state::{Channel, CloseReason, ParticipationStatus, ReferralSource, ReferralStatus, RejectCode};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::queries::{self, Hanging, ReferralCriteria};
use crate::access::Viewer;
use crate::app::App;
use crate::audit;
use crate::enrolment;
use crate::error::Result;
use crate::people::client;
use crate::web::api::{Listing, Paging, Path, Query, Versioned};
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
    /// By when the open offer is to be answered; unknown until its client was told.
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
    /// The staff member.
    pub by_staff_id: StaffId,
    /// The session, 1 when left out.
    #[serde(default = "first")]
    #[schema(minimum = 1, default = 1)]
    pub session_number: i32,
}

const fn first() -> i32 {
    1
}

/// What the list is narrowed by.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReferralQuery {
    /// A state.
    status: Option<ReferralStatus>,
    /// A group.
    group_id: Option<GroupId>,
    /// A client.
    client_id: Option<ClientId>,
}

/// What hangs on referrals, and whose clients the caller still needs to know.
struct KnownReferrals {
    hanging: Hanging,
    reached: HashSet<ClientId>,
}

impl KnownReferrals {
    async fn of(db: &impl ConnectionTrait, by: &Viewer, rows: &[referral::Model]) -> Result<Self> {
        let ids: Vec<ReferralId> = rows.iter().map(|row| row.id).collect();
        let hanging = queries::hanging(db, &ids).await?;
        Ok(Self { hanging, reached: client::reached(db, by, rows.iter().map(|row| row.client_id)).await? })
    }
}

fn of(
    row: referral::Model,
    KnownReferrals { hanging, reached }: &KnownReferrals,
    queue_place: Option<usize>,
) -> Referral {
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
        needs: row.needs.filter(|_| reached.contains(&row.client_id)),
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
        offer_expires_at: offer.and_then(|offer| offer.2),
        queue_place,
        participation_id: place.map(|place| place.1),
        participation_status: place.map(|place| place.2),
        started_on: place.and_then(|place| place.3),
    }
}

/// A referral as a caller reads it.
pub async fn shown(db: &impl ConnectionTrait, by: &Viewer, row: referral::Model) -> Result<Referral> {
    let known = KnownReferrals::of(db, by, slice::from_ref(&row)).await?;
    let queue_place = enrolment::queue_place(db, row.group_id, row.id).await?;
    Ok(of(row, &known, queue_place))
}

/// Referrals within reach: a worker's clients, a leader's groups.
#[utoipa::path(get, path = "/referrals", tag = "referrals", params(ReferralQuery, Paging),
    responses((status = OK, body = Listing<Referral>), (status = "4XX", body = Problem)))]
pub async fn list(
    by: Viewer,
    State(app): State<App>,
    Query(filter): Query<ReferralQuery>,
    Query(paging): Query<Paging>,
) -> Result<axum::Json<Listing<Referral>>> {
    let (rows, known, turns) = app
        .act(&by, async |act| {
            let wanted = ReferralCriteria { status: filter.status, group: filter.group_id, client: filter.client_id };
            let rows = queries::listing(act.tx, &by, wanted, paging.cursor.map(ReferralId), paging.limit()?).await?;
            let known = KnownReferrals::of(act.tx, &by, &rows).await?;
            let ids: Vec<ReferralId> = rows.iter().map(|row| row.id).collect();
            let turns = queries::turns(act.tx, &ids).await?;
            let clients: Vec<ClientId> = rows.iter().map(|row| row.client_id).collect();
            audit::seen_all(act, &clients, "referrals").await?;
            Ok((rows, known, turns))
        })
        .await?;
    let items = rows.into_iter().map(|row| {
        let turn = turns.get(&row.id).copied();
        of(row, &known, turn)
    });
    paging.listing(items.collect(), |referral| referral.id.0)
}

/// One referral with what came of it.
#[utoipa::path(get, path = "/referrals/{id}", tag = "referrals", params(("id" = ReferralId, Path)),
    responses((status = OK, body = Referral), (status = "4XX", body = Problem)))]
pub async fn show(Path(id): Path<ReferralId>, by: Viewer, State(app): State<App>) -> Result<Versioned<Referral>> {
    let referral = app
        .act(&by, async |act| {
            let row = queries::one(act.tx, &by, id).await?;
            audit::seen(act, row.client_id, "referral").await?;
            shown(act.tx, &by, row).await
        })
        .await?;
    Ok(Versioned(StatusCode::OK, referral))
}
