//! Interpreters booked for sessions, and telling them, and who keeps a venue, what no mail can.

mod api;
mod interpreters;
mod paths;
mod queries;
mod routes;
mod views;

pub use routes::routes;
