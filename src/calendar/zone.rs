//! The VTIMEZONE of an IANA zone (RFC 5545 §3.6.5): for each clock change a DTSTART and a yearly RRULE, never a list of dates.

use chrono::{
    DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc, Weekday,
};
use chrono_tz::{OffsetName, Tz};
use ical::parser::ical::component::{IcalTimeZone, IcalTimeZoneTransition, IcalTimeZoneTransitionType};

use super::ics;

/// The years over which a zone must keep one pair of rules to be written.
const SAMPLE: std::ops::RangeInclusive<i32> = 2026..=2037;
/// The zone database and its readers agree from here on.
const OLDEST: i32 = 1970;

/// The zone's component, or `None` for the few zones whose clock changes follow no yearly rule (such as Morocco's).
pub fn timezone(zone: Tz) -> Option<IcalTimeZone> {
    let onsets = onsets(zone, *SAMPLE.start());
    let rules: Vec<ClockChange> = onsets.iter().map(|onset| ClockChange::of(zone, *onset)).collect::<Option<_>>()?;
    let transitions = match rules.as_slice() {
        [] => vec![fixed(zone, NaiveDate::from_ymd_opt(*SAMPLE.start(), 1, 1)?)],
        [first, second] => vec![first.transition(zone), second.transition(zone)],
        _ => return None,
    };
    Some(IcalTimeZone { properties: vec![ics::plain("TZID", &[], zone.name())], transitions })
}

/// A yearly clock change: on the nth weekday (the last when -1) of a month, at a wall time of the offset before.
struct ClockChange {
    month: u32,
    nth: i8,
    weekday: Weekday,
    onset: Onset,
}

/// One clock change, with both offsets in seconds.
#[derive(Clone, Copy)]
struct Onset {
    at: DateTime<Utc>,
    from: i32,
    to: i32,
}

impl Onset {
    fn wall(&self) -> NaiveDateTime {
        self.at.naive_utc() + TimeDelta::seconds(self.from.into())
    }
}

impl ClockChange {
    fn of(zone: Tz, onset: Onset) -> Option<Self> {
        let date = onset.wall().date();
        let nth = i8::try_from(date.day0() / 7 + 1).ok()?;
        [-1, nth]
            .into_iter()
            .map(|nth| Self { month: date.month(), nth, weekday: date.weekday(), onset })
            .find(|rule| SAMPLE.clone().all(|year| rule.holds(zone, year)))
    }

    /// The wall time of the change in a year.
    fn wall(&self, year: i32) -> Option<NaiveDateTime> {
        let date = if let Ok(nth) = u8::try_from(self.nth) {
            NaiveDate::from_weekday_of_month_opt(year, self.month, self.weekday, nth)?
        } else {
            let next = NaiveDate::from_ymd_opt(year, self.month, 1)?.checked_add_months(Months::new(1))?;
            next.iter_days().rev().skip(1).find(|date| date.weekday() == self.weekday)?
        };
        Some(date.and_time(self.onset.wall().time()))
    }

    fn holds(&self, zone: Tz, year: i32) -> bool {
        let Some(wall) = self.wall(year) else { return false };
        let at = (wall - TimeDelta::seconds(self.onset.from.into())).and_utc();
        offset(zone, at - TimeDelta::seconds(1)) == self.onset.from && offset(zone, at) == self.onset.to
    }

    fn transition(&self, zone: Tz) -> IcalTimeZoneTransition {
        let years = (OLDEST..=*SAMPLE.start()).rev().take_while(|year| self.holds(zone, *year));
        let first = years.last().and_then(|year| self.wall(year)).unwrap_or_else(|| self.onset.wall());
        let day = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][self.weekday.num_days_from_monday() as usize];
        let rule = format!("FREQ=YEARLY;BYMONTH={};BYDAY={}{day}", self.month, self.nth);
        let mut properties = observance(zone, &self.onset, first);
        properties.push(ics::plain("RRULE", &[], &rule));
        let daylight = self.onset.to > self.onset.from;
        IcalTimeZoneTransition {
            transition: if daylight {
                IcalTimeZoneTransitionType::DAYLIGHT
            } else {
                IcalTimeZoneTransitionType::STANDARD
            },
            properties,
        }
    }
}

fn fixed(zone: Tz, today: NaiveDate) -> IcalTimeZoneTransition {
    let at = today.and_time(NaiveTime::MIN).and_utc();
    let offset = offset(zone, at);
    let properties = observance(zone, &Onset { at, from: offset, to: offset }, DateTime::UNIX_EPOCH.naive_utc());
    IcalTimeZoneTransition { transition: IcalTimeZoneTransitionType::STANDARD, properties }
}

