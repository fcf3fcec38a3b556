//! Single values as they are typed: texts, days, times of day.

use chrono::{Datelike, NaiveDate, NaiveTime};

use crate::error::{Code, Fault};
use crate::web::private_number;

/// Most characters that a line takes.
pub const LINE: usize = 200;
/// Most characters that a text takes.
pub const TEXT: usize = 5000;

/// A text of at most `most` characters; line breaks become `\n`, other control characters are refused, and so are numbers
/// that belong into no text. Whatever is typed, sent or read in as a text comes through here.
pub fn check_text(name: &'static str, text: &str, most: usize) -> Result<String, Fault> {
    let text = text.trim().replace("\r\n", "\n");
    if text.chars().count() > most {
        return Err(Fault::of(name, Code::FaultLong).with("most", most.to_string()));
    }
    let line = most <= LINE;
    if text.chars().any(|c| c.is_control() && (line || !matches!(c, '\n' | '\t'))) {
        return Err(Fault::of(name, Code::FaultCharacters));
    }
    if let Some(code) = private_number::fault(&text) {
        return Err(Fault::of(name, code));
    }
    Ok(text)
}

/// A day as `2026-10-14` or `14.10.2026`, between 1900 and 2100.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(text, "%d.%m.%Y"));
    date.ok().filter(|date| (1900..=2100).contains(&date.year()))
}

/// A time of day as `10:30`, `10.30` or `10`.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "0"));
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_fields_send_and_as_finns_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 10, 4);
        assert_eq!(parse_date("2026-10-04"), day);
        assert_eq!(parse_date("4.10.2026"), day);
        for absurd in ["0000-01-01", "9999-12-31", "31.2.2026", "4.10.", "soon"] {
            assert_eq!(parse_date(absurd), None, "{absurd}");
        }
    }
}
