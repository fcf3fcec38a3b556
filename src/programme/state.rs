//! The life of a group: which step follows which, who takes it, and what it must tell (domain brief §3).

use crate::error::Code;
use chrono::{DateTime, TimeDelta, Utc};
use entity::group;
use entity::state::{CancelCode, GroupStatus, Role};
use thiserror::Error;

use GroupStatus as S;

/// Who moves a group: a person with roles, or the program itself when a time comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mover<'a> {
    Staff(&'a [Role]),
    System,
}

/// What a step must tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToTell {
    Nothing,
    Reason,
    Code,
}

/// What the mover told with the step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Because<'a> {
    pub reason: Option<&'a str>,
    pub code: Option<CancelCode>,
}

/// Why a step was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GroupRefusal {
    /// A conflict (409): the allowed steps are told.
    #[error("a {from} group cannot become {to}")]
    NotFrom { from: GroupStatus, to: GroupStatus, allowed: &'static [GroupStatus] },
    /// Forbidden (403): the step belongs to these roles; none means the program alone.
    #[error("the step to {to} belongs to another role")]
    NotYours { to: GroupStatus, roles: &'static [Role] },
    /// Invalid (422) in the field `reason`.
    #[error("a returned group needs a reason")]
    ReasonMissing,
    /// Invalid (422) in the field `code`.
    #[error("a cancelled group needs a code")]
    CodeMissing,
}

impl GroupRefusal {
    /// The code that callers get, with the text that says what to do.
    pub const fn code(&self) -> Code {
        match self {
            Self::NotFrom { .. } => Code::GroupStepNotFrom,
            Self::NotYours { .. } => Code::GroupStepNotYours,
            Self::ReasonMissing => Code::GroupStepReasonMissing,
            Self::CodeMissing => Code::GroupStepCodeMissing,
        }
    }
}

/// The steps that people may take from a state, in the order in which they are offered.
pub const fn allowed(from: GroupStatus) -> &'static [GroupStatus] {
    match from {
        S::Draft => &[S::Submitted, S::Cancelled],
        S::Submitted => &[S::Approved, S::Returned, S::Draft, S::Cancelled],
        S::Returned => &[S::Submitted, S::Draft, S::Cancelled],
        // An approval is reopened as long as nobody was promised a place on it.
        S::Approved => &[S::Recruiting, S::Returned, S::Cancelled],
        S::Recruiting => &[S::ConfirmedToRun, S::Returned, S::Cancelled],
        // That it runs is taken back until its first session.
        S::ConfirmedToRun => &[S::Recruiting, S::Cancelled],
        // A group that stops halfway has run: it ends early, and its clients have taken part.
        S::Running => &[S::Ended],
        S::Ended => &[S::Reported, S::Running],
        S::Reported => &[S::Archived],
        S::Archived | S::Cancelled => &[],
    }
}

/// The steps that the program takes: the first start and that it was none after all, and the last end.
pub const fn allowed_to_system(from: GroupStatus) -> &'static [GroupStatus] {
    match from {
        S::ConfirmedToRun => &[S::Running],
        S::Running => &[S::Ended, S::ConfirmedToRun],
        _ => &[],
    }
}

/// How long after its end a group may be reopened.
const REOPENS: TimeDelta = TimeDelta::days(30);

/// Whether a group that has ended may run again.
pub fn may_reopen(group: &group::Model, now: DateTime<Utc>) -> bool {
    group.status == S::Ended && now <= group.status_at + REOPENS
}

/// How long whoever ends a group before its time can take that back.
const END_UNDONE: TimeDelta = TimeDelta::minutes(2);

/// Whether a group has ended so short ago that its end can be taken back, if it came before its time.
pub fn is_just_ended(group: &group::Model, now: DateTime<Utc>) -> bool {
    group.status == S::Ended && now < group.status_at + END_UNDONE
}

/// The roles that may take a step into a state.
pub const fn roles(to: GroupStatus) -> &'static [Role] {
    match to {
        S::Draft | S::Submitted | S::Reported => &[Role::Leader],
        // That a group begins is the program's to say; by a person it only runs again.
        S::Approved | S::Returned | S::Archived | S::Running => &[Role::Manager],
        S::Recruiting | S::ConfirmedToRun | S::Ended | S::Cancelled => &[Role::Leader, Role::Manager],
    }
}

