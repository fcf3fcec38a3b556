//! Days and local times of the scenario's own tables.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc, Weekday};

use crate::config::ZONE;
use crate::local_time;

/// The moment at which the scenario stands still: 14.10.2026 12:00 in the zone of settings as they come.
pub fn moment() -> DateTime<Utc> {
    at(date(2026, 10, 14), time(12, 0))
}

/// A day of the tables.
pub const fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the scenario's tables hold real days")
}

/// A time of the tables.
pub const fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).expect("the scenario's tables hold real times")
}

/// A local time on a day.
pub fn at(day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    local_time::instant(ZONE, day.and_time(time))
}

/// The local day of a moment.
pub fn day_of(at: DateTime<Utc>) -> NaiveDate {
    local_time::day(ZONE, at)
}

/// The day itself, or the Friday before a weekend.
pub fn working_day(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => day - chrono::Days::new(1),
        Weekday::Sun => day - chrono::Days::new(2),
        _ => day,
    }
}
