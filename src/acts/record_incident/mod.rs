//! Somebody was not well, or something happened: an entry in the client's own record, and who must know at once.

mod pass_on;
mod record;
mod routes;

pub use pass_on::pass_on_incidents;
pub use record::{correct_incident, record_incident};
pub use routes::routes;
