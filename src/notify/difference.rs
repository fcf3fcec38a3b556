//! News of a session is the difference between what a person was last told and what stands now. Pure.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::VenueId;
use entity::state::SessionStatus;
use entity::{session, session_told};

/// A session that begins this soon is told of at once.
pub const SOON: TimeDelta = TimeDelta::hours(24);

/// How a session stands, as far as people are told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionState {
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub venue_id: Option<VenueId>,
    /// Whether it takes place.
    pub stands: bool,
}

/// What is new of a session for one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionDifference {
    /// It is off.
    Cancelled { was: DateTime<Utc> },
    /// It takes place after all.
    Restored { at: DateTime<Utc> },
    /// It begins at another time.
    Moved { from: DateTime<Utc>, to: DateTime<Utc> },
    /// Its place or its length is another.
    Changed { at: DateTime<Utc> },
}

impl From<&session::Model> for SessionState {
    fn from(row: &session::Model) -> Self {
        Self {
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            venue_id: row.venue_id,
            stands: row.status != SessionStatus::Cancelled,
        }
    }
}

impl From<&session_told::Model> for SessionState {
    fn from(row: &session_told::Model) -> Self {
        Self { starts_at: row.starts_at, ends_at: row.ends_at, venue_id: row.venue_id, stands: row.stands }
    }
}

impl SessionState {
    /// The same session, off: cancelled, or no longer planned at all.
    pub const fn off(self) -> Self {
        Self { stands: false, ..self }
    }

    /// What a person who was told `self` hears when `now_stands`.
    pub fn to(self, now_stands: Self) -> Option<SessionDifference> {
        let at = now_stands.starts_at;
        match (self.stands, now_stands.stands) {
            (false, false) => None,
            (true, false) => Some(SessionDifference::Cancelled { was: self.starts_at }),
            (false, true) => Some(SessionDifference::Restored { at }),
            (true, true) if self.starts_at != at => Some(SessionDifference::Moved { from: self.starts_at, to: at }),
            (true, true) => (self != now_stands).then_some(SessionDifference::Changed { at }),
        }
    }
}

impl SessionDifference {
    /// From when on the news comes too late: the earlier of the two starts that is still ahead, for until then a
    /// person may set out in vain or miss it. `None` when both are over.
    pub fn purpose(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let starts = match self {
            Self::Cancelled { was } => [was, was],
            Self::Restored { at } | Self::Changed { at } => [at, at],
            Self::Moved { from, to } => [from, to],
        };
        starts.into_iter().filter(|at| *at > now).min()
    }

    /// Whether a person must hear of it now.
    pub fn is_urgent(self, now: DateTime<Utc>) -> bool {
        self.purpose(now).is_some_and(|until| until <= now + SOON)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(moment: &str) -> DateTime<Utc> {
        moment.parse().unwrap()
    }

    fn standing(starts: &str) -> SessionState {
        let starts_at = at(starts);
        SessionState { starts_at, ends_at: starts_at + TimeDelta::hours(2), venue_id: None, stands: true }
    }

    #[test]
    fn a_change_is_told_with_the_time_that_was_told_last() {
        let (ten, twelve) = (standing("2026-11-17T08:00:00Z"), standing("2026-11-17T10:00:00Z"));
        let moved = SessionDifference::Moved { from: ten.starts_at, to: twelve.starts_at };
        assert_eq!(ten.to(twelve), Some(moved));
        assert_eq!(ten.to(twelve.off()), Some(SessionDifference::Cancelled { was: ten.starts_at }));
        assert_eq!(ten.off().to(twelve), Some(SessionDifference::Restored { at: twelve.starts_at }));
        let elsewhere = SessionState { ends_at: ten.ends_at + TimeDelta::hours(1), ..ten };
        assert_eq!(ten.to(elsewhere), Some(SessionDifference::Changed { at: ten.starts_at }));
    }

    #[test]
    fn a_session_put_off_after_its_hour_is_told_until_its_new_one_and_one_that_is_over_to_nobody() {
        let (old, new) = (at("2026-10-14T08:30:00Z"), at("2026-10-15T08:30:00Z"));
        let moved = SessionDifference::Moved { from: old, to: new };
        assert_eq!(moved.purpose(at("2026-10-14T09:00:00Z")), Some(new));
        assert_eq!(moved.purpose(at("2026-10-14T08:00:00Z")), Some(old));
        assert_eq!(moved.purpose(at("2026-10-16T09:00:00Z")), None);
    }

    #[test]
    fn what_begins_within_a_day_is_urgent() {
        let off = SessionDifference::Cancelled { was: at("2026-10-15T09:00:00Z") };
        assert!(off.is_urgent(at("2026-10-14T09:00:00Z")));
        assert!(!off.is_urgent(at("2026-10-14T08:59:00Z")));
        assert!(!off.is_urgent(at("2026-10-15T09:00:00Z")), "too late is no haste");
    }

    proptest! {
        #[test]
        fn what_is_changed_back_is_no_news_and_told_news_leaves_none(
            hours in proptest::collection::vec((0i64..200, any::<bool>()), 1..6)
        ) {
            let states: Vec<SessionState> = hours.iter().map(|(hours, stands)| {
                let starts_at = at("2026-10-14T09:00:00Z") + TimeDelta::hours(*hours);
                SessionState { starts_at, ends_at: starts_at, venue_id: None, stands: *stands }
            }).collect();
            for state in &states {
                prop_assert_eq!(state.to(*state), None);
            }
        }
    }
}