/// What a step must tell.
pub const fn what_to_tell(from: GroupStatus, to: GroupStatus) -> ToTell {
    match (from, to) {
        (_, S::Returned) | (S::Ended, S::Running) => ToTell::Reason,
        (_, S::Cancelled) => ToTell::Code,
        _ => ToTell::Nothing,
    }
}

/// The steps that a person with these roles may take now, for buttons.
pub fn offered(from: GroupStatus, mine: &[Role]) -> Vec<GroupStatus> {
    allowed(from).iter().copied().filter(|to| roles(*to).iter().any(|role| mine.contains(role))).collect()
}

/// Whether a step may be taken. That a leader leads this very group is checked where rights are.
pub fn check(from: GroupStatus, to: GroupStatus, mover: Mover<'_>, because: Because<'_>) -> Result<(), GroupRefusal> {
    let steps = match mover {
        Mover::Staff(_) => allowed(from),
        Mover::System => allowed_to_system(from),
    };
    if !steps.contains(&to) {
        return Err(GroupRefusal::NotFrom { from, to, allowed: steps });
    }
    if let Mover::Staff(mine) = mover
        && !roles(to).iter().any(|role| mine.contains(role))
    {
        return Err(GroupRefusal::NotYours { to, roles: roles(to) });
    }
    match what_to_tell(from, to) {
        ToTell::Reason if because.reason.is_none_or(|reason| reason.trim().is_empty()) => {
            Err(GroupRefusal::ReasonMissing)
        }
        ToTell::Code if because.code.is_none() => Err(GroupRefusal::CodeMissing),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use entity::state::Language;
    use proptest::prelude::*;

    use super::*;
    use crate::text;

    const LEADER: Mover<'_> = Mover::Staff(&[Role::Leader]);
    const MANAGER: Mover<'_> = Mover::Staff(&[Role::Manager]);
    const REASON: Because<'_> = Because { reason: Some("No substitute leader"), code: None };
    const TOO_FEW: Because<'_> = Because { reason: None, code: Some(CancelCode::TooFew) };

    fn walk<'a>(steps: impl IntoIterator<Item = (GroupStatus, Mover<'a>)>) -> Result<GroupStatus, GroupRefusal> {
        steps
            .into_iter()
            .try_fold(S::Draft, |from, (to, mover)| check(from, to, mover, Because::default()).map(|()| to))
    }

    #[test]
    fn a_group_walks_from_draft_to_archive() {
        let whole_way = [
            (S::Submitted, LEADER),
            (S::Approved, MANAGER),
            (S::Recruiting, LEADER),
            (S::ConfirmedToRun, MANAGER),
            (S::Running, Mover::System),
            (S::Ended, Mover::System),
            (S::Reported, LEADER),
            (S::Archived, MANAGER),
        ];
        assert_eq!(walk(whole_way), Ok(S::Archived));
    }

    #[test]
    fn a_leader_does_not_approve_and_a_manager_does_not_submit() {
        let refused = check(S::Submitted, S::Approved, LEADER, Because::default());
        assert_eq!(refused, Err(GroupRefusal::NotYours { to: S::Approved, roles: &[Role::Manager] }));
        let refused = check(S::Draft, S::Submitted, MANAGER, Because::default());
        assert_eq!(refused, Err(GroupRefusal::NotYours { to: S::Submitted, roles: &[Role::Leader] }));
        let both = Mover::Staff(&[Role::Manager, Role::Leader]);
        assert_eq!(check(S::Draft, S::Submitted, both, Because::default()), Ok(()));
    }

    #[test]
    fn a_forbidden_step_is_refused_with_the_allowed_ones() {
        let refused = check(S::Draft, S::Recruiting, LEADER, Because::default());
        assert_eq!(
            refused,
            Err(GroupRefusal::NotFrom { from: S::Draft, to: S::Recruiting, allowed: &[S::Submitted, S::Cancelled] })
        );
    }

    #[test]
    fn people_do_not_start_a_group_and_may_end_it_early() {
        let started = check(S::ConfirmedToRun, S::Running, LEADER, Because::default());
        assert!(matches!(started, Err(GroupRefusal::NotFrom { .. })));
        assert_eq!(check(S::Running, S::Ended, LEADER, Because::default()), Ok(()));
    }

    #[test]
    fn returning_needs_a_reason_and_cancelling_a_code() {
        assert_eq!(check(S::Submitted, S::Returned, MANAGER, TOO_FEW), Err(GroupRefusal::ReasonMissing));
        let blank = Because { reason: Some("  "), code: None };
        assert_eq!(check(S::Submitted, S::Returned, MANAGER, blank), Err(GroupRefusal::ReasonMissing));
        assert_eq!(check(S::Submitted, S::Returned, MANAGER, REASON), Ok(()));
        assert_eq!(check(S::Recruiting, S::Cancelled, LEADER, REASON), Err(GroupRefusal::CodeMissing));
        assert_eq!(check(S::Recruiting, S::Cancelled, LEADER, TOO_FEW), Ok(()));
    }

    #[test]
    fn an_approval_is_taken_back_by_the_supervisor_with_a_reason_before_the_group_is_decided_on() {
        for from in GroupStatus::ALL.iter().copied().filter(|from| from.is_approved()) {
            let back: Vec<GroupStatus> = allowed(from).iter().copied().filter(|to| !to.is_approved()).collect();
            let reopens = matches!(from, S::Approved | S::Recruiting);
            assert_eq!(back, if reopens { vec![S::Returned] } else { Vec::new() }, "{from}");
            assert!(allowed_to_system(from).iter().copied().all(S::is_approved), "{from}");
            if reopens {
                assert_eq!(check(from, S::Returned, MANAGER, REASON), Ok(()));
                assert_eq!(check(from, S::Returned, MANAGER, TOO_FEW), Err(GroupRefusal::ReasonMissing));
                assert!(matches!(check(from, S::Returned, LEADER, REASON), Err(GroupRefusal::NotYours { .. })));
            }
        }
    }

    #[test]
    fn the_decision_to_run_is_taken_back_by_a_leader_or_the_supervisor() {
        for mover in [LEADER, MANAGER] {
            assert_eq!(check(S::ConfirmedToRun, S::Recruiting, mover, Because::default()), Ok(()));
        }
        assert!(check(S::Running, S::Recruiting, MANAGER, Because::default()).is_err());
    }

    #[test]
    fn every_state_can_be_reached_from_draft() {
        let mut reached = vec![S::Draft];
        let mut next = 0;
        while let Some(from) = reached.get(next).copied() {
            for to in allowed(from).iter().chain(allowed_to_system(from)) {
                if !reached.contains(to) {
                    reached.push(*to);
                }
            }
            next += 1;
        }
        reached.sort_unstable();
        assert_eq!(reached, GroupStatus::ALL);
    }

    #[test]
    fn every_refusal_has_a_text_in_every_language() {
        let refusals = [
            GroupRefusal::NotFrom { from: S::Draft, to: S::Ended, allowed: &[] },
            GroupRefusal::NotYours { to: S::Ended, roles: &[] },
            GroupRefusal::ReasonMissing,
            GroupRefusal::CodeMissing,
        ];
        for refusal in refusals {
            for language in [Language::Fi, Language::Sv, Language::En] {
                assert!(text::has(language, refusal.code().key()), "{refusal} in {language}");
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_offered_is_what_the_check_lets_through(
            from in proptest::sample::select(GroupStatus::ALL),
            to in proptest::sample::select(GroupStatus::ALL),
            mine in proptest::sample::subsequence(Role::ALL, 0..=Role::ALL.len()),
        ) {
            let told_all = Because { reason: Some("Why"), code: Some(CancelCode::Other) };
            let passed = check(from, to, Mover::Staff(&mine), told_all).is_ok();
            prop_assert_eq!(passed, offered(from, &mine).contains(&to));
        }
    }
}
