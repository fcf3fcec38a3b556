//! What follows when nobody answers an offer.

use crate::access::Actor;
use chrono::{DateTime, Utc};

use super::referral_steps::{ask_to_reach, offer_free_places, take_referral_step};
use crate::access::{Act, lock_group, reach_own};
use crate::app::App;
use crate::enrolment::{self, DueOffer};
use crate::error::{Error, Result};
use crate::referral::{self, NextState, ReferralStep, Side};

/// Closes the offers whose deadline has passed, offers their places on, and asks staff to reach the clients of those
/// that will lapse soon. A job; each offer is a transaction of its own.
pub async fn expire_offers(app: &App, now: DateTime<Utc>) -> Result<()> {
    for due in enrolment::due_offers(app.db.read(), now).await? {
        app.act_at(Actor::System, now, async |act| expire_offer(act, due).await).await?;
    }
    for soon in enrolment::uncontacted_offers(app.db.read(), now).await? {
        app.act_at(Actor::System, now, async |act| ask_to_reach(act, soon.into()).await).await?;
    }
    for group in enrolment::waiting_groups(app.db.read()).await? {
        let _told = app
            .act_at(Actor::System, now, async |act| offer_free_places(act, &lock_group(act, group).await?).await)
            .await?;
    }
    Ok(())
}

async fn expire_offer(act: Act<'_>, due: DueOffer) -> Result<()> {
    lock_group(act, due.group_id).await?;
    let still = enrolment::offer_of(act.tx, due.referral_id).await?.is_some_and(|open| open.id == due.id);
    if !still {
        return Ok(());
    }
    let step = ReferralStep::to(NextState::Expired, Side::System);
    let referral = reach_own(act, referral::model(act.tx, due.referral_id).await?)?;
    match take_referral_step(act, &referral, step).await {
        // Answered a moment ago.
        Err(Error::Conflict(_)) => Ok(()),
        other => other.map(|_told| ()),
    }
}
