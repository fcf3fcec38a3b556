//! When messages to clients may go out: not at night, on Sundays or on public holidays.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike, Utc, Weekday};
use chrono_tz::Tz;

use crate::config::Quiet;
use crate::holidays::holiday;
use crate::local_time::{day, instant, wall_time};

/// From when till when a change of the same day's session may be told, in local hours.
const SAME_DAY: std::ops::Range<u32> = 7..21;
/// The longest run of closed hours that is searched: more than any row of holidays.
const HOURS: usize = 24 * 21;

/// Whether an ordinary message may go out at a moment.
pub fn is_open(quiet: Quiet, zone: Tz, at: DateTime<Utc>) -> bool {
    let local = wall_time(zone, at);
    let hour = local.hour();
    let night = if quiet.from <= quiet.until {
        (quiet.from..quiet.until).contains(&hour)
    } else {
        hour >= quiet.from || hour < quiet.until
    };
    !night && has_open_hours(local.date())
}

fn has_open_hours(date: NaiveDate) -> bool {
    date.weekday() != Weekday::Sun && holiday(date).is_none()
}

/// The same hour of the so-manieth day with open hours after a moment.
pub fn open_days_after(zone: Tz, at: DateTime<Utc>, days: usize) -> DateTime<Utc> {
    let local = wall_time(zone, at);
    let open = local.date().iter_days().skip(1).filter(|date| has_open_hours(*date));
    open.take(days).last().map_or(at, |date| instant(zone, date.and_time(local.time())))
}

/// The first moment from `at` on that is open; on the day of `same_day`, what changes that day may go from 7 to 21.
pub fn next_open(quiet: Quiet, zone: Tz, at: DateTime<Utc>, same_day: Option<DateTime<Utc>>) -> DateTime<Utc> {
    let urgent = |at: DateTime<Utc>| {
        same_day.is_some_and(|session| day(zone, session) == day(zone, at))
            && SAME_DAY.contains(&wall_time(zone, at).hour())
    };
    let hour = full_hour(zone, at);
    let later = (1..=HOURS).map(|n| hour + TimeDelta::hours(i64::try_from(n).unwrap_or(0)));
    std::iter::once(at).chain(later).find(|at| is_open(quiet, zone, *at) || urgent(*at)).unwrap_or(at)
}

/// The last open moment until `at`: where a reminder goes that would fall into the quiet.
pub fn last_open(quiet: Quiet, zone: Tz, at: DateTime<Utc>) -> DateTime<Utc> {
    let hour = full_hour(zone, at);
    let earlier = (0..=HOURS).map(|n| hour - TimeDelta::hours(i64::try_from(n).unwrap_or(0)));
    std::iter::once(at).chain(earlier).find(|at| is_open(quiet, zone, *at)).unwrap_or(at)
}

/// The moment at which the local hour began; every edge lies on one, and not every zone's hours are those of UTC.
fn full_hour(zone: Tz, at: DateTime<Utc>) -> DateTime<Utc> {
    let time = wall_time(zone, at).time();
    let begun = TimeDelta::minutes(time.minute().into()) + TimeDelta::seconds(time.second().into());
    at - begun - TimeDelta::nanoseconds(time.nanosecond().into())
}

#[cfg(test)]
mod tests {
    use chrono_tz::America::New_York;
    use chrono_tz::Asia::Kolkata;
    use chrono_tz::Europe::{Helsinki, Stockholm};
    use proptest::prelude::*;

    use super::*;

    const QUIET: Quiet = Quiet { from: 20, until: 9 };
    const ZONES: [Tz; 4] = [Helsinki, Stockholm, New_York, Kolkata];

    fn at(moment: &str) -> DateTime<Utc> {
        moment.parse().unwrap()
    }

    #[test]
    fn a_message_of_the_night_waits_for_the_morning() {
        assert_eq!(next_open(QUIET, Helsinki, at("2026-10-14T18:30:00Z"), None), at("2026-10-15T06:00:00Z"));
        assert_eq!(next_open(QUIET, Helsinki, at("2026-10-14T09:12:00Z"), None), at("2026-10-14T09:12:00Z"));
    }

    #[test]
    fn a_reminder_moves_earlier_over_sundays_and_christmas() {
        assert_eq!(last_open(QUIET, Helsinki, at("2026-10-18T07:00:00Z")), at("2026-10-17T16:00:00Z"));
        assert_eq!(last_open(QUIET, Helsinki, at("2026-12-26T08:00:00Z")), at("2026-12-23T17:00:00Z"));
    }

    #[test]
    fn a_cancellation_of_the_same_day_goes_from_seven_to_twenty_one() {
        let session = at("2026-10-18T06:30:00Z");
        assert_eq!(next_open(QUIET, Helsinki, at("2026-10-17T18:30:00Z"), Some(session)), at("2026-10-18T04:00:00Z"));
        assert_eq!(next_open(QUIET, Helsinki, at("2026-10-18T05:10:00Z"), Some(session)), at("2026-10-18T05:10:00Z"));
    }

    #[test]
    fn the_night_of_the_clock_change_ends_at_nine_local() {
        assert_eq!(next_open(QUIET, Helsinki, at("2026-10-24T18:00:00Z"), None), at("2026-10-26T07:00:00Z"));
        assert_eq!(next_open(QUIET, Helsinki, at("2026-03-28T19:00:00Z"), None), at("2026-03-30T06:00:00Z"));
    }

    #[test]
    fn days_without_open_hours_are_not_counted_and_the_hour_stays() {
        let after = |moment: &str, days| open_days_after(Helsinki, at(moment), days);
        assert_eq!(after("2026-10-14T09:00:00Z", 2), at("2026-10-16T09:00:00Z"));
        assert_eq!(after("2026-10-16T09:00:00Z", 2), at("2026-10-19T09:00:00Z"), "over a Sunday");
        assert_eq!(after("2026-12-23T07:02:00Z", 2), at("2026-12-29T07:02:00Z"), "over Christmas and a Sunday");
        assert_eq!(after("2026-10-24T09:00:00Z", 1), at("2026-10-26T10:00:00Z"), "over the change of the clock");
    }

    #[test]
    fn the_edges_are_those_of_the_zone() {
        assert_eq!(next_open(QUIET, Stockholm, at("2026-10-14T18:30:00Z"), None), at("2026-10-15T07:00:00Z"));
        assert_eq!(next_open(QUIET, Kolkata, at("2026-10-14T18:40:10Z"), None), at("2026-10-15T03:30:00Z"));
        assert_eq!(last_open(QUIET, Kolkata, at("2026-10-14T18:40:10Z")), at("2026-10-14T13:30:00Z"));
    }

    proptest! {
        #[test]
        fn moved_moments_are_open_and_on_the_right_side(
            minutes in 0i64..(5 * 525_600), from in 0u32..24, until in 0u32..24, zone in 0..ZONES.len()
        ) {
            let zone = ZONES[zone];
            let quiet = Quiet { from, until };
            // With a single open hour that never comes there is nothing to find; the widest gap still holds it.
            let moment = at("2026-01-01T00:00:00Z") + TimeDelta::minutes(minutes);
            let (next, last) = (next_open(quiet, zone, moment, None), last_open(quiet, zone, moment));
            prop_assert!(is_open(quiet, zone, next) && next >= moment);
            prop_assert!(is_open(quiet, zone, last) && last <= moment);
            prop_assert_eq!(next == moment, is_open(quiet, zone, moment));
        }
    }
}
