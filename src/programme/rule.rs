//! The text of a recurrence rule (RFC 5545 §3.3.10) as a schedule stores it: no DTSTART, nothing finer than a day.

use std::fmt::Write as _;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Weekday};
use chrono_tz::Tz;
use rrule::{RRule, Unvalidated};

use super::schedule_error::ScheduleError;
use crate::local_time::wall_time;

/// No rule that a person means is longer, in octets.
const MAX_TEXT: usize = 255;

/// How often a rule comes round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// A weekday, or the nth (from the end when negative) of a month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleDay {
    pub nth: Option<i8>,
    pub weekday: Weekday,
}

/// Where a rule ends: after a number of sessions, or with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleEnd {
    Count(u32),
    Until(Until),
}

/// The last moment of a rule, as its text gave it; a date is the whole local day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    Date(NaiveDate),
    Local(NaiveDateTime),
    Utc(NaiveDateTime),
}

impl Until {
    /// The last wall time at which a session may start, in the schedule's zone.
    pub fn local(self, zone: Tz) -> NaiveDateTime {
        match self {
            Self::Date(date) => date.and_time(NaiveTime::MIN) + TimeDelta::seconds(86_399),
            Self::Local(at) => at,
            Self::Utc(at) => wall_time(zone, at.and_utc()),
        }
    }
}

/// A rule taken apart, for dates and for a human text.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    pub frequency: Frequency,
    /// Every how many days, weeks, months or years; at least 1.
    pub every: u16,
    /// The weekdays named; none means that of the first date.
    pub days: Vec<RuleDay>,
    pub end: RuleEnd,
    /// Whether the fields above say all that the rule says.
    pub complete: bool,
    /// The rule without its end: skipped sessions move the end, so the plan counts by itself.
    pattern: RRule<Unvalidated>,
}

impl Rule {
    /// Reads a rule such as `FREQ=WEEKLY;COUNT=10;BYDAY=TU`.
    pub fn parse(text: &str) -> Result<Self, ScheduleError> {
        let text = text.trim().to_ascii_uppercase();
        let text = text.strip_prefix("RRULE:").unwrap_or(&text).trim_end_matches(';');
        let parts = split(text)?;
        let value = |name: &str| parts.iter().find(|part| part.0 == name).map(|part| part.1);
        if ["BYHOUR", "BYMINUTE", "BYSECOND"].iter().any(|name| value(name).is_some()) {
            return Err(ScheduleError::SubDaily);
        }
        let frequency = frequency(value("FREQ").ok_or(ScheduleError::Unreadable)?)?;
        let days = value("BYDAY").map_or_else(|| Ok(Vec::new()), days)?;
        if matches!(frequency, Frequency::Daily | Frequency::Weekly) && days.iter().any(|day| day.nth.is_some()) {
            return Err(ScheduleError::Unreadable);
        }
        let every = value("INTERVAL").map_or(Some(1), |every| every.parse().ok()).filter(|every: &u16| *every > 0);
        let end = end(value("COUNT"), value("UNTIL"))?;
        Ok(Self {
            frequency,
            every: every.ok_or(ScheduleError::Unreadable)?,
            days,
            end,
            complete: parts.iter().all(|part| SIMPLE.contains(&part.0)),
            pattern: pattern(parts.iter())?,
        })
    }

    /// The rule as the form's choice, when the form can say it.
    pub fn weekly(&self) -> Option<Weekly> {
        let simple = self.complete && self.frequency == Frequency::Weekly;
        simple.then(|| Weekly {
            every: self.every,
            weekdays: self.days.iter().map(|day| day.weekday).collect(),
            end: self.end,
        })
    }

    /// The dates of the rule from the first wall time on, without its end.
    pub(super) fn dates(&self, first: NaiveDateTime) -> Result<impl Iterator<Item = NaiveDate> + use<>, ScheduleError> {
        // Wall times go through as UTC, so that no clock change can touch a date.
        let start = rrule::Tz::UTC.from_utc_datetime(&first);
        let set = self.pattern.clone().build(start).map_err(|_| ScheduleError::Unreadable)?.limit();
        Ok((&set).into_iter().map(|at| at.date_naive()))
    }
}

/// What the form offers: every so many weeks, on these weekdays, until an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weekly {
    /// Every how many weeks; at least 1.
    pub every: u16,
    /// None means the weekday of the first date.
    pub weekdays: Vec<Weekday>,
    pub end: RuleEnd,
}

