//! A group is given up for another: who has a place is asked to come there, the others are as after a cancellation.

use std::collections::BTreeSet;

use entity::id::{ClientId, ReferralId, WaitingId};
use entity::state::{CancelCode, CloseReason, Language};
use entity::{group, participation, referral as referrals};

use super::queries::fits;
use crate::access::rights::Resource;
use crate::access::{Act, Locked, Viewer, lock_groups, reach_group};
use crate::acts::group_step::{Concerned, Fate, give_up, hand_on, let_all_go, tell_applicants};
use crate::acts::referral_steps::{ask_to_decide, copied_to, submit_referral_as_of};
use crate::enrolment::{self, Offering};
use crate::error::{Code, Error, OrNotFound, Result};
use crate::merge::Merging;
use crate::notify::{self, Audience, News, People, Person, Told};
use crate::programme::{self, Because};
use crate::referral::{self, NextState, ReferralStep, Side, candidate};
use crate::text::t_with;

/// How somebody is asked to come to the other group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HowAsked {
    /// A place is held.
    Offer,
    /// There is none, and nobody comes before them.
    Turn(WaitingId),
    /// A person must look first, who may be with whom and near which animals.
    Review,
}

/// Somebody who is asked.
struct AskedClient {
    client: ClientId,
    referral: ReferralId,
    how: HowAsked,
}

/// Merges two groups that the person looks after. Places are held in the kept one for as many as fit, first for those who
/// were confirmed first; the others stand before its queue. Who has no place in the ended one, or can't be asked, is as
/// after a cancellation.
pub async fn merge_groups(act: Act<'_>, by: &Viewer, of: Merging) -> Result<Told> {
    let kept = lock_groups(act, [of.ended, of.kept]).await?.remove(&of.kept);
    let ended = reach_group(act, by, Resource::Group, of.ended).await?;
    let kept = kept.or_not_found()?;
    if ended.merged_into_id == Some(kept.id) {
        return Ok(Told::default());
    }
    if !ended.status.is_before_start() {
        return Err(Error::conflict(Code::GroupMergeNone));
    }
    if !fits(act.tx, by, of, act.now).await? {
        return Err(Error::invalid("kept", Code::FaultChoice));
    }
    let placed = enrolment::held_in(act.tx, ended.id).await?;
    let hosts = notify::people(act.tx, act.now, &[Audience::Leaders(kept.id)]).await?;
    let because = Because { reason: None, code: Some(CancelCode::Merged) };
    let Concerned { people, applicants, booked } = give_up(act, &ended, because).await?;
    programme::set_merged_into(act, &ended, &kept).await?;
    let open = let_all_go(act, &ended).await?;
    let asked = ask_all(act, &kept, &placed, &open).await?;
    stand_first(act, &kept, &ended, &asked).await?;
    let over: BTreeSet<ClientId> = asked.iter().map(|one| one.client).collect();
    for referral in open.iter().filter(|referral| !over.contains(&referral.client_id)) {
        let _nobody = hand_on(act, referral, Fate::Helper).await?;
    }
    let mut told = tell_asked(act, &ended, &asked).await?;
    told += tell_others(act, of, &asked, people.into_iter().chain(hosts).collect()).await?;
    told += notify::bookings_changed(act, &booked).await?;
    told += tell_applicants(act, applicants).await?;
    Ok(told)
}

/// Asks everybody with a place who can be asked.
async fn ask_all(
    act: Act<'_>,
    kept: &Locked<group::Model>,
    placed: &[participation::Model],
    open: &[referrals::Model],
) -> Result<Vec<AskedClient>> {
    let mut asked = Vec::new();
    for place in placed {
        let referral = open.iter().find(|referral| place.referral_id == Some(referral.id));
        let Some(referral) = referral else { continue };
        let id = match submit_referral_as_of(act, copied_to(referral, kept.id), act.today()).await {
            // Has a place there already, or is referred there.
            Err(Error::Conflict(_) | Error::Invalid(_)) => continue,
            sent => sent?,
        };
        let to = referral::SentOnTo { group: kept.id, reason: CloseReason::GroupCancelled };
        referral::set_sent_on(act, referral, to).await?;
        let how = hold(act, kept, &referral::model(act.tx, id).await?).await?;
        asked.push(AskedClient { client: referral.client_id, referral: id, how });
    }
    Ok(asked)
}

/// Holds a place for somebody, or a turn where none is free.
async fn hold(act: Act<'_>, kept: &Locked<group::Model>, next: &referrals::Model) -> Result<HowAsked> {
    let offered = ReferralStep::to(NextState::Offered, Side::System);
    let held = match referral::check_animals(act, next, kept, &offered).await {
        Ok(()) => enrolment::insert_offer(act, kept, candidate(next), Offering::default()).await.map(drop),
        refused => refused,
    };
    match held {
        Ok(()) => {
            referral::set_step(act, next, &offered).await?;
            Ok(HowAsked::Offer)
        }
        Err(Error::Conflict(fault)) if matches!(fault.code, Code::EnrolmentFull | Code::EnrolmentQueueFirst) => {
            let turn = enrolment::insert_waiting(act, kept, candidate(next)).await?;
            referral::set_step(act, next, &ReferralStep::to(NextState::Waitlisted, Side::System)).await?;
            Ok(HowAsked::Turn(turn))
        }
        Err(Error::Conflict(_)) => {
            ask_to_decide(act, next).await?;
            Ok(HowAsked::Review)
        }
        Err(error) => Err(error),
    }
}

/// Those for whom no place is free come before all who wait, in their own order.
async fn stand_first(
    act: Act<'_>,
    kept: &Locked<group::Model>,
    ended: &group::Model,
    asked: &[AskedClient],
) -> Result<()> {
    let why = t_with(Language::Fi, "merge-first-because", &[("code", ended.code.clone().into())]);
    for one in asked.iter().rev() {
        if let HowAsked::Turn(turn) = one.how {
            enrolment::set_first_in_line(act, kept, turn, why.clone()).await?;
        }
    }
    Ok(())
}

async fn tell_asked(act: Act<'_>, ended: &group::Model, asked: &[AskedClient]) -> Result<Told> {
    let mut told = Told::default();
    for AskedClient { client, referral, how } in asked {
        let (referral, ended) = (*referral, ended.id);
        let news = match how {
            HowAsked::Offer => News::MergeOffered { referral, ended },
            HowAsked::Turn(_) => News::MergeWaits { referral, ended },
            HowAsked::Review => News::GroupCancelled { group: ended },
        };
        told += notify::tell(act, &[Audience::Client(*client)], news).await?;
    }
    Ok(told)
}

/// Tells the clients who are not asked that the group is not held, and colleagues that two groups are merged.
async fn tell_others(act: Act<'_>, of: Merging, asked: &[AskedClient], people: People) -> Result<Told> {
    let Merging { ended, kept } = of;
    let is_asked = |person: &Person| asked.iter().any(|one| person.client() == Some(one.client));
    let (clients, staff): (People, People) = people.into_iter().partition(|person| person.client().is_some());
    let rest: People = clients.into_iter().filter(|person| !is_asked(person)).collect();
    let mut told = notify::tell_people(act, &rest, News::GroupCancelled { group: ended }).await?;
    told += notify::tell_people(act, &staff, News::GroupsMerged { ended, kept }).await?;
    Ok(told)
}
