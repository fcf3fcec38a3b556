//! What callers branch on when something is refused, each code with the text that says what to do.

use serde::Serialize;
use utoipa::ToSchema;

macro_rules! codes {
    ($($code:ident => $key:literal,)+) => {
        /// Why something was refused. Callers of the API get the name in `snake_case`: a name once given stays, while its
        /// text may be worded and keyed anew.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Code {
            $($code),+
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$code),+];

            /// The key of the text that says what to do.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$code => $key),+ }
            }
        }
    };
}

codes! {
    AccountPasswordGuessable => "account-password-guessable",
    AccountPasswordSame => "account-password-same",
    AccountPasswordShort => "account-password-short",
    AccountPasswordWrong => "account-password-wrong",
    AdminNotOneself => "admin-not-oneself",
    AdminRoleNeeded => "admin-role-needed",
    ApplicationDecided => "application-decided",
    ApplicationRejectGivesAway => "application-reject-gives-away",
    ApplyContactNeeded => "apply-contact-needed",
    ApplyOver => "apply-over",
    AttendanceCancelled => "attendance-cancelled",
    AttendanceHeadCountOpen => "attendance-head-count-open",
    AttendanceMinutesAbsent => "attendance-minutes-absent",
    AttendanceMinutesBounds => "attendance-minutes-bounds",
    AttendanceMinutesNeeded => "attendance-minutes-needed",
    AttendanceNotOnSheet => "attendance-not-on-sheet",
    AttendanceNothing => "attendance-nothing",
    AttendanceTooEarly => "attendance-too-early",
    AttendanceTooLate => "attendance-too-late",
    AttendanceTwice => "attendance-twice",
    AttendanceWalkInOnSheet => "attendance-walk-in-on-sheet",
    AttendanceWalkInWho => "attendance-walk-in-who",
    AttendanceWalkInsMany => "attendance-walk-ins-many",
    AttendanceWalkInsOpen => "attendance-walk-ins-open",
    AuditAccessLogBroken => "audit-access-log-broken",
    AuditChangeLogBroken => "audit-change-log-broken",
    AuditDisclosureLogBroken => "audit-disclosure-log-broken",
    BreakOutOfReach => "break-out-of-reach",
    ChangeOver => "change-over",
    ChangePassed => "change-passed",
    ChangeUnconfirmed => "change-unconfirmed",
    ClashUnconfirmed => "clash-unconfirmed",
    ClientDeathAhead => "client-death-ahead",
    ClientEmailNeeded => "client-email-needed",
    ClientHasDied => "client-has-died",
    ClientKeyWorkerUnknown => "client-key-worker-unknown",
    ClientNoUnit => "client-no-unit",
    ClientPairSelf => "client-pair-self",
    ClientPairTaken => "client-pair-taken",
    ClientPairUnknown => "client-pair-unknown",
    ClientPhoneNeeded => "client-phone-needed",
    ClientKeyWorkerNext => "client-key-worker-next",
    ClientKeyWorkerWrites => "client-key-worker-writes",
    ClientPlaceProtected => "client-place-protected",
    ClientRefTaken => "client-ref-taken",
    EnrolmentAlready => "enrolment-already",
    EnrolmentClosed => "enrolment-closed",
    EnrolmentConflict => "enrolment-conflict",
    EnrolmentEnded => "enrolment-ended",
    EnrolmentFull => "enrolment-full",
    EnrolmentHasStarted => "enrolment-has-started",
    EnrolmentNeverCame => "enrolment-never-came",
    EnrolmentNoOffer => "enrolment-no-offer",
    EnrolmentNotOpen => "enrolment-not-open",
    EnrolmentPastDeadline => "enrolment-past-deadline",
    EnrolmentQueueFirst => "enrolment-queue-first",
    FaultAccountNumber => "fault-account-number",
    FaultAmount => "fault-amount",
    FaultCardNumber => "fault-card-number",
    FaultCharacters => "fault-characters",
    FaultChoice => "fault-choice",
    FaultDate => "fault-date",
    FaultEmail => "fault-email",
    FaultIdempotencyKey => "fault-idempotency-key",
    FaultIdempotencyOther => "fault-idempotency-other",
    FaultIdentityCode => "fault-identity-code",
    FaultJson => "fault-json",
    FaultLong => "fault-long",
    FaultNeeded => "fault-needed",
    FaultNumber => "fault-number",
    FaultPhone => "fault-phone",
    FaultPhoneZero => "fault-phone-zero",
    FaultQuery => "fault-query",
    FaultTime => "fault-time",
    FeedNotForClient => "feed-not-for-client",
    FormChanged => "form-changed",
    FormStands => "form-stands",
    GroupCapacityTaken => "group-capacity-taken",
    GroupClosed => "group-closed",
    GroupCodeForm => "group-code-form",
    GroupCodeTaken => "group-code-taken",
    GroupLeaderRole => "group-leader-role",
    GroupLeaderTwice => "group-leader-twice",
    GroupLeaderDays => "group-leader-days",
    AbsenceLate => "absence-late",
    AbsenceDays => "absence-days",
    AbsenceOverlaps => "absence-overlaps",
    WorkHours => "absence-work-hours",
    LetterPostedDay => "letter-posted-day",
    LetterNone => "letter-none-chosen",
    LetterUndoLate => "letter-undo-late",
    GroupMinOverCapacity => "group-min-over-capacity",
    GroupOutOfReach => "group-out-of-reach",
    GroupStepCodeMissing => "group-step-code-missing",
    GroupStepLeftOpen => "group-step-left-open",
    GroupStepNone => "group-step-none",
    GroupStepNotFrom => "group-step-not-from",
    GroupStepNotYours => "group-step-not-yours",
    GroupStepReasonMissing => "group-step-reason-missing",
    GroupStepReopenLate => "group-step-reopen-late",
    GroupTooFew => "group-too-few",
    ImportCellFaulty => "import-cell-faulty",
    ImportCellLikeRows => "import-cell-like-rows",
    ImportClientUnknown => "import-client-unknown",
    ImportColumnMissing => "import-column-missing",
    ImportColumnTwice => "import-column-twice",
    ImportDayAhead => "import-day-ahead",
    ImportEncoding => "import-encoding",
    ImportFileNeeded => "import-file-needed",
    ImportGroupTwice => "import-group-twice",
    ImportGroupUnknown => "import-group-unknown",
    ImportHeadingNear => "import-heading-near",
    ImportLeaderOther => "import-leader-other",
    ImportMarkInside => "import-mark-inside",
    ImportMarkOpen => "import-mark-open",
    ImportProtectionUnknown => "import-protection-unknown",
    ImportRowTwice => "import-row-twice",
    ImportRowUnreadable => "import-row-unreadable",
    ImportSheetNeeded => "import-sheet-needed",
    ImportStaffUnknown => "import-staff-unknown",
    ImportTooManyCells => "import-too-many-cells",
    ImportUnitUnknown => "import-unit-unknown",
    ImportVenueUnknown => "import-venue-unknown",
    ImportWebPage => "import-web-page",
    ImportWorkbookLarge => "import-workbook-large",
    ImportWorkbookOld => "import-workbook-old",
    ImportWorkbookUnreadable => "import-workbook-unreadable",
    ImportYesNo => "import-yes-no",
    LogErasureActive => "log-erasure-active",
    LoginWrong => "login-wrong",
    MeCalendarTooMany => "me-calendar-too-many",
    MeChannelLacking => "me-channel-lacking",
    MeOfferAskWorker => "me-offer-ask-worker",
    MergeApart => "merge-apart",
    MergeDeceased => "merge-deceased",
    MergeMerged => "merge-merged",
    MergePlacedTwice => "merge-placed-twice",
    MergeSelf => "merge-self",
    MergeUnknown => "merge-unknown",
    MessageNotByHand => "message-not-by-hand",
    MessageNotFailed => "message-not-failed",
    ParticipationEndAhead => "participation-end-ahead",
    RatingAlreadyAnswered => "rating-already-answered",
    RatingDayAhead => "rating-day-ahead",
    RatingEmpty => "rating-empty",
    RatingErrorNotALevel => "rating-error-not-a-level",
    RatingErrorNotANumber => "rating-error-not-a-number",
    RatingErrorUnknownItem => "rating-error-unknown-item",
    RatingGoalsFull => "rating-goals-full",
    RatingGoalAssessed => "rating-goal-assessed",
    RatingGoalRetired => "rating-goal-retired",
    RatingNotDue => "rating-not-due",
    RatingPulseAhead => "rating-pulse-ahead",
    RatingSessionOfPulse => "rating-session-of-pulse",
    ReferralAnimalsUnchecked => "referral-animals-unchecked",
    ReferralDuplicate => "referral-duplicate",
    ReferralGoalsMany => "referral-goals-many",
    ReferralStepClosed => "referral-step-closed",
    ReferralStepCodeMissing => "referral-step-code-missing",
    ReferralStepNotFrom => "referral-step-not-from",
    ReferralStepNoteMissing => "referral-step-note-missing",
    ReferralTakenBackMoved => "referral-taken-back-moved",
    ReferralTakenBackNever => "referral-taken-back-never",
    ReferralTakenBackOther => "referral-taken-back-other",
    ReferralTakenBackTold => "referral-taken-back-told",
    ScheduleErrorDuration => "schedule-error-duration",
    ScheduleErrorEndless => "schedule-error-endless",
    ScheduleErrorNoSessions => "schedule-error-no-sessions",
    ScheduleErrorSubDaily => "schedule-error-sub-daily",
    ScheduleErrorTooFar => "schedule-error-too-far",
    ScheduleErrorTooMany => "schedule-error-too-many",
    ScheduleErrorTwoEnds => "schedule-error-two-ends",
    ScheduleErrorUnreadable => "schedule-error-unreadable",
    ScheduleErrorUntilBeforeStart => "schedule-error-until-before-start",
    ScheduleErrorYear => "schedule-error-year",
    SeasonOverlaps => "season-overlaps",
    SessionCancelledAlready => "session-cancelled-already",
    SessionHeldAlready => "session-held-already",
    SessionNotBegun => "session-not-begun",
    SessionReplacesCancelled => "session-replaces-cancelled",
    StaffEmailTaken => "staff-email-taken",
    StatisticsEdges => "statistics-edges",
    StatisticsNoCut => "statistics-no-cut",
}

#[cfg(test)]
mod tests {
    use entity::state::Language;

    use super::*;
    use crate::text;

    #[test]
    fn every_code_has_its_text_in_every_language() {
        for code in Code::ALL {
            for language in [Language::Fi, Language::Sv, Language::En] {
                assert!(text::has(language, code.key()), "{code:?} in {language}");
            }
        }
    }
}
