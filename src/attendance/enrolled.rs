//! While a place makes its client expected. Pure.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::state::ParticipationStatus;

use crate::local_time::midnight;

/// How long before its confirmation or after its end a place still tells of a visit.
const NEAR: TimeDelta = TimeDelta::weeks(4);

/// What a place says of its span.
#[derive(Clone, Copy, Debug)]
pub struct PlaceSpan {
    pub status: ParticipationStatus,
    pub confirmed_at: DateTime<Utc>,
    /// The day that its end is dated.
    pub ended_on: Option<NaiveDate>,
    /// When its end was told.
    pub ended_at: Option<DateTime<Utc>>,
}

/// The span in which a place makes its client expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enrolled {
    from: DateTime<Utc>,
    until: Option<DateTime<Utc>>,
}

impl Enrolled {
    /// From its confirmation to the end of the day on which it ended, though that was told later; a drop-out, which is
    /// dated at its last presence, to the moment at which it was noticed.
    pub fn of(place: PlaceSpan, zone: Tz) -> Self {
        let until = place.ended_at.map(|told| match place.ended_on.and_then(|day| day.succ_opt()) {
            Some(next) if place.status != ParticipationStatus::DroppedOut => told.min(midnight(zone, next)),
            _ => told,
        });
        Self { from: place.confirmed_at, until }
    }

    /// Whether the client is expected at a session: confirmed by its end, and not gone before its start.
    pub fn covers(&self, session: &Range<DateTime<Utc>>) -> bool {
        self.from <= session.end && self.until.is_none_or(|until| until > session.start)
    }

    /// Whether the client is expected to the end of a session.
    pub fn lasts_to(&self, end: DateTime<Utc>) -> bool {
        self.from <= end && self.until.is_none_or(|until| until >= end)
    }

    /// Whether a visit to a session may be told of the client without that: people come before the paper is done, and
    /// once more after they left.
    pub fn is_near(&self, session: &Range<DateTime<Utc>>) -> bool {
        let wider = Self { from: self.from - NEAR, until: self.until.map(|until| until + NEAR) };
        wider.covers(session)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn an_end_told_late_ends_with_its_day_and_a_drop_out_when_it_was_noticed() {
        let zone = chrono_tz::Europe::Helsinki;
        let session = |day: u32| at(&format!("2026-10-{day}T07:00:00Z"))..at(&format!("2026-10-{day}T09:00:00Z"));
        let ended = |status, told: &str| {
            let (confirmed_at, ended_on) = (at("2026-10-01T09:00:00Z"), NaiveDate::from_ymd_opt(2026, 10, 21));
            Enrolled::of(PlaceSpan { status, confirmed_at, ended_on, ended_at: Some(at(told)) }, zone)
        };
        let left = ended(ParticipationStatus::Transferred, "2026-10-28T12:00:00Z");
        assert!(left.covers(&session(21)), "the day of the end is still one of the group");
        assert!(!left.covers(&session(22)) && left.is_near(&session(27)));
        let dropped = ended(ParticipationStatus::DroppedOut, "2026-10-28T12:00:00Z");
        assert!(dropped.covers(&session(27)) && !dropped.covers(&session(29)));
        let gone_at_noon = ended(ParticipationStatus::PositiveExit, "2026-10-21T06:30:00Z");
        assert!(!gone_at_noon.covers(&session(21)), "an end told before the session ends at once");
        let confirmed_at = at("2026-10-21T12:00:00Z");
        let stands = PlaceSpan { status: ParticipationStatus::Confirmed, confirmed_at, ended_on: None, ended_at: None };
        let stays = Enrolled::of(stands, zone);
        assert!(!stays.covers(&session(21)) && stays.is_near(&session(21)) && stays.covers(&session(22)));
    }
}
