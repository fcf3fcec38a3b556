//! Days and times as the clocks of a zone show them, and the moments that they stand for.
//!
//! One rule for clock changes, that of RFC 5545 §3.3.5: a time that comes twice is the first of the two, and a time that
//! is left out is read with the offset before, so that a midnight left out is the first moment after the gap.

use std::ops::{Range, RangeInclusive};

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc};
use chrono_tz::{GapInfo, Tz};

/// The zone of a row by its IANA name; the settings' zone stands in for a name that can't be read.
pub fn zone_of(name: &str, settings: Tz) -> Tz {
    name.parse().unwrap_or(settings)
}

/// What the clocks of a zone show at a moment.
pub fn wall_time(zone: Tz, at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&zone).naive_local()
}

/// A moment with the zone's distance to UTC, for formats that want both.
pub fn with_offset(zone: Tz, at: DateTime<Utc>) -> DateTime<FixedOffset> {
    at.with_timezone(&zone).fixed_offset()
}

/// The day that it is in a zone at a moment.
pub fn day(zone: Tz, at: DateTime<Utc>) -> NaiveDate {
    wall_time(zone, at).date()
}

/// The first moment of a day.
pub fn midnight(zone: Tz, day: NaiveDate) -> DateTime<Utc> {
    instant(zone, day.and_time(NaiveTime::MIN))
}

/// The moments at which it is one of these days somewhere, from the first to the last.
pub fn anywhere(days: RangeInclusive<NaiveDate>) -> Range<DateTime<Utc>> {
    let (first, last) = days.into_inner();
    midnight(Tz::UTC, first - Days::new(1))..midnight(Tz::UTC, last + Days::new(2))
}

