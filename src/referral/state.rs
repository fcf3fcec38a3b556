//! The life of a referral: which step follows which, whose it is, and what it must tell.

use entity::id::{GroupId, StaffId};
use entity::referral;
use entity::state::{CloseReason, ReferralStatus, RejectCode};
use thiserror::Error;

use crate::access::Part;

use ReferralStatus as S;

/// On whose side a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who referred the client, or the client's key worker.
    Referrer,
    /// A leader of the group.
    Leader,
    /// The client, by the private link.
    Client,
    /// The program, when a deadline passes.
    System,
}

impl From<Part> for Side {
    fn from(part: Part) -> Self {
        match part {
            Part::Leader => Self::Leader,
            Part::Worker => Self::Referrer,
            Part::Client => Self::Client,
            Part::Program => Self::System,
        }
    }
}

/// Whether the words of a referral are a person's who reaches it on a side: who sends it, or follows its client.
pub fn is_worded_by(row: &referral::Model, side: Side, who: StaffId) -> bool {
    side == Side::Referrer || row.referrer_id == Some(who)
}

/// Why a step was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReferralRefusal {
    /// A conflict (409): the allowed steps are told.
    #[error("a {from} referral cannot become {to}")]
    NotFrom { from: ReferralStatus, to: ReferralStatus, allowed: &'static [ReferralStatus] },
    /// A conflict (409): the referral is closed.
    #[error("the referral is closed")]
    Closed,
    /// Forbidden (403).
    #[error("the step to {0} is another's")]
    NotYours(ReferralStatus),
}

/// What a step makes of a referral, with what it must tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextState {
    Submitted,
    InReview,
    /// The referrer is asked something.
    InfoRequested {
        question: String,
    },
    Offered,
    Waitlisted,
    Confirmed,
    /// The client is not taken, for a reason.
    Rejected {
        code: RejectCode,
    },
    /// The client is sent on: to another group, or to what Piiri doesn't know.
    Redirected {
        to: Option<GroupId>,
    },
    Declined,
    Withdrawn,
    Expired,
}

impl NextState {
    /// The state.
    pub const fn status(&self) -> ReferralStatus {
        match self {
            Self::Submitted => S::Submitted,
            Self::InReview => S::InReview,
            Self::InfoRequested { .. } => S::InfoRequested,
            Self::Offered => S::Offered,
            Self::Waitlisted => S::Waitlisted,
            Self::Confirmed => S::Confirmed,
            Self::Rejected { .. } => S::Rejected,
            Self::Redirected { .. } => S::Redirected,
            Self::Declined => S::Declined,
            Self::Withdrawn => S::Withdrawn,
            Self::Expired => S::Expired,
        }
    }
}

/// The steps that people may take from a state, in the order in which they are offered.
pub const fn allowed(from: ReferralStatus) -> &'static [ReferralStatus] {
    match from {
        S::Draft => &[S::Submitted, S::Withdrawn],
        S::Submitted => &[
            S::InReview,
            S::Offered,
            S::Waitlisted,
            S::InfoRequested,
            S::Confirmed,
            S::Rejected,
            S::Redirected,
            S::Declined,
            S::Withdrawn,
        ],
        S::InReview => &[
            S::Offered,
            S::Waitlisted,
            S::InfoRequested,
            S::Confirmed,
            S::Rejected,
            S::Redirected,
            S::Declined,
            S::Withdrawn,
        ],
        S::InfoRequested => &[S::InReview, S::Rejected, S::Redirected, S::Declined, S::Withdrawn],
        S::Offered => &[S::Confirmed, S::Declined, S::Rejected, S::Redirected, S::Withdrawn],
        S::Waitlisted => &[S::Offered, S::Confirmed, S::Declined, S::Rejected, S::Redirected, S::Withdrawn],
        S::Confirmed => &[S::Withdrawn],
        // Nobody answered an offer: what becomes of the referral, a person says.
        S::Expired => &[
            S::Offered,
            S::Waitlisted,
            S::Confirmed,
            S::InReview,
            S::Rejected,
            S::Redirected,
            S::Expired,
            S::Declined,
            S::Withdrawn,
        ],
        S::Rejected | S::Declined | S::Withdrawn | S::Redirected => &[],
    }
}

