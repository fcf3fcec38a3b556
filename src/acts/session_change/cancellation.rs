//! Why a session is called off, and when another takes its place, as a form or the API says it.

use chrono_tz::Tz;

use crate::error::Result;
use crate::local_time::instant;
use crate::notify::HowToTell;
use crate::programme::{CalledOff, Move, cancel_code};
use crate::web::form::{Form, TEXT};

/// Why a session is called off, and how it is told.
pub struct Cancel {
    pub why: CalledOff,
    /// How it is told.
    pub how: HowToTell,
}

/// Reads why a session is cancelled, and the day and hour in its zone of the one that takes its place.
pub fn read_cancel(form: &Form, zone: Tz) -> Result<Cancel> {
    let mut reader = form.reader();
    let code = reader.choice("code", cancel_code);
    let note = reader.text_or_none("note", TEXT);
    let how = HowToTell::of(reader.ticked("notify"));
    let is_replaced = ["replacement_date", "replacement_time"].iter().any(|name| !form.value(name).is_empty());
    let at = is_replaced.then(|| (reader.date("replacement_date"), reader.time("replacement_time")));
    reader.done(|| {
        let replacement = match at {
            Some((date, time)) => {
                let starts_at = instant(zone, date?.and_time(time?));
                Some(Move { starts_at, ends_at: None, venue_id: None })
            }
            None => None,
        };
        Ok(Cancel { why: CalledOff { code: code?, note: note?, replacement }, how })
    })
}
