//! What may be said with a step of a group's life.

use entity::state::{CancelCode, GroupStatus};

use crate::error::Result;
use crate::web::form::{Form, LINE, TEXT};

/// A step to take, with why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// The state to come.
    pub to: GroupStatus,
    /// Why, in words.
    pub reason: Option<String>,
    /// Why a group is cancelled.
    pub code: Option<CancelCode>,
}

/// The reason of a code for which a person cancels; that a group is merged is an act of its own.
pub fn cancel_code(code: &str) -> Option<CancelCode> {
    CancelCode::from_code(code).filter(|code| *code != CancelCode::Merged)
}

/// Reads a step; a reason to cancel stands for the code that it names, or for `other`.
pub fn read_step(form: &Form) -> Result<NextStep> {
    let mut reader = form.reader();
    let to = reader.choice("to", GroupStatus::from_code);
    let told = reader.text_or_none("reason", TEXT);
    let note = reader.text_or_none("note", LINE);
    let code = reader.choice_or_none("code", cancel_code);
    reader.done(|| {
        let (to, told) = (to?, told?);
        let named = told.as_deref().filter(|_| to == GroupStatus::Cancelled);
        let named = named.map(|reason| cancel_code(reason).unwrap_or(CancelCode::Other));
        Ok(NextStep { to, code: code?.or(named), reason: told.or(note?) })
    })
}
