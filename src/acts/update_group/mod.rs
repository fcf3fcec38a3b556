//! A group's plan is changed; its coming sessions go with it to a new venue.

mod api;
mod routes;
mod update;

pub use routes::routes;
pub use update::update_group;
