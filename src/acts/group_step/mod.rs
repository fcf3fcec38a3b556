//! The steps of a group's life: it is to run, is cancelled or ends; its places and referrals follow, and everybody whom
//! it concerns is told.

mod advance;
mod api;
mod close;
mod queries;
mod routes;
mod steps;

pub use advance::advance_groups;
pub use close::close_ended_groups;
pub use routes::routes;
pub use steps::{cancel_group, decide_to_run};
