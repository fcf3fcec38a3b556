//! The programme: groups from draft to report, their schedules, sessions, clashes and approvals.
//!
//! Owns `season`, `template`, `break_period`, `activity_group`, `group_leader`, `session` and `approval`. Pure cores:
//! [`recurrence`] and [`rule`] (when a group meets), [`clash`] and [`state`] (which step follows which).

pub mod api;
mod change;
pub mod clash;
mod difference;
pub mod paths;
mod queries;
pub mod recurrence;
mod replanned;
mod routes;
pub mod rule;
mod rule_dates;
mod rules;
pub mod schedule_error;
mod service;
pub mod state;
mod views;

pub use change::{Changes, Rewrite, SessionChange};
pub use difference::{HandMade, ScheduleDifference};
pub use queries::{
    ClashRow, GroupPlaces, GroupRow, LeaderRow, Preview, StaffOption, approved_sessions, clashes_of, first_leader,
    group_row, may_step, municipalities, preview, readable, sessions_ahead, sessions_of, staff_options, template,
    who_meets, who_meets_id, writable,
};
pub use recurrence::Schedule as ScheduleInput;
pub use routes::{card, group_form_page, routes, session_page, sessions_page, unconfirmed, within_reach};
pub use rule_dates::fill_rule_dates;
pub use rules::{
    CalledOff, ExtraSession, GroupInput, Leading, Move, NextStep, SessionInput, WEEKDAYS, added, at_venue, called_off,
    form as group_form, move_form, moved, read as read_group, read_extra, read_schedule, read_session, read_step,
    restored, schedule_form, schedule_of, schedule_of_group, session_form, template_after,
};
pub use service::{
    Cost, ask_to_replace, check_replaced, check_venue, count_heads, create_group, due_for_step, groups_counting_on,
    highest_number, hold_session, late_approvals, leader_came_back, reopen_plan, rewrite_sessions, set_group,
    set_schedule, set_session, set_status, take_back_hold,
};
pub use state::Because;
pub use views::{GroupTab, Typed, clash_notice, group_head, group_tabs, status_chip};
