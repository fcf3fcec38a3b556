//! Single values as they are typed: texts, days, times of day.

use chrono::{Datelike, NaiveDate, NaiveTime};

use crate::error::{Code, Fault};
use crate::text::phone::{NotDialled, e164};
use crate::text::{clean, is_seen, turns_around};
use crate::web::private_number;

/// Most characters that a line takes.
pub const LINE: usize = 200;
/// Most characters that a text takes.
pub const TEXT: usize = 5000;

/// A text of at most `most` characters, each letter written as [`clean`] writes it; line breaks become `\n`, other
/// control characters and what turns the writing around are refused, and so are numbers that belong into no text. A text
/// of which nothing is seen is empty. Whatever is typed, sent or read in as a text comes through here.
pub fn check_text(name: &'static str, text: &str, most: usize) -> Result<String, Fault> {
    let text = clean(text).trim().replace("\r\n", "\n");
    if !text.chars().any(|c| is_seen(c) && !c.is_whitespace()) {
        return Ok(String::new());
    }
    if text.chars().count() > most {
        return Err(Fault::of(name, Code::FaultLong).with("most", most.to_string()));
    }
    let line = most <= LINE;
    let breaks = |c: char| matches!(c, '\n' | '\t' | '\u{2028}' | '\u{2029}');
    let is_refused = |c: char| turns_around(c) || if breaks(c) { line } else { c.is_control() };
    if text.chars().any(is_refused) {
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

/// A telephone number as it was typed, when it is known which one is dialled.
pub fn check_phone(name: &'static str, text: &str) -> Result<String, Fault> {
    let seen: String = text.chars().filter(|c| is_seen(*c)).collect();
    match e164(&seen) {
        Ok(_) => check_text(name, &seen, LINE),
        Err(NotDialled::NoZero) => Err(Fault::of(name, Code::FaultPhoneZero)),
        Err(NotDialled::NoNumber) => Err(Fault::of(name, Code::FaultPhone)),
    }
}

/// A time of day as `10:30`, `10.30` or `10`, with seconds of zero as spreadsheets add them. Minutes have two digits: a
/// `10.3` is what a spreadsheet made of 10.30.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let parts: Vec<&str> = text.split(if text.contains(':') { ':' } else { '.' }).collect();
    let number = |part: &str| part.chars().all(|c| c.is_ascii_digit()).then(|| part.parse().ok()).flatten();
    let is_pair = |part: &str| part.len() == 2;
    match parts[..] {
        [hour] if hour.len() <= 2 => NaiveTime::from_hms_opt(number(hour)?, 0, 0),
        [hour, minute] | [hour, minute, "00"] if hour.len() <= 2 && is_pair(minute) => {
            NaiveTime::from_hms_opt(number(hour)?, number(minute)?, 0)
        }
        _ => None,
    }
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

    #[test]
    fn times_are_read_as_people_and_spreadsheets_write_them_and_never_guessed() {
        let half_past = NaiveTime::from_hms_opt(10, 30, 0);
        for written in ["10:30", "10.30", "10:30:00", "10.30.00"] {
            assert_eq!(parse_time(written), half_past, "{written}");
        }
        assert_eq!(
            (parse_time("9"), parse_time("9.05")),
            (NaiveTime::from_hms_opt(9, 0, 0), NaiveTime::from_hms_opt(9, 5, 0))
        );
        for unclear in
            ["10.3", "10.5", "9:5", "+9", "-9", "10:30:15", "10:30.00", "10.30.0", "24:00", "1030", "", ":30", "10:"]
        {
            assert_eq!(parse_time(unclear), None, "{unclear}");
        }
    }

    #[test]
    fn a_line_holds_what_everybody_reads_alike() {
        let line = |text: &str| check_text("name", text, LINE).map_err(|fault| fault.code);
        assert_eq!(line("Va\u{308}ino\u{308}\u{200b} Kentta\u{308}"), Ok("Väinö Kenttä".into()));
        assert_eq!(line("\u{200b}\u{feff}"), Ok(String::new()));
        assert_eq!(line("\u{200d} \u{3164}"), Ok(String::new()));
        for refused in
            ["Anna \u{202e}ikkremisE", "Anna\u{2028}Esimerkki", "Anna\u{2029}E", "An\u{2067}na", "An\tna", "An\u{85}na"]
        {
            assert_eq!(line(refused), Err(Code::FaultCharacters), "{refused:?}");
        }
        assert_eq!(check_text("note", "yksi\u{2028}kaksi", TEXT).unwrap(), "yksi\u{2028}kaksi");
    }
}
