//! Acts: the one home of each thing that people do and that changes more than one slice.
//!
//! Owns no table. Form, API, job, import and command line call the same function; it checks the right, locks, checks,
//! writes through the owners, tells people and logs, in this order.

mod accept_application;
mod answer_offer;
mod end_place;
mod expire_offers;
mod group_step;
mod merge_clients;
mod record_attendance;
mod record_death;
mod referral_steps;
mod routes;
mod session_change;
mod update_group;

pub use accept_application::accept_application;
pub use answer_offer::{ask_about_offer, confirm_offer, decline_offer};
pub use end_place::{end_place, give_up_place};
pub use expire_offers::expire_offers;
pub use group_step::{cancel_group, close_ended_groups, decide_to_run};
pub use merge_clients::merge_clients;
pub use record_attendance::record_attendance;
pub use record_death::{close_referrals_of, record_death};
pub use referral_steps::{submit_referral, submit_referral_as_of, take_referral_step};
pub use routes::routes;
pub use session_change::{add_session, cancel_session, move_session, plan_anew, restore_session};
pub use update_group::update_group;
