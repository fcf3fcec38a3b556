//! Acts: the one home of each thing that people do and that changes more than one slice.
//!
//! Owns no table. Form, API, job, import and command line call the same function; it checks the right, locks, checks,
//! writes through the owners, tells people and logs, in this order.

pub mod accept_application;
mod answer_offer;
mod end_place;
mod group_step;
pub mod leader;
mod merge_clients;
mod record_death;
mod routes;
mod session_change;

pub use accept_application::accept_application;
pub use answer_offer::{ask_about_offer, confirm_offer, decline_offer, expire_offers};
pub use end_place::{end_participation, no_start};
pub use group_step::{cancel_group, close_ended, decide_to_run};
pub use merge_clients::merge_clients;
pub use record_death::client_deceased;
pub use routes::routes;
pub use session_change::{Cancel, cancel_session, move_session};