/// Whether a side may take a step; a leader may also do what a referrer or a client told them.
pub const fn belongs_to(side: Side, from: ReferralStatus, to: ReferralStatus) -> bool {
    match side {
        Side::System => matches!((from, to), (S::Offered, S::Expired | S::Withdrawn) | (S::Waitlisted, S::Offered)),
        Side::Leader => true,
        Side::Client => matches!((from, to), (S::Offered, S::Confirmed | S::Declined)),
        Side::Referrer => match to {
            S::Submitted | S::Declined | S::Withdrawn => true,
            S::InReview => matches!(from, S::InfoRequested | S::Expired),
            S::Expired => matches!(from, S::Expired),
            S::Confirmed => matches!(from, S::Offered),
            _ => false,
        },
    }
}

/// The steps that a side may take now, for buttons.
pub fn offered(from: ReferralStatus, side: Side) -> Vec<ReferralStatus> {
    allowed(from).iter().copied().filter(|to| belongs_to(side, from, *to)).collect()
}

/// Whether a step may be taken.
pub fn check(from: ReferralStatus, closed: bool, to: ReferralStatus, side: Side) -> Result<(), ReferralRefusal> {
    let lapses = matches!(side, Side::System) && belongs_to(side, from, to);
    if !lapses && !allowed(from).contains(&to) {
        return Err(ReferralRefusal::NotFrom { from, to, allowed: allowed(from) });
    }
    if closed {
        return Err(ReferralRefusal::Closed);
    }
    if belongs_to(side, from, to) { Ok(()) } else { Err(ReferralRefusal::NotYours(to)) }
}

/// Whether a side may take back that a referral came to a state.
pub const fn taken_back(from: ReferralStatus, side: Side) -> bool {
    match side {
        Side::Leader => matches!(
            from,
            S::Waitlisted | S::Offered | S::Rejected | S::Redirected | S::Declined | S::Withdrawn | S::Expired
        ),
        Side::Referrer => matches!(from, S::Declined | S::Withdrawn | S::Expired),
        Side::Client | Side::System => false,
    }
}

/// Whether a state stands for a place, an offer or a turn in the queue.
pub const fn holds(status: ReferralStatus) -> bool {
    matches!(status, S::Confirmed | S::Offered | S::Waitlisted)
}

/// What a referral becomes when its last step is taken back. Who was offered a place out of the queue is reviewed: back in
/// the queue, the same place would be offered again by itself.
pub fn back_to(status: ReferralStatus, came_from: Option<ReferralStatus>) -> ReferralStatus {
    let from = came_from.unwrap_or(S::InReview);
    if closes(status, Side::Leader).is_none() && !from.is_to_decide() { S::InReview } else { from }
}

/// How a referral is closed when a side has it reach a state; a confirmed one waits for the first visit. An offer that lapses
/// frees its place, and the referral stays open until a person closes it.
pub const fn closes(to: ReferralStatus, side: Side) -> Option<CloseReason> {
    match to {
        S::Expired if matches!(side, Side::System) => None,
        S::Rejected => Some(CloseReason::Rejected),
        S::Declined => Some(CloseReason::Declined),
        S::Withdrawn => Some(CloseReason::Withdrawn),
        S::Expired => Some(CloseReason::Expired),
        S::Redirected => Some(CloseReason::Redirected),
        _ => None,
    }
}