fn observance(zone: Tz, onset: &Onset, first: NaiveDateTime) -> Vec<ical::generator::Property> {
    let name = zone.offset_from_utc_datetime(&onset.at.naive_utc()).abbreviation().map(str::to_owned);
    let mut properties = vec![
        ics::plain("DTSTART", &[], &first.format("%Y%m%dT%H%M%S").to_string()),
        ics::plain("TZOFFSETFROM", &[], &hours(onset.from)),
        ics::plain("TZOFFSETTO", &[], &hours(onset.to)),
    ];
    properties.extend(name.and_then(|name| ics::text("TZNAME", &name)));
    properties
}

/// The clock changes of a year, found day by day and then to the second.
fn onsets(zone: Tz, year: i32) -> Vec<Onset> {
    let Some(new_year) = NaiveDate::from_ymd_opt(year, 1, 1) else { return Vec::new() };
    let days = new_year.iter_days().take_while(|date| date.year() == year);
    days.filter_map(|date| {
        let start = date.and_time(NaiveTime::MIN).and_utc();
        let (mut before, mut after) = (start, start.checked_add_days(Days::new(1))?);
        let (from, to) = (offset(zone, before), offset(zone, after));
        if from == to {
            return None;
        }
        while after - before > TimeDelta::seconds(1) {
            let middle = before + (after - before) / 2;
            if offset(zone, middle) == from { before = middle } else { after = middle }
        }
        Some(Onset { at: after, from, to })
    })
    .collect()
}

fn offset(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
}

/// UTC-OFFSET as RFC 5545 §3.3.14 writes it; today's zones have no seconds.
fn hours(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use chrono_tz::{Africa, America, Asia, Australia, Europe, TZ_VARIANTS};
    use ical::generator::Emitter as _;

    use super::*;

    fn text(zone: Tz) -> String {
        timezone(zone).unwrap().generate().replace("\r\n", "\n")
    }

    #[test]
    fn helsinki_is_written_as_every_reader_knows_it() {
        insta::assert_snapshot!(text(Europe::Helsinki), @r"
        BEGIN:VTIMEZONE
        TZID:Europe/Helsinki
        BEGIN:DAYLIGHT
        DTSTART:19830327T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0300
        TZNAME:EEST
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:19961027T040000
        TZOFFSETFROM:+0300
        TZOFFSETTO:+0200
        TZNAME:EET
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
        END:STANDARD
        END:VTIMEZONE
        ");
    }

    #[test]
    fn a_second_sunday_and_a_zone_without_clock_changes() {
        insta::assert_snapshot!(text(America::New_York), @r"
        BEGIN:VTIMEZONE
        TZID:America/New_York
        BEGIN:DAYLIGHT
        DTSTART:20070311T020000
        TZOFFSETFROM:-0500
        TZOFFSETTO:-0400
        TZNAME:EDT
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:20071104T020000
        TZOFFSETFROM:-0400
        TZOFFSETTO:-0500
        TZNAME:EST
        RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
        END:STANDARD
        END:VTIMEZONE
        ");
        insta::assert_snapshot!(text(Asia::Kolkata), @r"
        BEGIN:VTIMEZONE
        TZID:Asia/Kolkata
        BEGIN:STANDARD
        DTSTART:19700101T000000
        TZOFFSETFROM:+0530
        TZOFFSETTO:+0530
        TZNAME:IST
        END:STANDARD
        END:VTIMEZONE
        ");
    }

    #[test]
    fn a_zone_without_a_yearly_rule_is_not_written() {
        assert!(timezone(Africa::Casablanca).is_none());
    }

    #[test]
    fn the_rules_give_the_offsets_of_the_zone_database() {
        for zone in [Europe::Helsinki, Europe::Dublin, America::New_York, Australia::Sydney] {
            let onsets = onsets(zone, *SAMPLE.start());
            let rules: Vec<_> = onsets.iter().map(|onset| ClockChange::of(zone, *onset).unwrap()).collect();
            let onset = |rule: &ClockChange, year| {
                let wall = rule.wall(year).unwrap() - TimeDelta::seconds(rule.onset.from.into());
                (wall.and_utc(), rule.onset.to)
            };
            let mut changes: Vec<_> =
                (2023..=2037).flat_map(|year| rules.iter().map(move |rule| onset(rule, year))).collect();
            changes.sort_unstable();
            let start = "2024-01-01T00:30:00Z".parse::<DateTime<Utc>>().unwrap();
            for at in (0..12 * 365 * 24).step_by(7).map(|hours| start + TimeDelta::hours(hours)) {
                let latest = changes.partition_point(|change| change.0 <= at) - 1;
                assert_eq!(changes[latest].1, offset(zone, at), "{zone} {at}");
            }
        }
    }

    #[test]
    fn every_european_zone_is_written() {
        for zone in TZ_VARIANTS.iter().filter(|zone| zone.name().starts_with("Europe/")) {
            assert!(timezone(*zone).is_some(), "{zone}");
        }
    }
}
