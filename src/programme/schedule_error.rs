//! What is wrong with a schedule, and the code by which callers know it.

use thiserror::Error;

use crate::error::Code;

/// The most sessions that one schedule makes.
pub const MAX_SESSIONS: usize = 400;

/// What is wrong with a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ScheduleError {
    #[error("the rule cannot be read")]
    Unreadable,
    #[error("the rule repeats within a day")]
    SubDaily,
    #[error("the rule has neither COUNT nor UNTIL")]
    Endless,
    #[error("the rule has both COUNT and UNTIL")]
    TwoEnds,
    #[error("UNTIL is before the first date")]
    UntilBeforeStart,
    #[error("more than {MAX_SESSIONS} sessions or dates")]
    TooMany,
    #[error("sessions more than three years from the first date")]
    TooFar,
    #[error("{0} has a year outside 2000 to 2100")]
    Year(&'static str),
    #[error("duration_minutes is outside 5 to 1440")]
    Duration,
    #[error("every session falls away")]
    NoSessions,
}

impl ScheduleError {
    /// The code that callers get, with the text that says what to do.
    pub const fn code(self) -> Code {
        match self {
            Self::Unreadable => Code::ScheduleErrorUnreadable,
            Self::SubDaily => Code::ScheduleErrorSubDaily,
            Self::Endless => Code::ScheduleErrorEndless,
            Self::TwoEnds => Code::ScheduleErrorTwoEnds,
            Self::UntilBeforeStart => Code::ScheduleErrorUntilBeforeStart,
            Self::TooMany => Code::ScheduleErrorTooMany,
            Self::TooFar => Code::ScheduleErrorTooFar,
            Self::Year(_) => Code::ScheduleErrorYear,
            Self::Duration => Code::ScheduleErrorDuration,
            Self::NoSessions => Code::ScheduleErrorNoSessions,
        }
    }

    /// The field of the schedule that the error is about.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Year(field) => field,
            Self::Duration => "duration_minutes",
            _ => "rrule",
        }
    }
}
