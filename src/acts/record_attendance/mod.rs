//! Recording who came: the session is held, places begin, and who has missed twice is called.

mod api;
mod record;
mod routes;
mod second_misses;

pub use record::record_attendance;
pub use routes::routes;
pub use second_misses::second_misses_of;
