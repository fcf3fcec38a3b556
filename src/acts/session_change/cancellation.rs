//! Why a session is called off, as a form or the API says it.

use crate::error::Result;
use crate::notify::HowToTell;
use crate::programme::{CalledOff, cancel_code};
use crate::web::form::{Form, TEXT};

/// Why a session is called off, and how it is told.
pub struct Cancel {
    pub why: CalledOff,
    /// How it is told.
    pub how: HowToTell,
}

/// Reads why a session is cancelled.
pub fn read_cancel(form: &Form) -> Result<Cancel> {
    let mut reader = form.reader();
    let code = reader.choice("code", cancel_code);
    let note = reader.text_or_none("note", TEXT);
    let how = HowToTell::of(reader.ticked("notify"));
    reader.done(|| Ok(Cancel { why: CalledOff { code: code?, note: note? }, how }))
}
