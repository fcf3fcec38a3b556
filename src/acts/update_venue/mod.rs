//! A venue is changed: whoever comes there hears when it is elsewhere, and who leads there finds another once it is closed.

mod api;
mod routes;
mod update;

pub use routes::routes;
pub use update::update_venue;
