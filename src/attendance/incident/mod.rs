//! What befell a client at a session: an entry in that client's own record, corrected by a further wording.
//!
//! Part of attendance; owns `incident`. No figure reads it.

mod keys;
mod queries;
mod rows;
mod rules;
mod views;

pub use keys::{first_asked, key, of_task};
pub use queries::{Entry, concerned, entry, noted_by};
pub use rows::{IncidentOf, insert};
pub use rules::{IncidentInput, NewIncident, concerns_supervisor, form, read, read_new};
pub use views::{at_session, one};
