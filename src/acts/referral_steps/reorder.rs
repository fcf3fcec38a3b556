//! A queue is reordered: one who waits goes before all others for a reason, and back to the own turn.

use entity::id::{GroupId, WaitingId};

use crate::access::rights::{Action, Resource};
use crate::access::{Act, Viewer, lock_group};
use crate::enrolment;
use crate::error::Result;
use crate::referral;

/// Puts one who waits before all others. The reason is for those who lead the group.
pub async fn put_first(act: Act<'_>, by: &Viewer, group: GroupId, turn: WaitingId, reason: String) -> Result<()> {
    referral::group_led(act.tx, by, group, Resource::ReferralDecision, Action::Write).await?;
    enrolment::set_first_in_line(act, &lock_group(act, group).await?, turn, reason).await
}

/// Puts one who was put before all others back to where the time of queueing leads.
pub async fn put_in_turn(act: Act<'_>, by: &Viewer, group: GroupId, turn: WaitingId) -> Result<()> {
    referral::group_led(act.tx, by, group, Resource::ReferralDecision, Action::Write).await?;
    enrolment::set_in_turn(act, &lock_group(act, group).await?, turn).await
}
