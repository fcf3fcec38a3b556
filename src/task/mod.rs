//! Tasks: what a person is asked to do, raised by acts and jobs, done by a click or by the act itself.
//!
//! Owns `task`. The page of tasks stands in `today`.

mod erase;
mod leave;
mod merge;
mod queries;
mod service;
mod stand_in;
mod successors;
mod whom;
mod words;

pub use erase::erase_notes;
pub use leave::{GroupLeft, RestOf, TasksLeft, leave_group_to_others, leave_rest, leave_to_others};
pub use merge::move_client;
pub use queries::{
    BY_HAND, TaskRow, WhoIsAsked, asked_for, count_of, count_open, group_of, groups_asked_about, is_asked, is_asked_in,
    is_done_by_somebody, is_open, named, open_by_hand, open_in_group, open_keys, open_of, overdue, works_with_clients,
};
pub use service::{
    KeyWorkers, NewTask, PersonalTask, ask, ask_again, ask_all, ask_whom, done, done_about, done_by_key, done_by_keys,
    done_by_start, done_by_start_but, done_by_starts, done_for_client, done_in_group, done_in_session, due_by,
    give_by_hand, hand_over, move_to_session, open_again_about, open_again_by_start, open_again_in_group, reopen,
    set_note,
};
pub use stand_in::{Deadline, StandIn, follow_absence, next_after, or_stand_in, stand_ins};
pub use whom::{Whom, helper, helpers, in_charge, in_charge_at, leader, managers_above, supervisor, supervisor_of};
pub use words::name;
