//! What attendance makes of referrals: closed by a first presence, open again when it was marked by mistake.

use chrono::{DateTime, Utc};
use entity::id::{ClientId, ParticipationId, ReferralId};
use entity::state::CloseReason;
use entity::{participation, referral};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use crate::access::Act;
use crate::audit::{self, Change};
use crate::enrolment;
use crate::error::Result;

/// Makes places say what their clients' marks say now, and states their referrals anew: closed as started from the
/// first presence on, open again when a correction leaves none, no start when the place has ended without any.
pub async fn by_marks(act: Act<'_>, ids: &[ParticipationId]) -> Result<()> {
    let places = enrolment::by_marks(act, ids).await?;
    let of = |like: &dyn Fn(&participation::Model) -> bool| -> Vec<ReferralId> {
        places.iter().filter(|place| like(place)).filter_map(|place| place.referral_id).collect()
    };
    let closed_as = |reason: CloseReason| referral::Column::CloseReason.eq(reason);
    let open = Condition::any().add(referral::Column::ClosedAt.is_null());
    let begun = (of(&|place| place.started_on.is_some()), open.add(closed_as(CloseReason::NoStart)));
    restate(act, begun, Some(CloseReason::Started)).await?;
    let ended = |place: &participation::Model| place.started_on.is_none() && !place.active;
    let never = (of(&ended), Condition::any().add(closed_as(CloseReason::Started)));
    restate(act, never, Some(CloseReason::NoStart)).await?;
    let awaited = |place: &participation::Model| place.started_on.is_none() && place.active;
    let again = (of(&awaited), Condition::any().add(closed_as(CloseReason::Started)));
    restate(act, again, None).await
}

/// Closes those of the referrals that stand as `like` says for a reason, or opens them again for none.
async fn restate(act: Act<'_>, (ids, like): (Vec<ReferralId>, Condition), reason: Option<CloseReason>) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let find = referral::Entity::find().filter(referral::COLUMN.id.is_in(ids)).filter(like);
    let find = find.select_only().columns([referral::Column::Id, referral::Column::ClientId]);
    let found: Vec<(ReferralId, ClientId)> = find.into_tuple().all(act.tx).await?;
    if found.is_empty() {
        return Ok(());
    }
    let closed_at = match reason {
        Some(_) => Expr::col(referral::Column::ClosedAt).if_null(act.now),
        None => Expr::value(Option::<DateTime<Utc>>::None),
    };
    referral::Entity::update_many()
        .col_expr(referral::Column::ClosedAt, closed_at)
        .col_expr(referral::Column::CloseReason, Expr::value(reason))
        .col_expr(referral::Column::UpdatedAt, Expr::value(act.now))
        .filter(referral::COLUMN.id.is_in(found.iter().map(|(id, _)| *id)))
        .exec(act.tx)
        .await?;
    let change = |(id, client): (ReferralId, ClientId)| match reason {
        Some(reason) => {
            Change::of("referral.closed", "referral", id).client(client).details(json!({"reason": reason.code()}))
        }
        None => Change::of("referral.reopened", "referral", id).client(client),
    };
    audit::changed_all(act, found.into_iter().map(change).collect()).await
}
