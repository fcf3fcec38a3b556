//! What a schedule changes about sessions that stand: each session is known by the date that its rule gave it, and
//! keeps what people did to it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::id::VenueId;
use entity::session;
use entity::state::SessionStatus;

use super::recurrence::{Occurrence, PlannedSessions, Why};
use crate::local_time::{day, zone_of};

/// How far a session goes with a rule that changes its weekday; a date further away is another session's.
const WEEK_LESS_A_DAY: Days = Days::new(6);

/// What a schedule changes about one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScheduleDifference {
    /// A date of the rule gets a session: a new one, or the one that an earlier schedule gave up.
    Added { to: Occurrence, back: Option<session::Model> },
    /// A session goes to another time or venue.
    Moved { session: session::Model, to: Occurrence },
    /// The rule doesn't give the date any more; why, where the schedule says it.
    Cancelled { session: session::Model, why: Option<Why> },
    /// What a person did stays, though the rule would have it otherwise; the date that the rule gives it now.
    Kept { session: session::Model, rule_date: Option<NaiveDate>, by_hand: HandMade },
}

/// What a person did to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandMade {
    Moved,
    Added,
    Cancelled,
}

impl HandMade {
    /// The published code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Added => "added",
            Self::Cancelled => "cancelled",
        }
    }
}

impl ScheduleDifference {
    /// The session that stood before.
    pub const fn session(&self) -> Option<&session::Model> {
        match self {
            Self::Added { back, .. } => back.as_ref(),
            Self::Moved { session, .. } | Self::Cancelled { session, .. } | Self::Kept { session, .. } => Some(session),
        }
    }

    /// The date of the rule that it is about.
    pub const fn rule_date(&self) -> Option<NaiveDate> {
        match self {
            Self::Added { to, .. } | Self::Moved { to, .. } => Some(to.date),
            Self::Cancelled { session, .. } => session.rule_date,
            Self::Kept { rule_date, .. } => *rule_date,
        }
    }

    /// When the session is to be, or was to be.
    pub const fn starts_at(&self) -> DateTime<Utc> {
        match self {
            Self::Added { to, .. } | Self::Moved { to, .. } => to.starts_at,
            Self::Cancelled { session, .. } | Self::Kept { session, .. } => session.starts_at,
        }
    }

    /// What people did to a session that goes elsewhere or falls away, by code.
    pub fn by_hand(&self) -> Vec<&'static str> {
        let Some(session) = self.session().filter(|_| self.shows()) else { return Vec::new() };
        let done = [
            (session.plan.is_some(), "plan"),
            (session.substitute_id.is_some(), "substitute"),
            (session.without_animal, "without_animal"),
        ];
        done.into_iter().filter_map(|(is_done, code)| is_done.then_some(code)).collect()
    }

    /// Whether anybody sees it: what is kept stays as it is.
    pub const fn shows(&self) -> bool {
        !matches!(self, Self::Kept { .. })
    }
}

/// What a schedule asks of the sessions of a group.
#[derive(Clone, Copy, Debug)]
pub struct WantedSchedule<'a> {
    pub plan: &'a PlannedSessions,
    pub excluded: &'a [NaiveDate],
    pub timezone: Tz,
    pub venue: Option<VenueId>,
    pub now: DateTime<Utc>,
    /// Whether dates that are over get sessions as well, since nothing was planned before.
    pub is_first: bool,
}

/// The dates of the rule whose sessions stay even where the schedule takes the date out: a person moved, added or cancelled
/// the session, or it has begun.
pub fn standing_dates(rows: &[session::Model], now: DateTime<Utc>) -> BTreeSet<NaiveDate> {
    let stays = |row: &&session::Model| match row.status {
        SessionStatus::Cancelled => !was_given_up(row),
        _ => is_by_hand(row) || row.starts_at <= now,
    };
    rows.iter().filter(stays).filter_map(|row| row.rule_date).collect()
}

/// The differences between the sessions that stand and those that a schedule asks for, in the order of time.
///
/// What has begun stays. So does what a person moved, added or cancelled; it is told as kept. An unmoved session whose
/// date vanishes goes along to the nearest new date within a week, unless its date was taken out by name.
pub fn differences(standing: Vec<session::Model>, asked: WantedSchedule<'_>) -> Vec<ScheduleDifference> {
    let (dated, mut undated): (Vec<_>, Vec<_>) = standing.into_iter().partition(|session| session.rule_date.is_some());
    let mut dated: BTreeMap<NaiveDate, session::Model> =
        dated.into_iter().filter_map(|session| Some((session.rule_date?, session))).collect();
    let mut found = Vec::new();
    let mut appeared = BTreeMap::new();
    for to in &asked.plan.occurrences {
        match dated.remove(&to.date).or_else(|| asked.stands_in(&mut undated, to)) {
            Some(session) => found.extend(asked.meet(session, to)),
            None if asked.is_first || asked.is_ahead(to) => drop(appeared.insert(to.date, *to)),
            None => {}
        }
    }
    dated.retain(|_, session| is_ahead(session, asked.now));
    let gone = dated.extract_if(.., |date, session| asked.gives_up(*date) || session.added_at.is_some());
    let gone: Vec<session::Model> = gone.map(|(_, session)| session).collect();
    found.extend(carried(&mut dated, &mut appeared));
    found.extend(gone.into_iter().chain(dated.into_values()).map(|session| asked.leave(session)));
    found.extend(appeared.into_values().map(|to| ScheduleDifference::Added { to, back: None }));
    let beside = undated.into_iter().filter(|session| is_ahead(session, asked.now));
    found.extend(beside.map(|session| kept(session, None)));
    found.sort_by_key(ScheduleDifference::starts_at);
    found
}

