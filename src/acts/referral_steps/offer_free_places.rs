//! The next in line: a place that is free goes to whoever waits first.

use chrono::{DateTime, Utc};
use entity::group;
use entity::id::GroupId;

use super::notice::{HeardOf, StepTold, ask_leader, tell_step};
use crate::access::{Act, Locked, lock_group};
use crate::app::App;
use crate::enrolment::{self, Offering};
use crate::error::{Error, Result};
use crate::notify::UNDO;
use crate::one_by_one::OneByOne;
use crate::referral::{self, NextState, ReferralStep, Side, candidate};

/// Offers on what is free since longer than the time of undo. A job; each group is a transaction of its own.
pub async fn offer_places_on(app: &App, now: DateTime<Utc>) -> Result<()> {
    let mut each = OneByOne::at(app, now);
    for group in enrolment::waiting_groups(app.db.read(), now).await? {
        each.run(async |act| offer_on(act, group).await).await;
    }
    each.end()
}

async fn offer_on(act: Act<'_>, group: GroupId) -> Result<()> {
    let group = lock_group(act, group).await?;
    if enrolment::freed_since(act.tx, group.id, act.now - UNDO..=act.now).await? {
        return Ok(());
    }
    offer_free_places(act, &group).await
}

/// Whether a place of a group is free for whoever waits, once it can't be taken back any more.
pub async fn goes_on(act: Act<'_>, group: &Locked<group::Model>) -> Result<bool> {
    let places = enrolment::places(act.tx, group.id).await?;
    Ok(places.free() > 0 && places.waiting > 0 && enrolment::takes_anybody(act, group).await?)
}

/// Offers each free place of a group to the first in its queue; ends when nobody waits or nothing is free.
async fn offer_free_places(act: Act<'_>, group: &Locked<group::Model>) -> Result<()> {
    if !enrolment::takes_anybody(act, group).await? {
        return Ok(());
    }
    while enrolment::places(act.tx, group.id).await?.free() > 0 {
        let Some(first) = enrolment::first_in_line(act.tx, group.id).await? else { break };
        let referral = referral::model(act.tx, first.referral_id).await?;
        let step = ReferralStep::to(NextState::Offered, Side::System);
        let offering = Offering { from_queue: true, override_reason: None };
        match enrolment::insert_offer(act.by_system(), group, candidate(&referral), offering).await {
            // It does not fit any more, as when somebody they must not meet has come in since: the leader decides, and the
            // place waits.
            Err(Error::Conflict(_)) => {
                ask_leader(act, &referral).await?;
                break;
            }
            offered => drop(offered?),
        }
        referral::set_step(act.by_system(), &referral, &step).await?;
        let told = StepTold { step: &step, heard: HeardOf::Nothing };
        let _told = tell_step(act.by_system(), &referral, told).await?;
    }
    Ok(())
}
