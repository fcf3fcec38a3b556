//! Whether a group takes people in: closed for now or open again, and until when people may come in.

mod api;
mod change;
mod openness;
mod routes;

pub use change::change_intake;
pub use openness::tell_openness;
pub use routes::routes;
