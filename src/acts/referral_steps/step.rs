//! A step of a referral, with everything that follows: place, queue, messages, tasks, the next in line.

use entity::id::GroupId;
use entity::state::{CloseReason, OfferStatus, ReferralStatus, SessionStatus};
use entity::{group, referral as referrals, session};

use super::group_over::follow_merge;
use super::notice::{HeardOf, StepTold, heard_of, tell_closed, tell_step};
use super::reach::close_contact_tasks;
use super::submit::submit_sent_on;
use crate::access::{Act, Locked, Reached, lock_group, lock_groups};
use crate::acts::follow_end::{EndHeardBy, follow_release};
use crate::acts::intake::follow_filling;
use crate::enrolment::{self, Offering, Terms};
use crate::error::{Code, Error, OrNotFound, Result};
use crate::notify::Told;
use crate::referral::{self, Accompaniment, NextState, ReferralInput, ReferralStep, Side, candidate};
use crate::revision;

/// Takes a step of a referral; answers who hears of it, which is nobody of a step that was taken before. A place that it
/// frees is offered on once the step can't be taken back any more.
pub async fn take_referral_step(act: Act<'_>, reached: &Reached<referrals::Model>, step: ReferralStep) -> Result<Told> {
    let group = lock_with_next(act, reached.group_id, step.sent_on_to()).await?;
    // Read under the lock: another step may just have been taken.
    let referral = referral::model(act.tx, reached.id).await?;
    if referral::stands_already(&referral, &step) {
        return Ok(Told::default());
    }
    referral::check_step(&referral, &step)?;
    let offer = enrolment::offer_of(act.tx, referral.id).await?;
    let before = enrolment::places(act.tx, group.id).await?;
    let heard = heard_of(act, &referral).await?;
    let mut told = place(act, &group, &referral, StepTold { step: &step, heard }).await?;
    referral::set_step(act, &referral, &step).await?;
    if let Some(offer) = &offer {
        close_contact_tasks(act, offer.id).await?;
    }
    told += tell_step(act, &referral, StepTold { step: &step, heard }).await?;
    told += follow_filling(act, group.id, before).await?;
    follow_merge(act, &referral).await?;
    if let Some(to) = step.sent_on_to() {
        submit_sent_on(act, copied_to(&referral, to)).await?;
    }
    Ok(told)
}

/// Locks the referral's group, and the one that it is sent on to.
pub async fn lock_with_next(act: Act<'_>, group: GroupId, next: Option<GroupId>) -> Result<Locked<group::Model>> {
    let mut locked = lock_groups(act, [group].into_iter().chain(next)).await?;
    if next.is_some_and(|next| !locked.contains_key(&next)) {
        return Err(Error::invalid("redirect_to", Code::FaultChoice));
    }
    locked.remove(&group).or_not_found()
}

/// What a step asks of places and queues; answers who hears that a place has ended.
async fn place(
    act: Act<'_>,
    group: &Locked<group::Model>,
    referral: &referrals::Model,
    StepTold { step, heard }: StepTold<'_>,
) -> Result<Told> {
    let candidate = candidate(referral);
    let released = async |offer| {
        let ended = enrolment::release(act, group, candidate, offer).await?;
        let to = if heard == HeardOf::Place { EndHeardBy::Client } else { EndHeardBy::OnlyColleagues };
        follow_release(act, ended, to).await
    };
    match step.to {
        NextState::Offered => {
            referral::check_animals(act, referral, group, step).await?;
            let from_queue = referral.status == ReferralStatus::Waitlisted;
            let offering = Offering { from_queue, override_reason: step.override_reason.clone() };
            enrolment::insert_offer(act, group, candidate, offering).await?;
        }
        NextState::Waitlisted => {
            referral::check_animals(act, referral, group, step).await?;
            enrolment::insert_waiting(act, group, candidate).await?;
        }
        NextState::Confirmed => {
            referral::check_animals(act, referral, group, step).await?;
            in_time(act, referral, step.side).await?;
            let accompanied = referral.accompany_staff_id.is_some();
            let terms = Terms { override_reason: step.override_reason.clone(), accompanied };
            let _placed = enrolment::insert_place(act, group, candidate, terms).await?;
            ask_companion(act, referral).await?;
        }
        NextState::Declined => return released(OfferStatus::Declined).await,
        NextState::Expired => return released(OfferStatus::Expired).await,
        NextState::Rejected { .. } | NextState::Redirected { .. } | NextState::Withdrawn => {
            return released(OfferStatus::Withdrawn).await;
        }
        NextState::InReview => check_answer(referral, step)?,
        NextState::Submitted | NextState::InfoRequested { .. } => {}
    }
    Ok(Told::default())
}

