//! Referrals: from the worker's finder to the group's answer, and the loop back to whoever referred.
//!
//! Owns `referral`. [`state`] is the whole table of steps; places and queues are asked of `enrolment`.

mod api;
mod begin;
mod detail;
mod erase;
mod finder;
mod merge;
mod notice;
pub mod paths;
mod queries;
mod routes;
mod rules;
mod service;
mod spot;
pub mod state;
mod views;
mod wish;

pub use begin::by_marks;
pub use erase::erase_words;
pub use merge::{close_duplicates, move_client};
pub use notice::contact_key;
pub use queries::{Reach, group_led, group_seen, reach, referrer, under_way_with};
pub use routes::routes;
pub use rules::{Accompany, NewReferral, Step};
pub use service::{answer, close_client, close_group, contact_tried, end, fill, no_start, step, submit, submit_on};
pub use state::Side;
