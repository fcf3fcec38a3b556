//! From a schedule to its sessions: local wall times, over clock changes, round holidays and breaks (domain brief §8).

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::rule::{Rule, RuleEnd};
use super::schedule_error::{MAX_SESSIONS, ScheduleError};
use crate::holidays::{Holiday, holiday};
use crate::local_time::instant;

/// How many days after the first date a schedule may reach: three years.
pub const MAX_DAYS: u64 = 1096;
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;
const MINUTES: std::ops::RangeInclusive<i32> = 5..=24 * 60;

/// When a group meets. An empty rule means the first date and the extra dates alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The first date that the rule may give.
    pub first_date: NaiveDate,
    /// Wall time in the zone below.
    pub start_time: NaiveTime,
    pub duration_minutes: i32,
    pub timezone: Tz,
    /// Rule text without DTSTART, such as `FREQ=WEEKLY;COUNT=10;BYDAY=TU`.
    pub rrule: String,
    pub excluded_dates: Vec<NaiveDate>,
    /// Dates beside the rule's; a person chose them, so holidays and breaks don't take them away.
    pub extra_dates: Vec<NaiveDate>,
    pub skip_public_holidays: bool,
    pub skip_breaks: bool,
}

/// A time without sessions; both dates belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    pub name: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

impl Break {
    /// Whether the date is within the break.
    pub fn covers(&self, date: NaiveDate) -> bool {
        self.starts_on <= date && date <= self.ends_on
    }
}

/// One session to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// The local date of the start.
    pub date: NaiveDate,
}

/// Why a date of the rule has no session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    Excluded,
    Holiday(Holiday),
    Break(String),
}

impl Why {
    /// The published code of the reason.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Excluded => "excluded",
            Self::Holiday(_) => "holiday",
            Self::Break(_) => "break",
        }
    }
}

/// A date of the rule that has no session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    pub date: NaiveDate,
    pub why: Why,
}

/// The sessions of a schedule in order, and the dates that fell away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedSessions {
    pub occurrences: Vec<Occurrence>,
    pub skipped: Vec<Skipped>,
}

/// The sessions of a schedule. A count is kept when dates fall away (the end moves later); with UNTIL they are lost.
pub fn plan(schedule: &Schedule, breaks: &[Break]) -> Result<PlannedSessions, ScheduleError> {
    plan_beside(schedule, breaks, &BTreeSet::new())
}

/// The same beside sessions that stay whatever becomes of their dates in `standing`: a date that falls away is counted all
/// the same, so that no other session is added for one that stays.
pub fn plan_beside(
    schedule: &Schedule,
    breaks: &[Break],
    standing: &BTreeSet<NaiveDate>,
) -> Result<PlannedSessions, ScheduleError> {
    check(schedule)?;
    let Sifted { mut dates, skipped, counted } = rule_dates(schedule, breaks, standing)?;
    let excluded = |date: &&NaiveDate| !schedule.excluded_dates.contains(date);
    dates.extend(schedule.extra_dates.iter().filter(excluded));
    if dates.is_empty() && counted == 0 {
        return Err(ScheduleError::NoSessions);
    }
    if dates.len() > MAX_SESSIONS {
        return Err(ScheduleError::TooMany);
    }
    let length = TimeDelta::minutes(schedule.duration_minutes.into());
    let occurrence = |date: NaiveDate| {
        let starts_at = instant(schedule.timezone, date.and_time(schedule.start_time));
        Occurrence { starts_at, ends_at: starts_at + length, date }
    };
    Ok(PlannedSessions { occurrences: dates.into_iter().map(occurrence).collect(), skipped })
}

fn check(schedule: &Schedule) -> Result<(), ScheduleError> {
    if !YEARS.contains(&schedule.first_date.year()) {
        return Err(ScheduleError::Year("first_date"));
    }
    for (field, dates) in [("excluded_dates", &schedule.excluded_dates), ("extra_dates", &schedule.extra_dates)] {
        if dates.len() > MAX_SESSIONS {
            return Err(ScheduleError::TooMany);
        }
        if dates.iter().any(|date| !YEARS.contains(&date.year())) {
            return Err(ScheduleError::Year(field));
        }
    }
    let far = |date: &NaiveDate| (*date - schedule.first_date).num_days().unsigned_abs() > MAX_DAYS;
    if schedule.extra_dates.iter().any(far) {
        return Err(ScheduleError::TooFar);
    }
    if MINUTES.contains(&schedule.duration_minutes) { Ok(()) } else { Err(ScheduleError::Duration) }
}

/// The dates of a rule, sifted.
#[derive(Default)]
struct Sifted {
    dates: BTreeSet<NaiveDate>,
    skipped: Vec<Skipped>,
    /// How many the rule has given: the dates above, and those that fell away while their sessions stay.
    counted: usize,
}

fn rule_dates(schedule: &Schedule, breaks: &[Break], standing: &BTreeSet<NaiveDate>) -> Result<Sifted, ScheduleError> {
    let why = |date| why(schedule, breaks, date);
    if schedule.rrule.trim().is_empty() {
        return Ok(sift(why, standing, std::iter::once(schedule.first_date), 1));
    }
    let rule = Rule::parse(&schedule.rrule)?;
    let horizon = schedule.first_date + Days::new(MAX_DAYS);
    let dates = rule.dates(schedule.first_date.and_time(schedule.start_time))?.take_while(|date| *date <= horizon);
    match rule.end {
        RuleEnd::Count(count) => {
            let wanted = usize::try_from(count).unwrap_or(usize::MAX);
            if wanted > MAX_SESSIONS {
                return Err(ScheduleError::TooMany);
            }
            let sifted = sift(why, standing, dates, wanted);
            if sifted.counted == wanted { Ok(sifted) } else { Err(ScheduleError::TooFar) }
        }
        RuleEnd::Until(until) => {
            let last = until.local(schedule.timezone);
            if last.date() < schedule.first_date {
                return Err(ScheduleError::UntilBeforeStart);
            }
            if last.date() > horizon {
                return Err(ScheduleError::TooFar);
            }
            let dates = dates.take_while(|date| date.and_time(schedule.start_time) <= last);
            Ok(sift(why, standing, dates, MAX_SESSIONS + 1))
        }
    }
}

/// Takes dates until as many as wanted are counted.
fn sift(
    why: impl Fn(NaiveDate) -> Option<Why>,
    standing: &BTreeSet<NaiveDate>,
    dates: impl Iterator<Item = NaiveDate>,
    wanted: usize,
) -> Sifted {
    let mut sifted = Sifted::default();
    for date in dates {
        match why(date) {
            Some(why) => {
                sifted.counted += usize::from(standing.contains(&date));
                sifted.skipped.push(Skipped { date, why });
            }
            None => {
                sifted.counted += 1;
                sifted.dates.insert(date);
            }
        }
        if sifted.counted == wanted {
            break;
        }
    }
    sifted
}

fn why(schedule: &Schedule, breaks: &[Break], date: NaiveDate) -> Option<Why> {
    if schedule.excluded_dates.contains(&date) {
        return Some(Why::Excluded);
    }
    if schedule.extra_dates.contains(&date) {
        return None;
    }
    let closed = || holiday(date).filter(|_| schedule.skip_public_holidays).map(Why::Holiday);
    let on_break = || breaks.iter().find(|pause| schedule.skip_breaks && pause.covers(date));
    closed().or_else(|| on_break().map(|pause| Why::Break(pause.name.clone())))
}

#[cfg(test)]
mod tests;