/// A question is answered with words.
fn check_answer(referral: &referrals::Model, step: &ReferralStep) -> Result<()> {
    let answers = referral.status == ReferralStatus::InfoRequested && step.side == Side::Referrer;
    if answers && step.note.is_none() { Err(Error::invalid("note", Code::ReferralAnswerMissing)) } else { Ok(()) }
}

/// An offer that has lapsed is not taken up by the client or the worker, though no job has closed it yet.
async fn in_time(act: Act<'_>, referral: &referrals::Model, side: Side) -> Result<()> {
    let open = enrolment::offer_of(act.tx, referral.id).await?;
    let lapsed = open.is_some_and(|offer| enrolment::has_lapsed(&offer, act.now));
    if lapsed && side != Side::Leader {
        return Err(Error::conflict(Code::EnrolmentPastDeadline));
    }
    Ok(())
}

/// Reminds whoever comes along.
pub async fn ask_companion(act: Act<'_>, referral: &referrals::Model) -> Result<()> {
    let Some(companion) = referral.accompany_staff_id else { return Ok(()) };
    let session = accompanied_at(act, referral).await?;
    referral::ask_companion(act, referral, session.as_ref()).await?;
    revision::raise(act, companion).await
}

/// The session to which somebody comes along: the one that was promised, or the next where that one is over or off.
async fn accompanied_at(act: Act<'_>, referral: &referrals::Model) -> Result<Option<session::Model>> {
    let number = referral.accompany_session.unwrap_or(1);
    let Some(promised) = referral::session_numbered(act.tx, referral.group_id, number).await? else { return Ok(None) };
    if promised.status != SessionStatus::Cancelled && promised.starts_at > act.now {
        return Ok(Some(promised));
    }
    let next = referral::sessions_after(act, &promised, &[referral.client_id]).await?.remove(&referral.client_id);
    if let Some(next) = &next {
        referral::set_accompanied(act, referral, next).await?;
    }
    Ok(next)
}

/// A copy of a referral for the group that it is sent on to.
pub fn copied_to(old: &referrals::Model, to: GroupId) -> ReferralInput {
    let session = old.accompany_promised.or(old.accompany_session).unwrap_or(1);
    let accompany = old.accompany_staff_id.map(|by| Accompaniment { by, session });
    ReferralInput {
        client: old.client_id,
        group: to,
        source: old.source,
        referrer: old.referrer_id,
        partner: old.partner.clone(),
        reason: old.reason.clone(),
        goals: old.goals.0.clone(),
        needs: old.needs.clone(),
        channels: old.channels.0.clone(),
        channel_code: old.channel_code_id,
        accompany,
        draft: false,
    }
}

/// Closes an open referral for a reason that lies outside its steps; its offer, its turn and its place that has not begun
/// go.
pub async fn close_referral(act: Act<'_>, referral: &referrals::Model, reason: CloseReason) -> Result<Told> {
    let group = lock_group(act, referral.group_id).await?;
    if let Some(offer) = enrolment::offer_of(act.tx, referral.id).await? {
        close_contact_tasks(act, offer.id).await?;
    }
    let released = enrolment::release(act, &group, candidate(referral), OfferStatus::Withdrawn).await?;
    let _nobody = follow_release(act, released, EndHeardBy::Nobody).await?;
    let closed = referral::set_closed(act, referral.id, reason).await?;
    // A merge is told to whoever referred; a death and an erasure are told by people, not by messages.
    match closed.filter(|_| reason == CloseReason::Duplicate) {
        Some(closed) => tell_closed(act, &closed).await,
        None => Ok(Told::default()),
    }
}
