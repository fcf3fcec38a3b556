//! Admin: the settings in force, the organisation tree, and who works in it. For the administrator only, who sees no
//! client here or anywhere.
//!
//! Owns `setting`. Units and staff are `people`'s, and its services write them.

pub mod paths;
mod queries;
mod retain;
mod routes;
mod rows;
mod rules;
mod views;

pub use retain::retain;
pub use routes::{again, routes};
pub use rows::take_mark;
pub use rules::{NewUnit, staff as read_member, unit as read_unit};
