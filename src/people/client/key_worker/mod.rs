//! Who keeps a client: a manager gives a client of the own units to a worker, as when one came from the open programme.

mod assign;
mod queries;
mod routes;
mod views;

pub use assign::{ask_for_key_worker, ask_to_meet};
pub use routes::again;
pub(super) use routes::show;
