//! Referrals: from the worker's finder to the group's answer, and the loop back to whoever referred.
//!
//! Owns `referral`. [`state`] is the whole table of steps; places and queues are asked of `enrolment`.

mod api;
mod cursor;
mod detail;
mod erase;
mod filter;
mod finder;
mod first_visit;
mod merge;
mod notice;
pub mod paths;
mod queries;
mod routes;
mod rules;
mod service;
pub mod state;
mod views;

pub use erase::erase_words;
pub use first_visit::by_marks;
pub use merge::{close_duplicates, move_client};
pub use notice::contact_key;
pub use queries::{Reach, group_led, group_seen, reach, referrer, under_way_with};
pub use routes::routes;
pub use rules::{Accompany, NewReferral, Step};
pub use service::{answer, close_client, close_group, contact_tried, end, fill, no_start, step, submit, submit_on};
pub use state::Side;
