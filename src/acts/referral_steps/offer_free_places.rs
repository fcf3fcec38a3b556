//! The next in line: a place that is free goes to whoever waits first.

use entity::group;

use super::notice::{ask_leader, tell_step};
use crate::access::{Act, Locked};
use crate::enrolment::{self, Offering};
use crate::error::{Error, Result};
use crate::notify::Told;
use crate::referral::{self, NextState, ReferralStep, Side, candidate};

/// Offers each free place of a group to the first in its queue; ends when nobody waits or nothing is free.
pub async fn offer_free_places(act: Act<'_>, group: &Locked<group::Model>) -> Result<Told> {
    let mut told = Told::default();
    if enrolment::takes(act, group).await.is_err() {
        return Ok(told);
    }
    while enrolment::places(act.tx, group.id).await?.free() > 0 {
        let Some(first) = enrolment::first_in_line(act.tx, group.id).await? else { break };
        let referral = referral::model(act.tx, first.referral_id).await?;
        let step = ReferralStep::to(NextState::Offered, Side::System);
        let offering = Offering { from_queue: true, override_reason: None };
        match enrolment::insert_offer(act.by_system(), group, candidate(&referral), offering).await {
            // Somebody they must not meet has come in since: the leader decides, and the place waits.
            Err(Error::Conflict(_)) => {
                ask_leader(act, &referral).await?;
                break;
            }
            offered => drop(offered?),
        }
        referral::set_step(act.by_system(), &referral, &step).await?;
        told += tell_step(act, &referral, group, &step).await?;
    }
    Ok(told)
}
