//! Whether a group takes people in: closed for now or open again, and until when people may come in.

mod api;
mod applicants;
mod change;
mod day;
mod filled;
mod openness;
mod routes;

pub use applicants::tell_intake;
pub use change::change_intake;
pub use day::tell_new_day;
pub use filled::follow_filling;
pub use openness::tell_openness;
pub use routes::routes;