impl WantedSchedule<'_> {
    fn is_ahead(&self, to: &Occurrence) -> bool {
        to.starts_at > self.now
    }

    /// Whether the schedule takes the date out, by name or as a holiday or break.
    fn gives_up(&self, date: NaiveDate) -> bool {
        self.why(date).is_some()
    }

    fn why(&self, date: NaiveDate) -> Option<Why> {
        if self.excluded.contains(&date) {
            return Some(Why::Excluded);
        }
        self.plan.skipped.iter().find(|skipped| skipped.date == date).map(|skipped| skipped.why.clone())
    }

    /// A session that people have beside the rule on a day that the rule now gives as well: the day has its session.
    fn stands_in(&self, undated: &mut Vec<session::Model>, to: &Occurrence) -> Option<session::Model> {
        if !self.is_ahead(to) {
            return None;
        }
        let at = undated.iter().position(|session| local_day(session, self.timezone) == to.date)?;
        Some(undated.remove(at))
    }

    /// What the rule changes about the session of one of its dates.
    fn meet(&self, session: session::Model, to: &Occurrence) -> Option<ScheduleDifference> {
        let comes = self.is_ahead(to);
        match session.status {
            SessionStatus::Cancelled if !comes => None,
            SessionStatus::Cancelled if was_given_up(&session) => {
                Some(ScheduleDifference::Added { to: *to, back: Some(session) })
            }
            SessionStatus::Cancelled => Some(kept(session, Some(to.date))),
            _ if session.rule_date.is_none() => Some(kept(session, Some(to.date))),
            _ if !is_ahead(&session, self.now) || self.stands(&session, to) => None,
            _ if is_by_hand(&session) => Some(kept(session, Some(to.date))),
            // An hour that is over by now takes nobody's session away.
            _ => comes.then_some(ScheduleDifference::Moved { session, to: *to }),
        }
    }

    /// Whether a session is when and where the rule has it.
    fn stands(&self, session: &session::Model, to: &Occurrence) -> bool {
        (session.starts_at, session.ends_at) == (to.starts_at, to.ends_at)
            && session.venue_id == self.venue
            && session.timezone == self.timezone.name()
    }

    /// What becomes of a session whose date the rule doesn't give.
    fn leave(&self, session: session::Model) -> ScheduleDifference {
        if is_by_hand(&session) {
            let date = session.rule_date;
            return kept(session, date);
        }
        let why = session.rule_date.and_then(|date| self.why(date));
        ScheduleDifference::Cancelled { session, why }
    }
}

/// Takes sessions whose dates vanish and new dates in pairs, the nearest first.
fn carried(
    vanished: &mut BTreeMap<NaiveDate, session::Model>,
    appeared: &mut BTreeMap<NaiveDate, Occurrence>,
) -> Vec<ScheduleDifference> {
    let mut near = Vec::new();
    for from in vanished.keys() {
        for to in appeared.range(*from - WEEK_LESS_A_DAY..=*from + WEEK_LESS_A_DAY).map(|(to, _)| to) {
            near.push(((*to - *from).abs(), *from, *to));
        }
    }
    near.sort_unstable();
    let mut carried = Vec::new();
    for (_, from, to) in near {
        if !appeared.contains_key(&to) {
            continue;
        }
        if let Some(session) = vanished.remove(&from)
            && let Some(to) = appeared.remove(&to)
        {
            let moved = is_by_hand(&session);
            carried.push(if moved { kept(session, Some(to.date)) } else { ScheduleDifference::Moved { session, to } });
        }
    }
    carried
}

fn kept(session: session::Model, rule_date: Option<NaiveDate>) -> ScheduleDifference {
    let by_hand = match session.status {
        SessionStatus::Cancelled => HandMade::Cancelled,
        _ if session.moved && session.added_at.is_none() => HandMade::Moved,
        _ => HandMade::Added,
    };
    ScheduleDifference::Kept { session, rule_date, by_hand }
}

/// Whether a person said when and where the session is.
pub(super) fn is_by_hand(session: &session::Model) -> bool {
    session.moved || session.added_at.is_some()
}

/// Whether a schedule made anew gave the session up, and no person called it off.
fn was_given_up(session: &session::Model) -> bool {
    session.status == SessionStatus::Cancelled && session.cancel_code.is_none()
}

pub(super) fn is_ahead(session: &session::Model, now: DateTime<Utc>) -> bool {
    session.status != SessionStatus::Cancelled && session.starts_at > now
}

/// The local day on which a session stands.
pub(super) fn local_day(session: &session::Model, settings: Tz) -> NaiveDate {
    day(zone_of(&session.timezone, settings), session.starts_at)
}

#[cfg(test)]
mod tests;
