//! Referrals: from the worker's finder to the group's answer, and the loop back to whoever referred.
//!
//! Owns `referral`. [`state`] is the whole table of steps; places and queues are asked of `enrolment`.

pub mod api;
mod companion;
mod cursor;
mod detail;
mod erase;
mod filter;
mod finder;
mod merge;
mod over;
pub mod paths;
mod queries;
mod routes;
mod rows;
mod rules;
pub mod state;
mod views;

pub use companion::{
    accompanied, accompany_key, ask_companion, comes_to, is_promised, let_companion_go, sessions_after,
    set_accompanied, to_accompany,
};
pub use detail::{ReferralEvent, came_from, history};
pub use erase::erase_words;
pub use finder::{Found, choices};
pub use merge::{duplicates, move_client, set_duplicate};
pub use over::{SentOnTo, asked_over, came_by_merge, reason_of, set_sent_on, set_waiting_for_helper, waits_for_helper};
pub use queries::{
    ReferralRow, check_refers, group_led, group_seen, lapsed, model, of_group, open_in, open_of, referrer, sent_on_at,
    session_numbered, under_way_with, withdrawn_outside_steps,
};
pub use routes::{form_again, group_again, routes, show_again};
pub use rows::{
    add_note, candidate, check_animals, check_referral, check_step, check_taken_back, insert_referral,
    restate_referrals, set_back, set_closed, set_draft, set_step, stands_already,
};
pub use rules::{Accompaniment, ReferralInput, ReferralStep, form, read, read_note, read_step};
pub use state::{NextState, Side, back_to, holds, is_worded_by};
pub use views::{FaultyReason, status_name};