impl Weekly {
    /// The rule text of the choice.
    pub fn text(&self) -> String {
        let mut text = String::from("FREQ=WEEKLY");
        if self.every != 1 {
            let _ = write!(text, ";INTERVAL={}", self.every);
        }
        if !self.weekdays.is_empty() {
            let days: Vec<_> = self.weekdays.iter().map(|day| code(*day)).collect();
            let _ = write!(text, ";BYDAY={}", days.join(","));
        }
        let _ = match self.end {
            RuleEnd::Count(count) => write!(text, ";COUNT={count}"),
            RuleEnd::Until(Until::Date(date)) => write!(text, ";UNTIL={}", date.format("%Y%m%d")),
            RuleEnd::Until(Until::Local(at)) => write!(text, ";UNTIL={}", at.format("%Y%m%dT%H%M%S")),
            RuleEnd::Until(Until::Utc(at)) => write!(text, ";UNTIL={}", at.format("%Y%m%dT%H%M%SZ")),
        };
        text
    }
}

/// The parts that [`Rule`]'s fields show; the week starts on Monday here, as ISO 8601 and RFC 5545 have it.
const SIMPLE: [&str; 5] = ["FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL"];

/// The weekdays by the letters that rules have for them, Monday first.
pub const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];

fn code(weekday: Weekday) -> &'static str {
    WEEKDAYS[weekday.num_days_from_monday() as usize].0
}

fn split(text: &str) -> Result<Vec<(&str, &str)>, ScheduleError> {
    // The library slices at byte positions, so nothing but the rule's own alphabet may reach it.
    let known = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "=;,+-".contains(c);
    if text.len() > MAX_TEXT || !text.chars().all(known) {
        return Err(ScheduleError::Unreadable);
    }
    let mut parts: Vec<(&str, &str)> = Vec::new();
    for part in text.split(';') {
        let (name, value) = part.split_once('=').ok_or(ScheduleError::Unreadable)?;
        if value.is_empty() || parts.iter().any(|earlier| earlier.0 == name) {
            return Err(ScheduleError::Unreadable);
        }
        parts.push((name, value));
    }
    Ok(parts)
}

fn pattern<'a>(parts: impl Iterator<Item = &'a (&'a str, &'a str)>) -> Result<RRule<Unvalidated>, ScheduleError> {
    let kept = parts.filter(|part| !["COUNT", "UNTIL"].contains(&part.0));
    let text: Vec<String> = kept.map(|(name, value)| format!("{name}={value}")).collect();
    text.join(";").parse().map_err(|_| ScheduleError::Unreadable)
}

fn frequency(value: &str) -> Result<Frequency, ScheduleError> {
    match value {
        "DAILY" => Ok(Frequency::Daily),
        "WEEKLY" => Ok(Frequency::Weekly),
        "MONTHLY" => Ok(Frequency::Monthly),
        "YEARLY" => Ok(Frequency::Yearly),
        "HOURLY" | "MINUTELY" | "SECONDLY" => Err(ScheduleError::SubDaily),
        _ => Err(ScheduleError::Unreadable),
    }
}

fn days(value: &str) -> Result<Vec<RuleDay>, ScheduleError> {
    value.split(',').map(|item| day(item).ok_or(ScheduleError::Unreadable)).collect()
}

fn day(item: &str) -> Option<RuleDay> {
    let (nth, code) = item.split_at_checked(item.len().checked_sub(2)?)?;
    let weekday = WEEKDAYS.iter().find(|weekday| weekday.0 == code)?.1;
    let nth = if nth.is_empty() { None } else { Some(nth.parse().ok().filter(|n: &i8| (1..=53).contains(&n.abs()))?) };
    Some(RuleDay { nth, weekday })
}

fn end(count: Option<&str>, until: Option<&str>) -> Result<RuleEnd, ScheduleError> {
    match (count, until) {
        (None, None) => Err(ScheduleError::Endless),
        (Some(_), Some(_)) => Err(ScheduleError::TwoEnds),
        (Some(count), None) => {
            let count = count.parse().ok().filter(|count| *count > 0);
            count.map(RuleEnd::Count).ok_or(ScheduleError::Unreadable)
        }
        (None, Some(until)) => self::until(until).map(RuleEnd::Until).ok_or(ScheduleError::Unreadable),
    }
}