/// The moment at which the clocks of a zone show a date and time.
pub fn instant(zone: Tz, local: NaiveDateTime) -> DateTime<Utc> {
    match zone.from_local_datetime(&local).earliest() {
        Some(at) => at.to_utc(),
        None => {
            let before = GapInfo::new(&local, &zone).and_then(|gap| gap.begin);
            before.map_or(local, |(_, offset)| local - offset.fix()).and_utc()
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use chrono_tz::{America, Atlantic, Australia, Europe, Pacific, UTC};
    use proptest::prelude::*;

    use super::*;

    const ZONES: [Tz; 8] = [
        Europe::Helsinki,
        Europe::Stockholm,
        UTC,
        America::Sao_Paulo,
        America::New_York,
        Atlantic::Azores,
        // Half an hour of clock change.
        Australia::Lord_Howe,
        // 30.12.2011 never came.
        Pacific::Apia,
    ];

    fn at(moment: &str) -> DateTime<Utc> {
        moment.parse().unwrap()
    }

    fn local(time: &str) -> NaiveDateTime {
        time.parse().unwrap()
    }

    fn date(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    #[test]
    fn the_day_is_that_of_the_zone() {
        let late = at("2026-10-14T22:30:00Z");
        assert_eq!(day(Europe::Helsinki, late), date("2026-10-15"));
        assert_eq!(day(Europe::Stockholm, late), date("2026-10-15"));
        assert_eq!(day(UTC, late), date("2026-10-14"));
        assert_eq!(day(America::Sao_Paulo, at("2026-10-14T02:30:00Z")), date("2026-10-13"));
        assert_eq!(wall_time(Europe::Helsinki, late), local("2026-10-15T01:30:00"));
    }

    #[test]
    fn a_time_that_comes_twice_is_the_first_of_the_two() {
        assert_eq!(instant(Europe::Helsinki, local("2026-10-25T03:30:00")), at("2026-10-25T00:30:00Z"));
        assert_eq!(instant(Europe::Stockholm, local("2026-10-25T02:30:00")), at("2026-10-25T00:30:00Z"));
        assert_eq!(instant(America::Sao_Paulo, local("2019-02-16T23:30:00")), at("2019-02-17T01:30:00Z"));
        assert_eq!(midnight(Atlantic::Azores, date("2026-10-25")), at("2026-10-25T00:00:00Z"), "it comes again at 1");
    }

    #[test]
    fn a_time_that_is_left_out_is_as_much_later_as_the_clocks_jump() {
        assert_eq!(instant(Europe::Helsinki, local("2026-03-29T03:30:00")), at("2026-03-29T01:30:00Z"));
        assert_eq!(instant(Europe::Stockholm, local("2026-03-29T02:00:00")), at("2026-03-29T01:00:00Z"));
        assert_eq!(instant(Australia::Lord_Howe, local("2026-10-04T02:10:00")), at("2026-10-03T15:40:00Z"));
        assert_eq!(instant(Pacific::Apia, local("2011-12-30T12:00:00")), at("2011-12-30T22:00:00Z"));
    }

    #[test]
    fn a_midnight_that_is_left_out_is_the_first_moment_after() {
        assert_eq!(midnight(America::Sao_Paulo, date("2018-11-04")), at("2018-11-04T03:00:00Z"));
        assert_eq!(wall_time(America::Sao_Paulo, at("2018-11-04T03:00:00Z")), local("2018-11-04T01:00:00"));
        assert_eq!(midnight(Atlantic::Azores, date("2026-03-29")), at("2026-03-29T01:00:00Z"));
        assert_eq!(midnight(Pacific::Apia, date("2011-12-30")), midnight(Pacific::Apia, date("2011-12-31")));
    }

    #[test]
    fn a_zone_that_cannot_be_read_is_that_of_the_settings() {
        assert_eq!(zone_of("America/Sao_Paulo", Europe::Helsinki), America::Sao_Paulo);
        for name in ["", "Helsinki", "Europe/Atlantis", "+02:00"] {
            assert_eq!(zone_of(name, Europe::Stockholm), Europe::Stockholm, "{name}");
        }
    }

    /// A zone and a moment within two days of one of its clock changes, or any moment where it has none.
    fn near_a_change() -> impl Strategy<Value = (Tz, DateTime<Utc>)> {
        let minutes = -2 * 24 * 60..2 * 24 * 60i64;
        (0..ZONES.len(), 2000..2038i32, any::<prop::sample::Index>(), minutes).prop_map(
            |(zone, year, which, minutes)| {
                let zone = ZONES[zone];
                let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
                let offset = |day: NaiveDate| zone.offset_from_utc_date(&day).fix();
                let changes: Vec<NaiveDate> =
                    first.iter_days().take(366).filter(|day| offset(*day) != offset(*day + Days::new(1))).collect();
                let day = if changes.is_empty() { first } else { changes[which.index(changes.len())] };
                (zone, day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::minutes(minutes))
            },
        )
    }

    proptest! {
        #[test]
        fn a_moment_comes_back_from_the_clock_or_is_the_second_of_two((zone, at) in near_a_change()) {
            let shown = wall_time(zone, at);
            let first = instant(zone, shown);
            prop_assert!(first <= at && wall_time(zone, first) == shown);
            prop_assert!(first == at || zone.from_local_datetime(&shown).latest().unwrap().to_utc() == at);
        }

        #[test]
        fn a_time_is_shown_at_its_moment_or_was_left_out((zone, at) in near_a_change()) {
            let wanted = at.naive_utc();
            let shown = wall_time(zone, instant(zone, wanted));
            prop_assert!(shown == wanted || (shown > wanted && zone.from_local_datetime(&wanted).earliest().is_none()));
        }

        #[test]
        fn midnight_is_the_first_moment_of_its_day((zone, at) in near_a_change()) {
            let today = day(zone, at);
            let first = midnight(zone, today);
            prop_assert_eq!(day(zone, first), today);
            prop_assert!(first <= at && day(zone, first - TimeDelta::seconds(1)) < today);
            prop_assert!(at < midnight(zone, today + Days::new(1)));
        }

        #[test]
        fn wherever_it_is_one_of_some_days_it_is_among_their_moments((zone, at) in near_a_change(), more in 0..3u64) {
            let today = day(zone, at);
            prop_assert!(anywhere(today..=today + Days::new(more)).contains(&at));
            prop_assert!(anywhere(today - Days::new(more)..=today).contains(&at));
        }
    }
}
