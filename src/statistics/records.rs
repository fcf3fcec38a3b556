//! The plain rows that indicators are worked out from; dates are local dates of the service.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use entity::state::{
    AttendanceStatus, Attrition, BenefitLevel, CancelCode, Channel, CloseReason, GroupKind, GroupStatus,
    ParticipationStatus, SessionStatus,
};
use uuid::Uuid;

use super::month::Month;

/// A group of the programme.
#[derive(Clone, Debug)]
pub struct GroupFact {
    pub group: Uuid,
    pub kind: GroupKind,
    pub unit: Uuid,
    /// The area above the unit; the unit itself where there is none.
    pub area: Uuid,
    /// The municipality of the group, or of its unit; empty when not given.
    pub municipality: Arc<str>,
    pub project: Option<Arc<str>>,
    pub capacity: u32,
    pub status: GroupStatus,
    /// The day of the first session, where there is one.
    pub first_start: Option<NaiveDate>,
    /// The day of the last session, where there is one.
    pub last_end: Option<NaiveDate>,
}

/// One session.
#[derive(Clone, Debug)]
pub struct SessionFact {
    pub session: Uuid,
    pub group: Uuid,
    pub number: u32,
    pub on: NaiveDate,
    pub ends_at: DateTime<Utc>,
    pub status: SessionStatus,
    /// The cancelled session in whose stead this one is held.
    pub replaces: Option<Uuid>,
    pub cancel_code: Option<CancelCode>,
}

/// One client's place in one group.
#[derive(Clone, Debug)]
pub struct ParticipationFact {
    pub participation: Uuid,
    pub client: Uuid,
    pub group: Uuid,
    pub status: ParticipationStatus,
    pub confirmed_on: NaiveDate,
    /// The day of the first presence.
    pub started_on: Option<NaiveDate>,
    /// The day of the last presence for a drop-out, otherwise of the end.
    pub ended_on: Option<NaiveDate>,
    /// Somebody came along, as the referral planned.
    pub accompanied: bool,
    /// Whether the client was present at session 2; `None` when it was not held or is not recorded.
    pub came_to_second: Option<bool>,
}

/// Attendance of one participation in one month; tallies of the same participation and month may be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    pub participation: Uuid,
    pub client: Uuid,
    pub group: Uuid,
    pub month: Month,
    /// Present, late or there for a part.
    pub present: u32,
    pub no_show: u32,
    pub absent_notified: u32,
    /// Held sessions without a mark: outside every rate, shown beside them.
    pub unrecorded: u32,
    /// Minutes attended.
    pub minutes: u32,
}

impl Tally {
    /// A tally of nothing.
    pub const fn empty(participation: Uuid, client: Uuid, group: Uuid, month: Month) -> Self {
        Self {
            participation,
            client,
            group,
            month,
            present: 0,
            no_show: 0,
            absent_notified: 0,
            unrecorded: 0,
            minutes: 0,
        }
    }

    /// Counts one mark of a held session.
    pub fn mark(&mut self, status: AttendanceStatus, minutes: u32) {
        match status {
            AttendanceStatus::Present | AttendanceStatus::Late | AttendanceStatus::Partial => {
                self.present += 1;
                self.minutes += minutes;
            }
            AttendanceStatus::NoShow => self.no_show += 1,
            AttendanceStatus::AbsentNotified => self.absent_notified += 1,
            AttendanceStatus::Unrecorded => self.unrecorded += 1,
        }
    }

    /// Absences of either kind.
    pub const fn absent(&self) -> u32 {
        self.no_show + self.absent_notified
    }

    /// Recorded marks: client × held session while enrolled.
    pub const fn expected(&self) -> u32 {
        self.present + self.absent()
    }
}

/// Visits to open groups without a place there: of one client, or of people who are known by alias or only counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuestFact {
    pub group: Uuid,
    pub month: Month,
    /// The client, where known; who gave no name is nobody's client.
    pub client: Option<Uuid>,
    pub visits: u32,
    /// Minutes attended; of people who were only counted, the length of the session each.
    pub minutes: u32,
}

/// A submitted referral; drafts are no facts.
#[derive(Clone, Debug)]
pub struct ReferralFact {
    pub referral: Uuid,
    pub client: Uuid,
    pub group: Uuid,
    pub submitted_on: NaiveDate,
    /// The day of the leader's decision.
    pub decided_on: Option<NaiveDate>,
    /// How it ended; `None` while it is open.
    pub close_reason: Option<CloseReason>,
    /// Where the client heard of the group, the first channel first.
    pub channels: Vec<Channel>,
    /// Somebody was to come along.
    pub accompanied: bool,
    /// The day of the first presence that came of it.
    pub first_presence: Option<NaiveDate>,
}

/// The end rating a client was asked for.
#[derive(Clone, Debug)]
pub struct RatingFact {
    pub client: Uuid,
    pub group: Uuid,
    pub asked_on: NaiveDate,
    /// The client's own overall rating; `None` when it was not answered.
    pub overall: Option<BenefitLevel>,
}

/// A baseline that was answered, and what came of its follow-up.
#[derive(Clone, Debug)]
pub struct BaselineFact {
    pub participation: Uuid,
    pub client: Uuid,
    pub group: Uuid,
    /// The day on which the follow-up falls due; `None` while the group runs.
    pub follow_up_due_on: Option<NaiveDate>,
    pub followed_up: bool,
    /// Why there is no follow-up, where it is known.
    pub reason: Option<Attrition>,
}