fn until(value: &str) -> Option<Until> {
    let at = |text| NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").ok();
    match value.len() {
        8 => NaiveDate::parse_from_str(value, "%Y%m%d").ok().map(Until::Date),
        15 => at(value).map(Until::Local),
        16 => at(value.strip_suffix('Z')?).map(Until::Utc),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_rule_is_taken_apart_for_a_human_text() {
        let rule = Rule::parse("FREQ=WEEKLY;COUNT=10;BYDAY=TU").unwrap();
        assert_eq!((rule.frequency, rule.every, rule.end), (Frequency::Weekly, 1, RuleEnd::Count(10)));
        assert_eq!(rule.days, [RuleDay { nth: None, weekday: Weekday::Tue }]);
        let last_friday = Rule::parse("rrule:freq=monthly;byday=-1FR;until=20261231;").unwrap();
        assert_eq!(last_friday.days, [RuleDay { nth: Some(-1), weekday: Weekday::Fri }]);
        assert!(last_friday.complete && last_friday.weekly().is_none());
        assert!(!Rule::parse("FREQ=MONTHLY;BYMONTHDAY=1;COUNT=3").unwrap().complete);
    }

    #[test]
    fn until_is_read_in_its_three_forms() {
        let read = |text: &str| match Rule::parse(&format!("FREQ=DAILY;UNTIL={text}")).unwrap().end {
            RuleEnd::Until(until) => until.local(chrono_tz::Europe::Helsinki).to_string(),
            RuleEnd::Count(_) => unreachable!("the rule has no count"),
        };
        assert_eq!(read("20261231"), "2026-12-31 23:59:59");
        assert_eq!(read("20261231T140000"), "2026-12-31 14:00:00");
        assert_eq!(read("20261231T220000Z"), "2027-01-01 00:00:00");
    }

    #[test]
    fn a_bad_rule_is_refused_with_its_reason() {
        use ScheduleError::{Endless, SubDaily, TwoEnds, Unreadable};
        for (text, error) in [
            ("", Unreadable),
            ("every Tuesday", Unreadable),
            ("COUNT=3", Unreadable),
            ("FREQ=FORTNIGHTLY;COUNT=3", Unreadable),
            ("FREQ=WEEKLY;COUNT=0", Unreadable),
            ("FREQ=WEEKLY;COUNT=-1", Unreadable),
            ("FREQ=WEEKLY;COUNT=3;INTERVAL=0", Unreadable),
            ("FREQ=WEEKLY;COUNT=3;COUNT=4", Unreadable),
            ("FREQ=WEEKLY;COUNT=3;BYDAY=XX", Unreadable),
            ("FREQ=WEEKLY;COUNT=3;BYDAY=2TU", Unreadable),
            ("FREQ=MONTHLY;COUNT=3;BYDAY=99999TU", Unreadable),
            ("FREQ=WEEKLY;COUNT=3;BYDAY=ÄTU", Unreadable),
            ("FREQ=WEEKLY;UNTIL=20261340", Unreadable),
            ("FREQ=WEEKLY;COUNT=3\nDTSTART:20260101T000000Z", Unreadable),
            ("FREQ=HOURLY;COUNT=3", SubDaily),
            ("FREQ=DAILY;COUNT=3;BYHOUR=9,15", SubDaily),
            ("FREQ=WEEKLY", Endless),
            ("FREQ=WEEKLY;COUNT=3;UNTIL=20261231", TwoEnds),
        ] {
            assert_eq!(Rule::parse(text), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_forms_choice_comes_back_from_its_text(
            every in 1u16..=8,
            picked in proptest::sample::subsequence(WEEKDAYS.to_vec(), 0..=7),
            count in 1u32..=60,
            until in proptest::option::of(0i64..1000),
        ) {
            let last = |days| NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + TimeDelta::days(days);
            let choice = Weekly {
                every,
                weekdays: picked.into_iter().map(|day| day.1).collect(),
                end: until.map_or(RuleEnd::Count(count), |days| RuleEnd::Until(Until::Date(last(days)))),
            };
            prop_assert_eq!(Rule::parse(&choice.text()).unwrap().weekly(), Some(choice));
        }

        #[test]
        fn no_text_panics(text in r"(FREQ=(WEEKLY|DAILY|MONTHLY|YEARLY|HOURLY))?(;[A-Z]{2,10}=[\-+0-9A-Zä,TZ]{0,12}){0,5}") {
            if let Ok(rule) = Rule::parse(&text) {
                let first = NaiveDate::from_ymd_opt(2026, 1, 7).unwrap().and_time(NaiveTime::MIN);
                let _ = rule.dates(first).map(|dates| dates.take(20).count());
            }
        }
    }
}
