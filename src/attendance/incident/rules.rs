//! Reading an entry.

use entity::id::ClientId;
use entity::incident;
use entity::state::IncidentKind;

use crate::error::Result;
use crate::web::form::{Form, Reader, Reading, TEXT};

/// What befell somebody, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentInput {
    pub kind: IncidentKind,
    pub what: String,
    /// What was done.
    pub done: Option<String>,
}

/// The first wording of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewIncident {
    pub client: ClientId,
    /// Whether the client goes home, and is marked as one who had said so.
    pub goes_home: bool,
    pub input: IncidentInput,
}

/// Reads a further wording.
pub fn read(form: &Form) -> Result<IncidentInput> {
    let mut reader = form.reader();
    let input = words(&mut reader);
    reader.done(|| input)
}

/// Reads the first wording, and whom it is about.
pub fn read_new(form: &Form) -> Result<NewIncident> {
    let mut reader = form.reader();
    let client = reader.id("client_id");
    let input = words(&mut reader);
    let goes_home = form.ticked("goes_home");
    reader.done(|| Ok(NewIncident { client: client?, goes_home, input: input? }))
}

fn words(reader: &mut Reader<'_>) -> Reading<IncidentInput> {
    let kind = reader.choice("kind", IncidentKind::from_code);
    let what = reader.text("what", TEXT);
    let done = reader.text_or_none("done", TEXT);
    Ok(IncidentInput { kind: kind?, what: what?, done: done? })
}

/// The form of what stands.
pub fn form(row: &incident::Model) -> Form {
    Form::default().set("kind", row.kind.code()).set("what", &row.what).set("done", row.done.as_deref().unwrap_or(""))
}

/// Whether the supervisor hears of it too: somebody was threatened or hurt.
pub const fn concerns_supervisor(kind: IncidentKind) -> bool {
    matches!(kind, IncidentKind::Threat | IncidentKind::Injury)
}
