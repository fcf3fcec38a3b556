//! Sending a client on whose group is not held, and closing the referral to it.

use entity::id::GroupId;
use entity::referral as referrals;
use entity::state::CloseReason;

use super::notice::{ask_to_decide, tell_closed};
use super::step::{copied_to, lock_with_next};
use super::submit::submit_referral_as_of;
use crate::access::{Act, Reached, lock_group};
use crate::enrolment;
use crate::error::{Code, Error, Result};
use crate::notify::{self, Audience, News, Told};
use crate::referral::{self, NextState, ReferralStep, SentOnTo, Side, candidate};

/// Where a client is sent on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Onward {
    pub to: GroupId,
    /// Whether the client waits there for a place at once, and nobody decides first.
    pub queues: bool,
}

/// Sends the client of a referral on to another group. Who can't simply wait there is decided on by its leader.
pub async fn send_on(act: Act<'_>, referral: &referrals::Model, onward: Onward, reason: CloseReason) -> Result<Told> {
    let id = submit_referral_as_of(act, copied_to(referral, onward.to), act.today()).await?;
    referral::set_sent_on(act, referral, SentOnTo { group: onward.to, reason }).await?;
    let next = referral::model(act.tx, id).await?;
    if !onward.queues || !is_queued(act, &next).await? {
        ask_to_decide(act, &next).await?;
        return Ok(Told::default());
    }
    notify::tell(act, &[Audience::Client(next.client_id)], News::Waitlisted { referral: id }).await
}

/// Puts a new referral into the queue of its group, unless a person must look first.
async fn is_queued(act: Act<'_>, next: &referrals::Model) -> Result<bool> {
    let group = lock_group(act, next.group_id).await?;
    let step = ReferralStep::to(NextState::Waitlisted, Side::System);
    match referral::check_animals(act, next, &group, &step).await {
        Err(Error::Conflict(_)) => return Ok(false),
        checked => checked?,
    }
    enrolment::insert_waiting(act, &group, candidate(next)).await?;
    referral::set_step(act.by_system(), next, &step).await?;
    Ok(true)
}

/// Says what becomes of an open referral whose group is not held or is over: its client is sent on, or it is closed. Whoever referred
/// hears of it.
pub async fn settle_referral(
    act: Act<'_>,
    reached: &Reached<referrals::Model>,
    onward: Option<Onward>,
) -> Result<Told> {
    let group = lock_with_next(act, reached.group_id, onward.map(|onward| onward.to)).await?;
    // Read under the lock: another may just have said so.
    let referral = referral::model(act.tx, reached.id).await?;
    let reason = referral::reason_of(group.status);
    if referral.closed_at.is_some() {
        let same = referral.close_reason == Some(reason) && referral.redirected_to_id == onward.map(|onward| onward.to);
        return if same { Ok(Told::default()) } else { Err(Error::conflict(Code::ReferralStepClosed)) };
    }
    if !referral::waits_for_helper(group.status, referral.status) {
        return Err(Error::conflict(Code::ReferralGroupStands));
    }
    let told = match onward {
        Some(onward) => send_on(act, &referral, onward, reason).await?,
        None => referral::set_closed(act, referral.id, reason).await.map(|_| Told::default())?,
    };
    let mut heard = tell_closed(act, &referral).await?;
    heard += told;
    Ok(heard)
}
