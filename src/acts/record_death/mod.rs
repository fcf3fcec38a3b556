//! The change of a client, and what a death ends: places, referrals, messages, tasks.

mod api;
mod routes;

use chrono::NaiveDate;
use entity::id::ClientId;
use entity::state::ParticipationStatus;

pub use routes::routes;

use crate::access::Act;
use crate::enrolment::End;
use crate::error::Result;
use crate::{enrolment, message, referral, task};

/// Ends everything of a client who has died, without a message to anyone; the places are offered on.
///
/// Private links are revoked with the day of death itself, and calendar feeds of the dead are not served.
pub async fn client_deceased(act: Act<'_>, (client, on): (ClientId, NaiveDate)) -> Result<()> {
    let held = enrolment::held_by(act.tx, client).await?;
    for place in &held {
        let end = End { reason: ParticipationStatus::Deceased, on, attrition: None, note: None };
        enrolment::end(act, (place.id, end)).await?;
    }
    referral::close_client(act, client).await?;
    message::cancel_for_client(act, client).await?;
    for place in held {
        referral::fill(act, place.group_id).await?;
    }
    task::done_for_client(act, client).await
}
