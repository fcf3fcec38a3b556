//! Dates and times as people write them: "ke 14.10. klo 10–12", "ons 14.10 kl. 10–12", "Wed 14 Oct, 10–12".

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;
use entity::state::Language;

use crate::local_time::{self, wall_time};

const WEEKDAYS: [[&str; 7]; 3] = [
    ["ma", "ti", "ke", "to", "pe", "la", "su"],
    ["mån", "tis", "ons", "tors", "fre", "lör", "sön"],
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
];
const WEEKDAYS_LONG: [[&str; 7]; 3] = [
    ["maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"],
    ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
];
const MONTHS: [[&str; 12]; 3] = [
    [
        "tammikuu",
        "helmikuu",
        "maaliskuu",
        "huhtikuu",
        "toukokuu",
        "kesäkuu",
        "heinäkuu",
        "elokuu",
        "syyskuu",
        "lokakuu",
        "marraskuu",
        "joulukuu",
    ],
    [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];

const fn row(language: Language) -> usize {
    match language {
        Language::Fi | Language::FiEasy => 0,
        Language::Sv => 1,
        Language::En => 2,
    }
}

/// The short name of a weekday.
pub fn weekday(language: Language, date: NaiveDate) -> &'static str {
    WEEKDAYS[row(language)][date.weekday().num_days_from_monday() as usize]
}

/// The long name of a weekday, 0 = Monday.
pub fn weekday_long(language: Language, from_monday: usize) -> &'static str {
    WEEKDAYS_LONG[row(language)][from_monday % 7]
}

/// A month with its year: "lokakuu 2026".
pub fn month(language: Language, date: NaiveDate) -> String {
    format!("{} {}", MONTHS[row(language)][date.month0() as usize], date.year())
}

/// A day with its weekday, without the year: "ke 14.10.".
pub fn day(language: Language, date: NaiveDate) -> String {
    format!("{} {}", weekday(language, date), short_day(language, date))
}

/// A day with its year: "14.10.2026", "14 October 2026".
pub fn full_day(language: Language, date: NaiveDate) -> String {
    match language {
        Language::En => format!("{} {}", date.day(), month(language, date)),
        _ => format!("{}.{}.{}", date.day(), date.month(), date.year()),
    }
}

fn short_day(language: Language, date: NaiveDate) -> String {
    match language {
        Language::En => format!("{} {}", date.day(), &MONTHS[2][date.month0() as usize][..3]),
        Language::Sv => format!("{}.{}", date.day(), date.month()),
        _ => format!("{}.{}.", date.day(), date.month()),
    }
}

/// A time of day: "10", "10.30"; in English "10:00".
pub fn time(language: Language, time: NaiveTime) -> String {
    match (language, time.minute()) {
        (Language::En, _) => format!("{}:{:02}", time.hour(), time.minute()),
        (_, 0) => time.hour().to_string(),
        (_, minute) => format!("{}.{minute:02}", time.hour()),
    }
}

/// From when till when of a day: "10–12", "11–12.30".
pub fn hours(language: Language, zone: Tz, starts: DateTime<Utc>, ends: DateTime<Utc>) -> String {
    let of = |at: DateTime<Utc>| time(language, wall_time(zone, at).time());
    format!("{}–{}", of(starts), of(ends))
}

/// A session's day and hours: "ke 14.10. klo 10–12".
pub fn span(language: Language, zone: Tz, starts: DateTime<Utc>, ends: DateTime<Utc>) -> String {
    let date = day(language, local_time::day(zone, starts));
    format!("{date}{}{}", at(language), hours(language, zone, starts, ends))
}

/// A moment: "ke 14.10. klo 10".
pub fn moment(language: Language, zone: Tz, when: DateTime<Utc>) -> String {
    let local = wall_time(zone, when);
    format!("{}{}{}", day(language, local.date()), at(language), time(language, local.time()))
}

/// Further away than this, a day without its year could be that of another.
const NEAR: TimeDelta = TimeDelta::days(300);

/// A day with its weekday as somebody reads it on another day: far away, with its year: "to 14.10.2027".
pub fn day_seen(language: Language, date: NaiveDate, today: NaiveDate) -> String {
    if (date - today).abs() <= NEAR {
        return day(language, date);
    }
    let weekday = weekday(language, date);
    match language {
        Language::En => format!("{weekday} {} {}", short_day(language, date), date.year()),
        _ => format!("{weekday} {}", full_day(language, date)),
    }
}

/// A moment as somebody reads it at another: far away, with its year.
pub fn moment_seen(language: Language, zone: Tz, when: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let (local, today) = (wall_time(zone, when), local_time::day(zone, now));
    format!("{}{}{}", day_seen(language, local.date(), today), at(language), time(language, local.time()))
}

/// A session's day and hours as somebody reads them at a moment: far away, with the year.
pub fn span_seen(language: Language, zone: Tz, [starts, ends]: [DateTime<Utc>; 2], now: DateTime<Utc>) -> String {
    let date = day_seen(language, local_time::day(zone, starts), local_time::day(zone, now));
    format!("{date}{}{}", at(language), hours(language, zone, starts, ends))
}

/// A length in hours and minutes: "14 h 40 min".
pub fn length(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

const fn at(language: Language) -> &'static str {
    match language {
        Language::Fi | Language::FiEasy => " klo ",
        Language::Sv => " kl. ",
        Language::En => ", ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_reads_as_people_write_it() {
        let starts = "2026-10-14T07:00:00Z".parse().unwrap();
        let ends = "2026-10-14T09:30:00Z".parse().unwrap();
        let zone = chrono_tz::Europe::Helsinki;
        assert_eq!(span(Language::Fi, zone, starts, ends), "ke 14.10. klo 10–12.30");
        assert_eq!(span(Language::Sv, zone, starts, ends), "ons 14.10 kl. 10–12.30");
        assert_eq!(span(Language::En, zone, starts, ends), "Wed 14 Oct, 10:00–12:30");
        assert_eq!(length(880), "14 h 40 min");
    }

    #[test]
    fn a_day_that_is_nearly_a_year_away_is_told_with_its_year() {
        let zone = chrono_tz::Europe::Helsinki;
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let (starts, ends) = (at("2027-10-14T07:00:00Z"), at("2027-10-14T09:00:00Z"));
        let now = at("2026-10-14T09:00:00Z");
        assert_eq!(moment_seen(Language::Fi, zone, starts, now), "to 14.10.2027 klo 10");
        assert_eq!(moment_seen(Language::Sv, zone, starts, now), "tors 14.10.2027 kl. 10");
        assert_eq!(span_seen(Language::En, zone, [starts, ends], now), "Thu 14 Oct 2027, 10:00–12:00");
        assert_eq!(moment_seen(Language::En, zone, starts, at("2027-01-04T09:00:00Z")), "Thu 14 Oct, 10:00");
        assert_eq!(moment_seen(Language::Fi, zone, now, starts), "ke 14.10.2026 klo 12", "long ago, too");
    }
}
