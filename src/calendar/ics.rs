//! The guarded writer of iCalendar text (RFC 5545) over the `ical` crate's structs and generator.
//!
//! The generator escapes nothing, mangles parameters and folds by characters, so values are escaped here, parameters go
//! in with the name, and its lines are folded again by octets.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use ical::generator::{Emitter, IcalCalendar, Property};

use crate::local_time::wall_time;

/// The longest line without its CRLF, in octets (RFC 5545 §3.1).
pub const MAX_LINE: usize = 75;

/// A property whose value is TEXT: escaped, without control characters and outer blanks. `None` for an empty text,
/// since an empty property is an error to some readers.
pub fn text(name: &str, value: &str) -> Option<Property> {
    let value = value.trim();
    (!value.is_empty()).then(|| raw(name, &[], &escape_text(value)))
}

/// A property of a comma-separated list of TEXT; `None` without items.
pub fn text_list(name: &str, values: &[String]) -> Option<Property> {
    let values: Vec<_> =
        values.iter().map(|value| escape_text(value.trim())).filter(|value| !value.is_empty()).collect();
    (!values.is_empty()).then(|| raw(name, &[], &values.join(",")))
}

/// A property whose value is a URI: never escaped (RFC 5545 §3.3.13), without blanks and control characters.
pub fn uri(name: &str, value: &str) -> Option<Property> {
    let value: String = value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    (!value.is_empty()).then(|| raw(name, &[], &value))
}

/// A parameter of a property.
#[derive(Clone, Copy, Debug)]
pub struct Param<'a> {
    pub name: &'a str,
    pub value: &'a str,
}

/// A property with parameters and a value of the program's own making (a code, a number, a time).
pub fn plain(name: &str, params: &[Param<'_>], value: &str) -> Property {
    raw(name, params, value)
}

/// A property of an instant, in UTC.
pub fn utc(name: &str, at: DateTime<Utc>) -> Property {
    raw(name, &[], &at.format("%Y%m%dT%H%M%SZ").to_string())
}

/// A property of an instant as the wall time of a zone whose VTIMEZONE is in the calendar.
pub fn zoned(name: &str, at: DateTime<Utc>, zone: Tz) -> Property {
    let local = wall_time(zone, at).format("%Y%m%dT%H%M%S").to_string();
    raw(name, &[Param { name: "TZID", value: zone.name() }], &local)
}

/// The bytes of a calendar: CRLF at every line's end, no line longer than [`MAX_LINE`].
pub fn write(calendar: &IcalCalendar) -> String {
    let unfolded = calendar.generate().replace("\r\n ", "");
    let mut out = String::with_capacity(unfolded.len() + unfolded.len() / 32);
    for line in unfolded.split_terminator("\r\n") {
        fold_into(&mut out, line);
    }
    out
}

fn raw(name: &str, params: &[Param<'_>], value: &str) -> Property {
    let mut name = name.to_owned();
    for param in params {
        name.push(';');
        name.push_str(param.name);
        name.push('=');
        name.push_str(&quote_param(param.value));
    }
    // A line break in any value would start a line of its own.
    let value = value.chars().filter(|c| !c.is_control()).collect();
    Property { name, params: None, value: Some(value) }
}

/// TEXT as RFC 5545 §3.3.11 writes it; line and paragraph separators become `\n`, other control characters go.
pub fn escape_text(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 8);
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push(' '),
            '\\' | ';' | ',' => out.extend(['\\', c]),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// The text of an escaped value; a backslash before any other character is dropped.
pub fn unescape_text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(escaped) => out.push(escaped),
                None => {}
            },
            c => out.push(c),
        }
    }
    out
}