/// Whether a state is the leader's decision (indicator 5).
pub const fn decides(to: ReferralStatus) -> bool {
    matches!(to, S::Offered | S::Waitlisted | S::Confirmed | S::Rejected | S::Redirected)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_referral_walks_from_draft_to_a_place() {
        let way = [
            (S::Draft, S::Submitted, Side::Referrer),
            (S::Submitted, S::InReview, Side::Leader),
            (S::InReview, S::InfoRequested, Side::Leader),
            (S::InfoRequested, S::InReview, Side::Referrer),
            (S::InReview, S::Waitlisted, Side::Leader),
            (S::Waitlisted, S::Offered, Side::System),
            (S::Offered, S::Confirmed, Side::Client),
        ];
        for (from, to, side) in way {
            assert_eq!(check(from, false, to, side), Ok(()), "{from} to {to}");
        }
    }

    #[test]
    fn only_the_group_s_leader_decides() {
        for to in [S::Offered, S::Waitlisted, S::Rejected, S::Redirected, S::Confirmed] {
            let refused = check(S::InReview, false, to, Side::Referrer);
            assert_eq!(refused, Err(ReferralRefusal::NotYours(to)));
        }
    }

    #[test]
    fn a_client_answers_an_offer_and_does_nothing_else() {
        assert_eq!(offered(S::Offered, Side::Client), [S::Confirmed, S::Declined]);
        for from in S::ALL.iter().filter(|from| **from != S::Offered) {
            assert!(offered(*from, Side::Client).is_empty(), "{from}");
        }
    }

    #[test]
    fn who_helps_decides_what_becomes_of_a_referral_whose_offer_has_lapsed() {
        assert_eq!(offered(S::Expired, Side::Referrer), [S::InReview, S::Expired, S::Declined, S::Withdrawn]);
        assert_eq!(closes(S::Expired, Side::System), None);
        for side in [Side::Leader, Side::Referrer] {
            assert_eq!(closes(S::Expired, side), Some(CloseReason::Expired), "{side:?}");
        }
        assert!(offered(S::Expired, Side::Client).is_empty());
    }

    #[test]
    fn an_offer_lapses_by_the_program_alone() {
        assert_eq!(check(S::Offered, false, S::Expired, Side::System), Ok(()));
        assert!(check(S::Offered, false, S::Expired, Side::Leader).is_err());
    }

    #[test]
    fn what_a_leader_decides_only_a_leader_takes_back_and_nobody_a_place_or_what_came_before() {
        for to in S::ALL {
            assert!(!taken_back(*to, Side::Client) && !taken_back(*to, Side::System), "{to}");
            let from = if *to == S::Expired { S::Expired } else { S::Submitted };
            assert!(!taken_back(*to, Side::Referrer) || belongs_to(Side::Referrer, from, *to), "{to}");
            let ends = closes(*to, Side::Leader).is_some() || matches!(to, S::Waitlisted | S::Offered);
            assert_eq!(taken_back(*to, Side::Leader), ends, "{to}");
        }
    }

    #[test]
    fn a_step_that_is_taken_back_leads_to_where_it_came_from_but_never_back_into_the_queue() {
        for (status, from, to) in [
            (S::Offered, S::Submitted, S::Submitted),
            (S::Waitlisted, S::InReview, S::InReview),
            (S::Offered, S::Waitlisted, S::InReview),
            (S::Rejected, S::InfoRequested, S::InfoRequested),
            (S::Withdrawn, S::Draft, S::Draft),
            (S::Withdrawn, S::Confirmed, S::Confirmed),
        ] {
            assert_eq!(back_to(status, Some(from)), to, "{status} from {from}");
        }
        assert_eq!(back_to(S::Rejected, None), S::InReview);
    }

    #[test]
    fn every_state_can_be_reached_from_draft() {
        let mut reached = vec![S::Draft];
        let mut next = 0;
        while let Some(from) = reached.get(next).copied() {
            let lapse = (from == S::Offered).then_some(S::Expired);
            for to in allowed(from).iter().copied().chain(lapse) {
                if !reached.contains(&to) {
                    reached.push(to);
                }
            }
            next += 1;
        }
        reached.sort_unstable();
        assert_eq!(reached, S::ALL);
    }

    proptest! {
        #[test]
        fn what_is_offered_is_what_the_check_lets_through(
            from in prop::sample::select(S::ALL), to in prop::sample::select(S::ALL), leader: bool,
        ) {
            let side = if leader { Side::Leader } else { Side::Referrer };
            prop_assert_eq!(check(from, false, to, side).is_ok(), offered(from, side).contains(&to));
        }

        #[test]
        fn a_closed_referral_takes_no_step(from in prop::sample::select(S::ALL), to in prop::sample::select(S::ALL)) {
            prop_assert!(check(from, true, to, Side::Leader).is_err());
        }

        #[test]
        fn a_state_without_a_way_on_is_closed(from in prop::sample::select(S::ALL)) {
            prop_assert_eq!(allowed(from).is_empty(), closes(from, Side::System).is_some());
        }
    }
}
