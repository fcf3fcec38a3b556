//! What a step of a group's life is, by the state to which it leads and by where the group stands.

use entity::state::GroupStatus;

use crate::access::rights::Resource;

/// A step of a group's life. Several may lead to one state, with other rights and other consequences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// The plan is sent to its supervisor.
    Submit,
    /// What was sent, or sent back, is a draft again.
    Redraft,
    /// The supervisor approves the plan.
    Approve,
    /// The supervisor sends the plan back.
    SendBack,
    /// What was approved is planned anew.
    ReopenApproval,
    /// People are taken in.
    Recruit,
    /// That the group runs is taken back.
    TakeDecisionBack,
    /// The group runs.
    DecideToRun,
    /// The first session has come; only the program takes it.
    Begin,
    /// An end before its time is taken back, which nobody needs to have heard of.
    UndoEnd,
    /// A group that has ended goes on, for a reason.
    Reopen,
    /// The group ends, with its last session or before it.
    End,
    /// Everything about it is recorded.
    Report,
    /// Nobody works at it any more.
    Archive,
    /// The group is not held.
    Cancel,
}

impl StepKind {
    /// The step of a person that leads a group from a state to another. An end may be taken back only for a short while.
    pub fn of(from: GroupStatus, to: GroupStatus, may_undo_end: bool) -> Self {
        match to {
            GroupStatus::Draft => Self::Redraft,
            GroupStatus::Submitted => Self::Submit,
            GroupStatus::Approved => Self::Approve,
            GroupStatus::Returned if from.is_approved() => Self::ReopenApproval,
            GroupStatus::Returned => Self::SendBack,
            GroupStatus::Recruiting if from == GroupStatus::ConfirmedToRun => Self::TakeDecisionBack,
            GroupStatus::Recruiting => Self::Recruit,
            GroupStatus::ConfirmedToRun => Self::DecideToRun,
            GroupStatus::Running if may_undo_end => Self::UndoEnd,
            GroupStatus::Running => Self::Reopen,
            GroupStatus::Ended => Self::End,
            GroupStatus::Reported => Self::Report,
            GroupStatus::Archived => Self::Archive,
            GroupStatus::Cancelled => Self::Cancel,
        }
    }

    /// The state to which it leads.
    pub const fn to(self) -> GroupStatus {
        match self {
            Self::Redraft => GroupStatus::Draft,
            Self::Submit => GroupStatus::Submitted,
            Self::Approve => GroupStatus::Approved,
            Self::SendBack | Self::ReopenApproval => GroupStatus::Returned,
            Self::Recruit | Self::TakeDecisionBack => GroupStatus::Recruiting,
            Self::DecideToRun => GroupStatus::ConfirmedToRun,
            Self::Begin | Self::UndoEnd | Self::Reopen => GroupStatus::Running,
            Self::End => GroupStatus::Ended,
            Self::Report => GroupStatus::Reported,
            Self::Archive => GroupStatus::Archived,
            Self::Cancel => GroupStatus::Cancelled,
        }
    }

    /// The right that it needs: a decision on a plan is the supervisor's.
    pub const fn resource(self) -> Resource {
        match self {
            Self::Approve | Self::SendBack | Self::ReopenApproval | Self::Begin | Self::Reopen | Self::Archive => {
                Resource::Approval
            }
            Self::Submit
            | Self::Redraft
            | Self::Recruit
            | Self::TakeDecisionBack
            | Self::DecideToRun
            | Self::UndoEnd
            | Self::End
            | Self::Report
            | Self::Cancel => Resource::Group,
        }
    }

    /// What is said once it was taken: what happened, and what comes next.
    pub fn done_key(self) -> String {
        match self {
            Self::ReopenApproval => "group-done-reopened".into(),
            Self::TakeDecisionBack => "group-done-undecided".into(),
            Self::DecideToRun => "group-done-decided".into(),
            Self::Cancel => "group-done-cancelled".into(),
            Self::Submit
            | Self::Redraft
            | Self::Approve
            | Self::SendBack
            | Self::Recruit
            | Self::Begin
            | Self::UndoEnd
            | Self::Reopen
            | Self::End
            | Self::Report
            | Self::Archive => format!("group-stepped-{}", self.to().code().replace('_', "-")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_leads_to_the_state_that_was_asked_for() {
        for from in GroupStatus::ALL {
            for to in GroupStatus::ALL {
                for may_undo_end in [true, false] {
                    assert_eq!(StepKind::of(*from, *to, may_undo_end).to(), *to);
                }
            }
        }
    }

    #[test]
    fn what_leads_back_is_told_apart_from_what_leads_on() {
        let of = |from, to| StepKind::of(from, to, false);
        assert_eq!(of(GroupStatus::Submitted, GroupStatus::Returned), StepKind::SendBack);
        assert_eq!(of(GroupStatus::Recruiting, GroupStatus::Returned), StepKind::ReopenApproval);
        assert_eq!(of(GroupStatus::Approved, GroupStatus::Recruiting), StepKind::Recruit);
        assert_eq!(of(GroupStatus::ConfirmedToRun, GroupStatus::Recruiting), StepKind::TakeDecisionBack);
        assert_eq!(of(GroupStatus::Ended, GroupStatus::Running), StepKind::Reopen);
        assert_eq!(StepKind::of(GroupStatus::Ended, GroupStatus::Running, true), StepKind::UndoEnd);
    }
}
