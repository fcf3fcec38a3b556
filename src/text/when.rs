//! Dates and times as people write them: "ke 14.10. klo 10–12", "ons 14.10 kl. 10–12", "Wed 14 Oct, 10–12".

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc};
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
}
