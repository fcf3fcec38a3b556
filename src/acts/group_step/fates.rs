//! What becomes of each referral of a group that is cancelled, as whoever cancels it has chosen.

use std::collections::{BTreeMap, BTreeSet};

use entity::id::{GroupId, ReferralId};
use entity::state::{CloseReason, ReferralStatus};
use entity::{group, referral as referrals};

use super::close::OF_OPEN_REFERRALS;
use crate::access::{Act, Locked, Viewer, lock_groups};
use crate::acts::follow_end::{EndHeardBy, follow_ends};
use crate::acts::open_ends::close_ends_task;
use crate::acts::referral_steps::{Onward, send_on, wait_for_helper};
use crate::error::{Code, Error, Fault, OrNotFound, Result};
use crate::message::{self, Waiting};
use crate::notify::Told;
use crate::web::form::Form;
use crate::{enrolment, referral, task};

/// The field that says what becomes of all referrals, and how the fields of single ones begin.
pub const THEN: &str = "then";

/// What becomes of a referral.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    /// Whoever helps the client says so.
    #[default]
    Helper,
    /// The client is sent on.
    SentOn(Onward),
}

/// What becomes of the referrals of a group.
#[derive(Clone, Debug, Default)]
pub struct Fates {
    all: Fate,
    each: BTreeMap<ReferralId, Fate>,
}

impl Fates {
    fn of(&self, id: ReferralId) -> Fate {
        self.each.get(&id).copied().unwrap_or(self.all)
    }

    /// The groups to which anybody is sent on.
    fn groups(&self) -> BTreeSet<GroupId> {
        let fates = self.each.values().chain([&self.all]);
        fates.filter_map(|fate| if let Fate::SentOn(onward) = fate { Some(onward.to) } else { None }).collect()
    }
}

/// Names the field of one referral.
pub fn field_of(id: ReferralId) -> String {
    format!("{THEN}.{id}")
}

/// As a form says it: whoever helps, or to which group and whether into its queue.
fn fate(text: &str) -> Option<Fate> {
    if text == "helper" {
        return Some(Fate::Helper);
    }
    let (how, to) = text.split_once(':')?;
    let queues = match how {
        "redirect" => false,
        "waitlist" => true,
        _ => return None,
    };
    Some(Fate::SentOn(Onward { to: to.parse().ok()?, queues }))
}

/// Reads what becomes of the referrals; what is not said of one is as it is said of all.
pub(super) fn read_fates(form: &Form) -> Result<Fates> {
    let mut fates = Fates::default();
    for (name, value) in form.pairs().iter().filter(|(name, value)| name.starts_with(THEN) && !value.is_empty()) {
        let faulty = || Error::Invalid(vec![Fault::of(name.clone(), Code::FaultChoice)]);
        let fate = fate(value).ok_or_else(faulty)?;
        match name.strip_prefix(THEN).and_then(|rest| rest.strip_prefix('.')) {
            Some(id) => drop(fates.each.insert(id.parse().map_err(|_| faulty())?, fate)),
            None if name == THEN => fates.all = fate,
            None => {}
        }
    }
    Ok(fates)
}

/// Locks the group that is cancelled and those to which people are sent on; each of these must be one that the person sees.
pub(super) async fn lock_with(act: Act<'_>, by: &Viewer, id: GroupId, fates: &Fates) -> Result<Locked<group::Model>> {
    let mut groups = fates.groups();
    for to in &groups {
        let seen = if *to == id { Err(Error::NotFound) } else { referral::group_seen(act.tx, by, *to).await };
        match seen {
            Err(Error::NotFound) => return Err(Error::invalid(THEN, Code::FaultChoice)),
            seen => drop(seen?),
        }
    }
    groups.insert(id);
    lock_groups(act, groups).await?.remove(&id).or_not_found()
}

/// Places, offers and turns of a cancelled group end, and each open referral goes where it was said. What can't go there
/// waits for whoever helps the client.
pub(super) async fn hand_on_all(act: Act<'_>, group: &Locked<group::Model>, fates: &Fates) -> Result<Told> {
    let mut told = Told::default();
    for referral in &let_all_go(act, group).await? {
        told += hand_on(act, referral, fates.of(referral.id)).await?;
    }
    Ok(told)
}

/// Ends the places, offers and turns of a group that is not held, and what was asked and is to be told about them; answers
/// the referrals that were open.
pub async fn let_all_go(act: Act<'_>, group: &Locked<group::Model>) -> Result<Vec<referrals::Model>> {
    let open = referral::open_in(act.tx, group.id).await?;
    enrolment::release_waiting(act, group).await?;
    // That the group is not held tells it.
    let _nobody = follow_ends(act, &enrolment::release_unbegun(act, group).await?, EndHeardBy::Nobody).await?;
    close_ends_task(act, group.id).await?;
    task::done_in_group(act, group.id, &OF_OPEN_REFERRALS).await?;
    for referral in &open {
        message::withdraw(act, Waiting::OfReferral(referral.id)).await?;
    }
    Ok(open)
}

/// An open referral goes where it is said; a draft, of which nobody waits, is closed.
pub async fn hand_on(act: Act<'_>, referral: &referrals::Model, fate: Fate) -> Result<Told> {
    if referral.status == ReferralStatus::Draft {
        referral::set_closed(act, referral.id, CloseReason::GroupCancelled).await?;
        return Ok(Told::default());
    }
    if let Fate::SentOn(onward) = fate {
        match send_on(act, referral, onward, CloseReason::GroupCancelled).await {
            // It takes nobody in, or the client is there already.
            Err(Error::Conflict(_) | Error::Invalid(_) | Error::NotFound) => {}
            sent => return sent,
        }
    }
    wait_for_helper(act, referral).await?;
    Ok(Told::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_of_one_referral_is_as_it_is_said_of_all() {
        let (one, other): (ReferralId, ReferralId) = (uuid::Uuid::from_u128(1).into(), uuid::Uuid::from_u128(2).into());
        let to: GroupId = uuid::Uuid::from_u128(3).into();
        let form = Form::default().set(THEN, format!("waitlist:{to}")).set(&field_of(one), "helper");
        let fates = read_fates(&form.set(&field_of(other), "")).unwrap();
        assert_eq!(fates.of(one), Fate::Helper);
        assert_eq!(fates.of(other), Fate::SentOn(Onward { to, queues: true }));
        assert_eq!(read_fates(&Form::default()).unwrap().of(one), Fate::Helper);
    }

    #[test]
    fn what_is_no_choice_is_refused_at_its_field() {
        let id: ReferralId = uuid::Uuid::from_u128(1).into();
        for (name, value) in
            [(THEN.to_owned(), "close"), (field_of(id), "redirect:"), ("then.none".to_owned(), "helper")]
        {
            let Err(Error::Invalid(faults)) = read_fates(&Form::default().set(&name, value)) else { panic!("{name}") };
            assert_eq!((faults[0].field.as_ref(), faults[0].code), (name.as_str(), Code::FaultChoice));
        }
    }
}
