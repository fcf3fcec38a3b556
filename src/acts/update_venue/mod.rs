//! A venue is changed; whoever comes there hears when it is elsewhere.

mod api;
mod routes;
mod update;

pub use routes::routes;
pub use update::update_venue;
