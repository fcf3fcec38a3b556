//! What a death ends, and an erasure that is done again.

use chrono::NaiveDate;
use entity::id::ClientId;
use entity::state::{CloseReason, ParticipationStatus};

use crate::access::{Act, lock_group};
use crate::acts::follow_end::{EndHeardBy, follow_end};
use crate::acts::lock_groups::lock_groups_of;
use crate::acts::referral_steps::close_referral;
use crate::enrolment::PlaceEnd;
use crate::error::Result;
use crate::message::Waiting;
use crate::{enrolment, message, referral, task};

/// Ends everything of a client who has died, without a message to anyone. The places go on with the next run of the job
/// that offers them, once the time of undo is over.
///
/// Private links are revoked with the day of death itself, and calendar feeds of the dead are not served.
pub async fn record_death(act: Act<'_>, client: ClientId, on: NaiveDate) -> Result<()> {
    end_everything(act, client, on, ParticipationStatus::Deceased).await
}

/// Ends everything of a client on a day and for a reason, without a message to the client.
pub async fn end_everything(act: Act<'_>, client: ClientId, on: NaiveDate, reason: ParticipationStatus) -> Result<()> {
    lock_groups_of(act, &[client]).await?;
    let held = enrolment::held_by(act.tx, client).await?;
    for place in held {
        let group = lock_group(act, place.group_id).await?;
        let end = PlaceEnd { reason, on, attrition: None, note: None };
        let _nobody =
            follow_end(act, &enrolment::set_end(act, &group, place.id, end).await?, EndHeardBy::Nobody).await?;
    }
    close_referrals_of(act, client).await?;
    message::withdraw(act, Waiting::ToClient(client)).await?;
    task::done_for_client(act, client).await
}

/// Closes every open referral of a client, without a message to anyone.
pub async fn close_referrals_of(act: Act<'_>, client: ClientId) -> Result<()> {
    lock_groups_of(act, &[client]).await?;
    for referral in referral::open_of(act.tx, client).await? {
        let _told = close_referral(act, &referral, CloseReason::Withdrawn).await?;
    }
    Ok(())
}
