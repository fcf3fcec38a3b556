//! The last step of a referral, taken back.

use chrono::{DateTime, Utc};
use entity::referral as referrals;
use entity::state::{CloseReason, MessageKind, OfferStatus, ReferralStatus};

use super::notice::{ask_anew, close_decision_tasks, has_told, heard_of, taken_from, tell_referrer};
use super::reach::close_contact_tasks;
use super::step::{ask_companion, lock_with_next};
use crate::access::{Act, Reached};
use crate::acts::follow_end::{EndHeardBy, PlaceReturn, follow_release, follow_return};
use crate::enrolment::{self, Restored};
use crate::error::{Code, Error, Result};
use crate::message::{self, ToldOnce, Waiting};
use crate::notify::{self, Audience, News, Told};
use crate::people::client;
use crate::referral::{self, NextState, ReferralStep, Side, candidate};

/// Takes the last step of a referral back. What was not told yet is never told; whoever had a place, an offer or a turn
/// has it again while it is free. What can't be taken back any more says why, and so does a referral that stands
/// otherwise than whoever takes back has seen.
pub async fn take_back_step(
    act: Act<'_>,
    reached: &Reached<referrals::Model>,
    seen: Option<ReferralStatus>,
) -> Result<Told> {
    let group = lock_with_next(act, reached.group_id, reached.redirected_to_id).await?;
    // Read under the lock: another step may just have been taken.
    let referral = referral::model(act.tx, reached.id).await?;
    if seen.is_some_and(|seen| seen != referral.status) {
        return Err(Error::conflict(Code::ReferralTakenBackOther));
    }
    let came_from = referral::came_from(&referral::history(act.tx, referral.id).await?, referral.status);
    let back_to = referral::back_to(referral.status, came_from);
    let side = Side::from(reached.part());
    referral::check_taken_back(&referral, side)?;
    let mut told = match referral.closed_at {
        None => {
            let back = undecide(act, &referral, back_to).await?;
            let released = enrolment::release(act, &group, candidate(&referral), OfferStatus::Withdrawn).await?;
            // A place is not taken back like this.
            let _nobody = follow_release(act, released, EndHeardBy::Nobody).await?;
            back
        }
        Some(at) => {
            client::open(act.tx, referral.client_id).await?;
            if group.status.is_over() {
                return Err(Error::conflict(Code::GroupClosed));
            }
            withdraw_sent_on(act, &referral).await?;
            let held = enrolment::restore_held(act, &group, candidate(&referral), at).await?;
            let to = match &held {
                Restored::Place => ReferralStatus::Confirmed,
                Restored::Offer(_) => ReferralStatus::Offered,
                Restored::Turn => ReferralStatus::Waitlisted,
                Restored::Nothing if referral::holds(back_to) => ReferralStatus::InReview,
                Restored::Nothing => back_to,
            };
            reopen(act, &referral, held, to).await?
        }
    };
    if side != Side::Referrer {
        told += tell_referrer(act, &referral).await?;
    }
    Ok(told)
}

/// An offer or a turn that is taken back; the client hears of it where the client has heard of what is taken.
async fn undecide(act: Act<'_>, referral: &referrals::Model, to: ReferralStatus) -> Result<Told> {
    let offer = enrolment::offer_of(act.tx, referral.id).await?;
    let heard = heard_of(act, referral).await?;
    let at = match &offer {
        Some(offer) => Some(offer.offered_at),
        None => enrolment::queued_at(act.tx, referral.id).await?,
    };
    message::withdraw(act, Waiting::OfReferral(referral.id)).await?;
    referral::set_back(act, referral, to, at).await?;
    ask_anew(act, referral, to).await?;
    if let Some(offer) = offer {
        close_contact_tasks(act, offer.id).await?;
    }
    match taken_from(referral.id, heard) {
        Some(news) => notify::tell(act, &[Audience::Client(referral.client_id)], news).await,
        None => Ok(Told::default()),
    }
}

/// Withdraws the referral that followed elsewhere; what the client was told for good, or others have gone on with, is
/// refused.
async fn withdraw_sent_on(act: Act<'_>, referral: &referrals::Model) -> Result<()> {
    let is_told = message::is_told(act.tx, referral.id, MessageKind::NotAccepted).await?;
    if is_told || has_told(act, referral.id).await? {
        return Err(Error::conflict(Code::ReferralTakenBackTold));
    }
    let Some(to) = referral.redirected_to_id else { return Ok(()) };
    match referral::sent_on_at(act.tx, referral, to).await? {
        Some(next) if next.status == ReferralStatus::Submitted && next.closed_at.is_none() => {
            referral::set_step(act, &next, &ReferralStep::to(NextState::Withdrawn, Side::Referrer)).await?;
            message::withdraw(act, Waiting::OfReferral(next.id)).await?;
            close_decision_tasks(act, next.id).await
        }
        Some(next) if went_on(&next) => Err(Error::conflict(Code::ReferralTakenBackMoved)),
        _ => Ok(()),
    }
}

/// Whether a referral that was sent on is under way, or has led to a place.
fn went_on(next: &referrals::Model) -> bool {
    next.closed_at.is_none() || next.close_reason == Some(CloseReason::Started)
}

/// A closed referral stands as it did; the client hears what was withdrawn before it was told, or is told anew, and whoever
/// has heard of an end hears of the return.
pub async fn reopen(act: Act<'_>, referral: &referrals::Model, held: Restored, to: ReferralStatus) -> Result<Told> {
    let closed: Option<DateTime<Utc>> = referral.closed_at;
    message::withdraw(act, Waiting::OfReferral(referral.id)).await?;
    referral::set_back(act, referral, to, closed).await?;
    ask_anew(act, referral, to).await?;
    let id = referral.id;
    let is_told = async |kind| message::is_told(act.tx, id, kind).await;
    // What was said to stand no more stands again.
    let is_taken = is_told(MessageKind::OfferTakenBack).await?;
    let news = match &held {
        Restored::Place if !is_told(MessageKind::Confirmed).await? => Some(News::Confirmed { referral: id }),
        Restored::Offer(offer) if offer.answer_by.is_none() || is_taken => Some(News::Offered { referral: id }),
        Restored::Turn if is_taken || !is_told(MessageKind::Waitlisted).await? => {
            Some(News::Waitlisted { referral: id })
        }
        _ => None,
    };
    let mut told = match held {
        Restored::Place => place_back(act, referral, news.is_some()).await?,
        // Its time begins anew, and so does the reminder of it.
        Restored::Offer(offer) if offer.answer_by.is_none() => {
            message::let_hear_anew(act, ToldOnce::ThatAnOfferWaits(offer.id)).await?;
            Told::default()
        }
        _ => Told::default(),
    };
    if let Some(news) = news {
        told += notify::tell(act, &[Audience::Client(referral.client_id)], news).await?;
    }
    Ok(told)
}

/// Whoever comes along is asked again, and who has heard that the place had ended hears that it stands.
async fn place_back(act: Act<'_>, referral: &referrals::Model, is_told_else: bool) -> Result<Told> {
    ask_companion(act, referral).await?;
    let place = enrolment::of_referral(act.tx, referral.id).await?;
    match (place, referral.closed_at) {
        (Some(place), Some(ended_at)) => {
            follow_return(act, PlaceReturn { place: &place, ended_at, is_told_else }).await
        }
        _ => Ok(Told::default()),
    }
}
