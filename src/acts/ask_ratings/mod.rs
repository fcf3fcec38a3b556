//! Asking clients for ratings: by the clock, and after a session.

mod due;
mod pulse;
mod routes;

pub use due::ask_due_ratings;
pub use pulse::ask_pulse;
pub use routes::routes;
