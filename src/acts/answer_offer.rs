//! Answers to offers, by the client's private link.

use entity::id::OfferId;

use super::referral_steps::{OfferInHand, ask_to_reach, take_referral_step};
use crate::access::{Act, lock_group, reach_own};
use crate::enrolment;
use crate::error::{Code, Error, Result};
use crate::notify::Told;
use crate::referral::{self, NextState, ReferralStep};

/// Takes up an offer for the client.
pub async fn confirm_offer(act: Act<'_>, id: OfferId) -> Result<Told> {
    answer(act, id, NextState::Confirmed).await.map_err(for_client)
}

/// What staff must settle is not the client's to know: who else is in the group, needs, the queue.
fn for_client(error: Error) -> Error {
    match error {
        Error::Conflict(fault) if fault.code != Code::EnrolmentPastDeadline => Error::conflict(Code::MeOfferAskWorker),
        other => other,
    }
}

/// Turns an offer down; the place goes to the next in line.
pub async fn decline_offer(act: Act<'_>, id: OfferId) -> Result<Told> {
    answer(act, id, NextState::Declined).await
}

async fn answer(act: Act<'_>, id: OfferId, to: NextState) -> Result<Told> {
    let offer = enrolment::any_offer(act.tx, id).await?;
    let referral = reach_own(act, referral::model(act.tx, offer.referral_id).await?)?;
    lock_group(act, offer.group_id).await?;
    let open = enrolment::offer_of(act.tx, referral.id).await?.filter(|open| open.id == offer.id);
    match open {
        Some(open) if !enrolment::has_lapsed(&open, act.now) => {
            let step = ReferralStep::to(to, referral.part().into());
            take_referral_step(act, &referral, step).await
        }
        Some(_) => Err(Error::conflict(Code::EnrolmentPastDeadline)),
        None => Err(Error::conflict(Code::EnrolmentNoOffer)),
    }
}

/// Asks staff to reach a client who said yes to an offer that could not be confirmed.
pub async fn ask_about_offer(act: Act<'_>, id: OfferId) -> Result<()> {
    let offer = enrolment::any_offer(act.tx, id).await?;
    let referrer_id = referral::referrer(act.tx, offer.referral_id).await?;
    ask_to_reach(act, OfferInHand::of(&offer, referrer_id)).await
}
