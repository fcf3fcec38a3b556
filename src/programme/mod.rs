//! The programme: groups from draft to report, their schedules, sessions, clashes and approvals.
//!
//! Owns `season`, `template`, `break_period`, `activity_group`, `group_leader`, `session` and `approval`. Pure cores:
//! [`recurrence`] and [`rule`] (when a group meets), [`clash`] and [`state`] (which step follows which).

pub mod api;
pub mod clash;
pub mod paths;
mod queries;
pub mod recurrence;
mod routes;
pub mod rule;
mod rules;
mod service;
pub mod state;
mod views;

pub use queries::{
    ClashRow, GroupRow, LeaderRow, Places, StaffOption, clashes_of, group_row, may_step, municipalities, readable,
    sessions_of, staff_options, writable,
};
pub use recurrence::Schedule as ScheduleInput;
pub use routes::{card, routes, session_page, unconfirmed};
pub use rules::{
    ExtraSession, GroupInput, Leading, Move, NextStep, SessionInput, read as read_group, read_schedule, read_step,
};
pub use service::{
    add_session, advance, cancel_session, count_heads, create_group, hold_session, late_approvals, leader_came_back,
    leader_left, move_session, schedule, set_status, update_group, update_session,
};
pub use state::Because;
pub use views::{GroupTab, Typed, group_head, group_tabs, status_chip};
