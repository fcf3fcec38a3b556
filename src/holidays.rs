//! Finnish public holidays and the eves on which offices stay shut, by rule (acts 388/1937 and 396/1956 and the church year).

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

/// A day on which Finnish offices are shut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holiday {
    NewYear,
    Epiphany,
    GoodFriday,
    EasterSunday,
    EasterMonday,
    MayDay,
    Ascension,
    Pentecost,
    MidsummerEve,
    MidsummerDay,
    AllSaints,
    Independence,
    ChristmasEve,
    ChristmasDay,
    SecondChristmasDay,
}

impl Holiday {
    /// Every holiday, in the order of the year.
    pub const ALL: &'static [Self] = &[
        Self::NewYear,
        Self::Epiphany,
        Self::GoodFriday,
        Self::EasterSunday,
        Self::EasterMonday,
        Self::MayDay,
        Self::Ascension,
        Self::Pentecost,
        Self::MidsummerEve,
        Self::MidsummerDay,
        Self::AllSaints,
        Self::Independence,
        Self::ChristmasEve,
        Self::ChristmasDay,
        Self::SecondChristmasDay,
    ];

    /// The code of the day, which is the key of its name as well.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NewYear => "holiday-new-year",
            Self::Epiphany => "holiday-epiphany",
            Self::GoodFriday => "holiday-good-friday",
            Self::EasterSunday => "holiday-easter-sunday",
            Self::EasterMonday => "holiday-easter-monday",
            Self::MayDay => "holiday-may-day",
            Self::Ascension => "holiday-ascension",
            Self::Pentecost => "holiday-pentecost",
            Self::MidsummerEve => "holiday-midsummer-eve",
            Self::MidsummerDay => "holiday-midsummer-day",
            Self::AllSaints => "holiday-all-saints",
            Self::Independence => "holiday-independence",
            Self::ChristmasEve => "holiday-christmas-eve",
            Self::ChristmasDay => "holiday-christmas-day",
            Self::SecondChristmasDay => "holiday-second-christmas-day",
        }
    }
}

/// The holiday on a date, if it is one. A movable feast wins over a fixed one (Ascension can fall on 1 May).
pub fn holiday(date: NaiveDate) -> Option<Holiday> {
    movable(date).or_else(|| fixed(date))
}

fn fixed(date: NaiveDate) -> Option<Holiday> {
    match (date.month(), date.day(), date.weekday()) {
        (1, 1, _) => Some(Holiday::NewYear),
        (1, 6, _) => Some(Holiday::Epiphany),
        (5, 1, _) => Some(Holiday::MayDay),
        (6, 19..=25, Weekday::Fri) => Some(Holiday::MidsummerEve),
        (6, 20..=26, Weekday::Sat) => Some(Holiday::MidsummerDay),
        (10, 31, Weekday::Sat) | (11, 1..=6, Weekday::Sat) => Some(Holiday::AllSaints),
        (12, 6, _) => Some(Holiday::Independence),
        (12, 24, _) => Some(Holiday::ChristmasEve),
        (12, 25, _) => Some(Holiday::ChristmasDay),
        (12, 26, _) => Some(Holiday::SecondChristmasDay),
        _ => None,
    }
}

fn movable(date: NaiveDate) -> Option<Holiday> {
    match (date - easter(date.year())?).num_days() {
        -2 => Some(Holiday::GoodFriday),
        0 => Some(Holiday::EasterSunday),
        1 => Some(Holiday::EasterMonday),
        39 => Some(Holiday::Ascension),
        49 => Some(Holiday::Pentecost),
        _ => None,
    }
}

/// Western Easter Sunday of a Gregorian year: the anonymous algorithm, Meeus, Astronomical Algorithms (1991), ch. 8.
/// `None` only outside the years that a date can hold.
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let skipped_moons = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + century - century.div_euclid(4) - skipped_moons + 15).rem_euclid(30);
    let weekday = (32 + 2 * century.rem_euclid(4) + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days_after_22_march = epact + weekday - 7 * late;
    NaiveDate::from_ymd_opt(year, 3, 22)?.checked_add_signed(TimeDelta::days(days_after_22_march.into()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use entity::state::Language;
    use proptest::prelude::*;

    use super::*;
    use crate::text;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_days_that_knock_out_sessions_of_the_demo_year() {
        for (date, expected) in [
            ("2026-04-03", Holiday::GoodFriday),
            ("2026-04-06", Holiday::EasterMonday),
            ("2026-05-01", Holiday::MayDay),
            ("2026-05-14", Holiday::Ascension),
            ("2026-06-19", Holiday::MidsummerEve),
        ] {
            assert_eq!(holiday(day(date)), Some(expected), "{date}");
        }
    }

    #[test]
    fn easter_in_years_known_by_hand() {
        for (year, date) in [
            (1818, "1818-03-22"),
            (1943, "1943-04-25"),
            (1961, "1961-04-02"),
            (2000, "2000-04-23"),
            (2008, "2008-03-23"),
            (2024, "2024-03-31"),
            (2038, "2038-04-25"),
        ] {
            assert_eq!(easter(year), Some(day(date)));
        }
    }

    #[test]
    fn ordinary_days_and_the_shopping_days_round_holidays_are_open() {
        for date in ["2026-04-02", "2026-04-07", "2026-06-18", "2026-12-23", "2026-12-27", "2026-12-31", "2026-11-01"] {
            assert_eq!(holiday(day(date)), None, "{date}");
        }
    }

    #[test]
    fn ascension_on_may_day_is_one_holiday() {
        assert_eq!(holiday(day("2008-05-01")), Some(Holiday::Ascension));
    }

    #[test]
    fn the_table_of_sixteen_years_agrees() {
        let table = include_str!("../tests/fixtures/holidays_fi.txt");
        let expected: BTreeMap<NaiveDate, &str> = table
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split_once(' ').unwrap())
            .map(|(date, code)| (day(date), code))
            .collect();
        let ours: BTreeMap<NaiveDate, &str> = day("2020-01-01")
            .iter_days()
            .take_while(|date| date.year() < 2036)
            .filter_map(|date| Some((date, holiday(date)?.code())))
            .collect();
        assert_eq!(ours, expected);
    }

    #[test]
    fn every_holiday_has_a_name_in_every_language() {
        for holiday in Holiday::ALL {
            for language in [Language::Fi, Language::Sv, Language::En] {
                assert!(text::has(language, holiday.code()), "{} in {language}", holiday.code());
            }
        }
    }

    proptest! {
        #[test]
        fn easter_is_a_sunday_between_22_march_and_25_april(year in 1583i32..=4099) {
            let date = easter(year).unwrap();
            prop_assert_eq!(date.weekday(), Weekday::Sun);
            prop_assert!((3, 22) <= (date.month(), date.day()) && (date.month(), date.day()) <= (4, 25));
        }

        #[test]
        fn a_year_has_fifteen_holidays_or_fourteen_when_ascension_is_may_day(year in 1956i32..=2100) {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
            let found = first.iter_days().take_while(|date| date.year() == year).filter_map(holiday).count();
            let shared = holiday(NaiveDate::from_ymd_opt(year, 5, 1).unwrap()) == Some(Holiday::Ascension);
            prop_assert_eq!(found, if shared { 14 } else { 15 });
        }
    }
}
