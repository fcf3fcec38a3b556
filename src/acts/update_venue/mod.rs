//! A venue is changed, or closed: whoever comes there hears when it is elsewhere, and who leads there finds another place.

mod api;
mod routes;
mod update;

pub use routes::routes;
pub use update::update_venue;
