//! The change of a client, and what a death ends: places, referrals, messages, tasks.

mod api;
mod routes;

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::ClientId;
use entity::state::ParticipationStatus;
use sea_orm::DatabaseTransaction;

pub use routes::routes;

use crate::access::Actor;
use crate::enrolment::End;
use crate::error::Result;
use crate::{enrolment, message, referral, task};

/// Ends everything of a client who has died, without a message to anyone; the places are offered on.
///
/// Private links are revoked with the day of death itself, and calendar feeds of the dead are not served.
pub async fn client_deceased(
    tx: &DatabaseTransaction,
    who: Actor,
    now: DateTime<Utc>,
    (client, on): (ClientId, NaiveDate),
) -> Result<()> {
    let held = enrolment::held_by(tx, client).await?;
    for place in &held {
        let end = End { reason: ParticipationStatus::Deceased, on, attrition: None, note: None };
        enrolment::end(tx, who, now, (place.id, end)).await?;
    }
    referral::close_client(tx, who, now, client).await?;
    message::cancel_for_client(tx, now, client).await?;
    for place in held {
        referral::fill(tx, now, place.group_id).await?;
    }
    task::done_for_client(tx, now, client).await
}
