//! Venues: the places where groups meet, what they hold and how one gets in.
//!
//! Owns `venue`. Staff read, leaders, managers and administrators write.

mod api;
pub mod paths;
mod queries;
mod routes;
mod rules;
mod service;
mod views;

pub use queries::{VenueOption, options};
pub use routes::routes;
pub use rules::VenueInput;
pub use service::create;
