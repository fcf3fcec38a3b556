//! Two groups are not merged after all, as long as nobody has answered.

use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId};
use entity::state::{GroupStatus, MessageKind, OfferStatus, ReferralStatus};
use entity::{group, referral as referrals};

use crate::access::rights::Resource;
use crate::access::{Act, Locked, Viewer, lock_group, lock_groups, reach_group};
use crate::acts::follow_end::{EndHeardBy, follow_release};
use crate::acts::group_step::ask_anew_ahead;
use crate::acts::referral_steps::{close_contact_tasks, close_decision_tasks, reopen};
use crate::enrolment::{self, Restored};
use crate::error::{Code, Error, Result};
use crate::merge::Merging;
use crate::message::{self, ToldOnce, Waiting};
use crate::notify::{self, Audience, News, People, Person, Told};
use crate::referral::{self, NextState, ReferralEvent, ReferralStep, Side, candidate};
use crate::{attendance, programme, recruitment};

/// Takes back that a group was merged into another: both are as before, and who has heard hears that. Ends with the first
/// answer, and with the first session.
pub async fn unmerge_groups(act: Act<'_>, by: &Viewer, id: GroupId) -> Result<Told> {
    let none = || Error::conflict(Code::GroupMergeNone);
    let stands = programme::writable(act.tx, by, Resource::Group, id).await?;
    let of = Merging { ended: id, kept: stands.merged_into_id.ok_or_else(none)? };
    lock_groups(act, [of.ended, of.kept]).await?;
    let ended = reach_group(act, by, Resource::Group, of.ended).await?;
    let kept = reach_group(act, by, Resource::Group, of.kept).await?;
    if ended.status != GroupStatus::Cancelled || ended.merged_into_id != Some(kept.id) {
        return Err(none());
    }
    if ended.starts_at.is_some_and(|starts_at| starts_at <= act.now) {
        return Err(Error::conflict(Code::GroupStepBegun));
    }
    let at = ended.status_at;
    let mut over = Vec::new();
    for old in referral::asked_over(act.tx, of).await? {
        let new = referral::sent_on_at(act.tx, &old, kept.id).await?.ok_or(Error::NotFound)?;
        if new.closed_at.is_some() || !is_unanswered(new.status) {
            return Err(Error::conflict(Code::GroupMergeAnswered));
        }
        over.push((old, new));
    }
    let mut heard = Vec::new();
    for (old, new) in &over {
        if has_heard(act, new).await? {
            heard.push(old.client_id);
        }
        take_from(act, &kept, new).await?;
    }
    let mut colleagues = People::new();
    for told in message::let_hear_anew(act, ToldOnce::ThatAGroupIsCancelled(id)).await? {
        heard.extend(told.client_id);
        colleagues.extend(told.staff_id.map(Person::Staff));
    }
    let off = programme::set_unmerged(act, &ended).await?;
    ask_anew_ahead(act, &ended, at).await?;
    recruitment::set_group_on(act, id, at).await?;
    let mut waiting = referral::open_in(act.tx, id).await?;
    waiting.retain(|referral| referral.status == ReferralStatus::InReview);
    let back = over.into_iter().map(|(old, _)| old).chain(waiting).collect();
    let mut told = give_back(act, id, at, back, &heard).await?;
    for place in enrolment::held_in(act.tx, id).await? {
        attendance::give_back_with_group(act, &place, at, &off).await?;
    }
    told += notify::bookings_changed(act, &off).await?;
    told += notify::tell_people(act, &colleagues, News::GroupsUnmerged { ended: id, kept: kept.id }).await?;
    Ok(told)
}

const fn is_unanswered(status: ReferralStatus) -> bool {
    matches!(
        status,
        ReferralStatus::Submitted
            | ReferralStatus::InReview
            | ReferralStatus::InfoRequested
            | ReferralStatus::Offered
            | ReferralStatus::Waitlisted
    )
}

/// Whether a client knows of being asked: by a message, a call or the own page.
async fn has_heard(act: Act<'_>, new: &referrals::Model) -> Result<bool> {
    for kind in [MessageKind::Offer, MessageKind::GroupCancelled] {
        if message::is_told(act.tx, new.id, kind).await? {
            return Ok(true);
        }
    }
    enrolment::is_any_offer_told(act.tx, new.id).await
}

/// Nobody is asked to come to the kept group any more.
async fn take_from(act: Act<'_>, kept: &Locked<group::Model>, new: &referrals::Model) -> Result<()> {
    if let Some(offer) = enrolment::offer_of(act.tx, new.id).await? {
        close_contact_tasks(act, offer.id).await?;
    }
    let released = enrolment::release(act, kept, candidate(new), OfferStatus::Withdrawn).await?;
    let _nobody = follow_release(act, released, EndHeardBy::Nobody).await?;
    referral::set_step(act, new, &ReferralStep::to(NextState::Withdrawn, Side::System)).await?;
    // The one that it came of stands again: of one wish only one is counted.
    referral::set_duplicate(act, new.id).await?;
    message::withdraw(act, Waiting::OfReferral(new.id)).await?;
    close_decision_tasks(act, new.id).await
}

/// Everybody has again what ended at `at`: first the places, then the offers and the turns in the queue.
async fn give_back(
    act: Act<'_>,
    id: GroupId,
    at: DateTime<Utc>,
    referrals: Vec<referrals::Model>,
    heard: &[ClientId],
) -> Result<Told> {
    // Read again: it stands as before by now.
    let group = lock_group(act, id).await?;
    enrolment::restore_unreferred(act, &group, at).await?;
    let mut told = Told::default();
    for old in referrals {
        let held = enrolment::restore_held(act, &group, candidate(&old), at).await?;
        let history = referral::history(act.tx, old.id).await?;
        let step = history.iter().rev().find(|event| event.act == "referral.step").filter(|event| event.at == at);
        let to = match &held {
            Restored::Place => ReferralStatus::Confirmed,
            Restored::Offer(_) => ReferralStatus::Offered,
            Restored::Turn => ReferralStatus::Waitlisted,
            Restored::Nothing => step.and_then(ReferralEvent::from).unwrap_or(old.status),
        };
        told += reopen(act, &old, held, to).await?;
        if heard.contains(&old.client_id) {
            let news = News::MergeUndone { referral: old.id };
            told += notify::tell(act, &[Audience::Client(old.client_id)], news).await?;
        }
    }
    Ok(told)
}
