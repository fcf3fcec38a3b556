//! The steps of a group's life: it is to run, is cancelled or ends; its places and referrals follow, and everybody whom
//! it concerns is told.

mod advance;
mod api;
mod back;
mod close;
mod fates;
mod kind;
mod queries;
mod routes;
mod steps;
mod views;

pub use advance::advance_groups;
pub use close::close_ended_groups;
pub use fates::{Fate, hand_on, let_all_go};
pub use routes::routes;
pub use steps::{Concerned, ask_anew_ahead, give_up, tell_applicants};