/// A parameter's value: quoted where it must be, with `^n ^^ ^'` for what quotes cannot hold (RFC 6868).
fn quote_param(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    for c in value.chars() {
        match c {
            '^' => out.push_str("^^"),
            '"' => out.push_str("^'"),
            '\n' => out.push_str("^n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    if out.is_empty() || out.contains([':', ';', ',']) { format!("\"{out}\"") } else { out }
}

/// Folds one line. A fold never splits a character or an escape, and never stands beside a blank, which readers trim.
fn fold_into(out: &mut String, line: &str) {
    let mut rest = line;
    let mut room = MAX_LINE;
    while rest.len() > room {
        let end = rest.floor_char_boundary(room);
        let good = (1..=end).rev().filter(|at| rest.is_char_boundary(*at)).find(|at| {
            let around = &rest.as_bytes()[at - 1..=*at];
            !around.contains(&b' ') && around[0] != b'\\'
        });
        let (folded, left) = rest.split_at(good.unwrap_or(end));
        out.push_str(folded);
        out.push_str("\r\n ");
        rest = left;
        room = MAX_LINE - 1;
    }
    out.push_str(rest);
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use ical::parser::Component as _;
    use proptest::prelude::*;

    use super::*;

    fn written(properties: Vec<Property>) -> String {
        write(&IcalCalendar { properties, ..IcalCalendar::new() })
    }

    fn unfold(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn text_is_escaped_and_a_uri_is_not() {
        let summary = text("SUMMARY", " Kahvia; teetä, \\ja\r\nmehua\u{0}\u{85}\u{2028}loppu ").unwrap();
        assert_eq!(summary.value.unwrap(), "Kahvia\\; teetä\\, \\\\ja\\nmehua\\nloppu");
        let url = uri("URL", "https://example.org/a,b;c\r\nX-EVIL:1").unwrap();
        assert_eq!(url.value.unwrap(), "https://example.org/a,b;cX-EVIL:1");
        assert_eq!(text("LOCATION", " \t "), None);
        let kinds = text_list("CATEGORIES", &["eläin, luonto".to_owned(), String::new(), "avoin".to_owned()]);
        assert_eq!(kinds.unwrap().value.unwrap(), "eläin\\, luonto,avoin");
    }

    #[test]
    fn parameters_are_quoted_as_rfc_6868_has_it() {
        for (value, quoted) in [
            ("Europe/Helsinki", "Europe/Helsinki"),
            ("Meikäläinen, Matti", "\"Meikäläinen, Matti\""),
            ("Ärlig; Öst", "\"Ärlig; Öst\""),
            ("\"Pata\" ^ \nporisee\r", "^'Pata^' ^^ ^nporisee"),
            ("", "\"\""),
        ] {
            assert_eq!(quote_param(value), quoted);
        }
    }

    #[test]
    fn no_value_can_start_a_line_of_its_own() {
        let text = written(vec![plain("X-A", &[Param { name: "P", value: "a\r\nB:c" }], "1\r\nEND:VCALENDAR")]);
        assert_eq!(text, "BEGIN:VCALENDAR\r\nX-A;P=\"a^nB:c\":1END:VCALENDAR\r\nEND:VCALENDAR\r\n");
    }

    #[test]
    fn a_fold_splits_no_character_and_no_escape() {
        for shift in 0..80 {
            let line = format!("SUMMARY:{}{}", "x".repeat(shift), "ä\\nö\\, 🎨 ".repeat(20));
            let mut folded = String::new();
            fold_into(&mut folded, &line);
            assert!(folded.lines().all(|line| line.len() <= MAX_LINE && !line.ends_with('\\')), "{folded}");
            assert!(folded.lines().all(|line| !line.trim_start().is_empty() && !line.starts_with("  ")), "{folded}");
            assert_eq!(unfold(&folded), format!("{line}\r\n"));
        }
    }

    proptest! {
        #[test]
        fn a_text_comes_back_through_the_parser(value in "[\\PC\\n\\t\\\\;,:\"]{0,300}") {
            let Some(property) = text("DESCRIPTION", &value) else { return Ok(()) };
            let bytes = written(vec![property]);
            prop_assert!(bytes.split("\r\n").all(|line| line.len() <= MAX_LINE));
            prop_assert!(bytes.ends_with("\r\n") && !bytes.replace("\r\n", "").contains(['\r', '\n']));
            let unfolded = unfold(&bytes);
            let mut calendar = ical::IcalParser::new(unfolded.as_bytes()).next().unwrap().unwrap();
            let parsed = calendar.get_property_mut("DESCRIPTION").and_then(|found| found.value.take());
            let expected = value.trim().replace('\t', " ").replace(['\u{2028}', '\u{2029}'], "\n");
            // The parser eats the colons at a value's start.
            prop_assert_eq!(unescape_text(&parsed.unwrap_or_default()), expected.trim_start_matches(':'));
        }

        #[test]
        fn any_text_at_all_makes_a_calendar_of_one_property(value in any::<String>(), param in any::<String>()) {
            let bytes = written(text("SUMMARY", &value).into_iter().chain([plain("X-P", &[Param { name: "P", value: &param }], "1")]).collect());
            prop_assert!(bytes.split("\r\n").all(|line| line.len() <= MAX_LINE));
            let unfolded = unfold(&bytes);
            prop_assert!(unfolded.lines().count() <= 4);
            prop_assert!(unfolded.chars().filter(|c| c.is_control()).all(|c| c == '\r' || c == '\n'));
        }
    }
}
