//! Whether a group takes people in: closed for now or open again, and until when people may come in.

mod api;
mod openness;
mod routes;
mod set;

pub use openness::tell_openness;
pub use routes::routes;
pub use set::set_intake;
