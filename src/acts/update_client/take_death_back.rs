//! A death that was recorded by mistake.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::ClientId;
use entity::referral as referrals;
use entity::state::{ReferralStatus, TaskKind};

use crate::access::{Act, lock_group, lock_groups};
use crate::acts::referral_steps::reopen;
use crate::enrolment::{self, Restored};
use crate::error::{Error, Result};
use crate::notify::Told;
use crate::people::client;
use crate::referral::{self, candidate};
use crate::task::{self, NewTask};

/// How long the key worker has to ask anew for what does not come back by itself.
const SOON: TimeDelta = TimeDelta::days(1);

/// What is asked anew with a referral, or tells what is told no more.
const NOT_AGAIN: [TaskKind; 10] = [
    TaskKind::CallSession,
    TaskKind::LetterDue,
    TaskKind::ContactOffer,
    TaskKind::OfferLapsed,
    TaskKind::OfferUntold,
    TaskKind::ReferralDecide,
    TaskKind::QueueDecision,
    TaskKind::ReferralAnswer,
    TaskKind::AccompanySession,
    TaskKind::GroupOver,
];

/// What a death closed, as long as nothing has been written since.
pub(super) struct ClosedByDeath {
    at: Vec<DateTime<Utc>>,
    referrals: Vec<referrals::Model>,
}

/// Reads what a death closed, with the groups locked that it comes back to.
pub(super) async fn closed_by_death(act: Act<'_>, id: ClientId) -> Result<ClosedByDeath> {
    let at = client::death_recorded(act.tx, id).await?;
    let referrals = referral::withdrawn_outside_steps(act.tx, id, &at).await?;
    lock_groups(act, referrals.iter().map(|referral| referral.group_id)).await?;
    Ok(ClosedByDeath { at, referrals })
}

/// Takes back a death that was recorded by mistake. Referrals stand as before, with their turns in the queue, and what was
/// asked about the client is asked again. An offer does not come back, for its place may be another's: its referral is looked
/// at once more. Places are given back by who leads the group. The key worker is asked to look after those, and after the
/// links, which stay closed.
pub(super) async fn take_death_back(act: Act<'_>, id: ClientId, closed: ClosedByDeath) -> Result<Told> {
    let mut told = Told::default();
    for referral in &closed.referrals {
        match act.apart(async |act| stand_again(act, referral).await).await {
            Ok(more) => told += more,
            // Whoever was referred there anew.
            Err(Error::Conflict(_)) => {}
            Err(error) => return Err(error),
        }
    }
    for at in &closed.at {
        task::open_again_about(act, id, &NOT_AGAIN, *at).await?;
    }
    let Some(helper) = task::helper(act, None, id).await? else { return Ok(told) };
    let key = format!("death_undone:{id}:{}", act.now.timestamp_micros());
    let new = NewTask { key, client: Some(id), ..NewTask::default() };
    task::ask(act, TaskKind::DeathUndone, helper, act.now + SOON, new).await?;
    Ok(told)
}

async fn stand_again(act: Act<'_>, closed: &referrals::Model) -> Result<Told> {
    let group = lock_group(act, closed.group_id).await?;
    let is_over = group.status.is_over();
    // With its place a confirmed one stands again.
    let Some(at) = closed.closed_at.filter(|_| !is_over && closed.status != ReferralStatus::Confirmed) else {
        return Ok(Told::default());
    };
    let held = if closed.status == ReferralStatus::Waitlisted {
        enrolment::restore_held(act, &group, candidate(closed), at).await?
    } else {
        Restored::Nothing
    };
    let to = match closed.status {
        ReferralStatus::Waitlisted if held == Restored::Turn => ReferralStatus::Waitlisted,
        ReferralStatus::Waitlisted | ReferralStatus::Offered => ReferralStatus::InReview,
        before => before,
    };
    reopen(act, closed, held, to).await
}
