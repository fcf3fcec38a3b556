//! Sessions at which somebody was expected and nothing was recorded.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::state::SessionStatus;
use uuid::Uuid;

use super::month::Month;
use super::queries::PlaceTimes;
use super::records::{SessionFact, Tally};

/// Adds what is missing: for each participation and month, the sessions while enrolled that were held or are over without
/// a sheet, less the recorded marks.
pub fn add<'a>(
    tallies: &mut Vec<Tally>,
    places: &[PlaceTimes],
    sessions: impl Iterator<Item = &'a SessionFact>,
    now: DateTime<Utc>,
) {
    let is_over = |session: &&SessionFact| match session.status {
        SessionStatus::Held => true,
        SessionStatus::Planned => session.ends_at <= now,
        SessionStatus::Cancelled => false,
    };
    let mut over: HashMap<Uuid, Vec<&SessionFact>> = HashMap::new();
    for session in sessions.filter(is_over) {
        over.entry(session.group).or_default().push(session);
    }
    let mut recorded: HashMap<(Uuid, Month), u32> = HashMap::new();
    for tally in tallies.iter() {
        *recorded.entry((tally.participation, tally.month)).or_default() += tally.expected() + tally.unrecorded;
    }
    for place in places {
        let Some(sessions) = over.get(&place.fact.group) else { continue };
        let mut expected: HashMap<Month, u32> = HashMap::new();
        for session in sessions.iter().filter(|session| is_enrolled(place, session)) {
            *expected.entry(Month::of(session.on)).or_default() += 1;
        }
        for (month, expected) in expected {
            let recorded = recorded.get(&(place.fact.participation, month)).copied().unwrap_or(0);
            if expected > recorded {
                let mut tally = Tally::empty(place.fact.participation, place.fact.client, place.fact.group, month);
                tally.unrecorded = expected - recorded;
                tallies.push(tally);
            }
        }
    }
}

fn is_enrolled(place: &PlaceTimes, session: &SessionFact) -> bool {
    place.enrolled.lasts_to(session.ends_at)
}
