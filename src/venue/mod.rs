//! Venues: the places where groups meet, what they hold and how one gets in.
//!
//! Owns `venue`. Staff read, leaders, managers and administrators write.

pub mod api;
pub mod paths;
mod queries;
mod routes;
mod rows;
mod rules;
mod views;

pub use queries::{VenueOption, locked, one as one_venue, options};
pub use routes::{form_page, routes};
pub use rows::{create, set_venue};
pub use rules::{VenueInput, form as venue_form, read as read_venue};
