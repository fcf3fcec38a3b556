//! A venue is changed, or closed: who leads there finds another place.

mod api;
mod routes;
mod update;

pub use routes::routes;
