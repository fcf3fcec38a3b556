//! Somebody was not well, or something happened: an entry in the client's own record, and who must know at once.

mod record;
mod routes;

pub use record::{correct_incident, record_incident};
pub use routes::routes;
