//! The booking of an interpreter, as it was typed or sent.

use entity::interpreting;
use entity::state::InterpretingStatus;

use crate::error::{Code, Fault, Result};
use crate::people::client::is_email;
use crate::web::form::{Form, LINE, TEXT};

/// An interpreter booked for a session.
#[derive(Clone, Debug)]
pub struct InterpretingInput {
    /// From and into which language.
    pub language: String,
    /// The interpreter, or the agency that sends one.
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub status: InterpretingStatus,
    pub note: Option<String>,
}

/// Reads the booking of an interpreter.
pub fn read_interpreting(form: &Form) -> Result<InterpretingInput> {
    let mut reader = form.reader();
    let language = reader.text("language", LINE);
    let name = reader.text_or_none("name", LINE);
    let email = reader.text_or_none("email", LINE);
    let email = reader.checked(email, |email| {
        email.as_ref().is_some_and(|email| !is_email(email)).then(|| Fault::of("email", Code::FaultEmail))
    });
    let phone = reader.phone_or_none("phone");
    let status = reader.choice("status", InterpretingStatus::from_code);
    let note = reader.text_or_none("note", TEXT);
    reader.done(|| {
        Ok(InterpretingInput {
            language: language?,
            name: name?,
            email: email?,
            phone: phone?,
            status: status?,
            note: note?,
        })
    })
}

/// The form of a booking that stands.
pub fn interpreting_form(row: &interpreting::Model) -> Form {
    Form::default()
        .set("language", &row.language)
        .set_some("name", row.name.as_ref())
        .set_some("email", row.email.as_ref())
        .set_some("phone", row.phone.as_ref())
        .set("status", row.status)
        .set_some("note", row.note.as_ref())
}
