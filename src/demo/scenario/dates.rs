//! Days and local times of the scenario's own tables.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Europe::Helsinki;

/// The moment at which the scenario stands still: 14.10.2026 12:00 in Helsinki.
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

/// A local time on a day; no time of the tables falls into a clock change.
pub fn at(day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    let wall = day.and_time(time);
    Helsinki.from_local_datetime(&wall).earliest().map_or_else(|| wall.and_utc(), |at| at.with_timezone(&Utc))
}

/// The local day of a moment.
pub fn day_of(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Helsinki).date_naive()
}

/// The day itself, or the Friday before a weekend.
pub fn working_day(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => day - chrono::Days::new(1),
        Weekday::Sun => day - chrono::Days::new(2),
        _ => day,
    }
}
