//! The programme: groups from draft to report, their schedules, sessions, clashes and approvals.
//!
//! Owns `season`, `template`, `break_period`, `activity_group`, `group_leader`, `session`, `interpreting`, `approval` and `pending_change`. Pure cores:
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
    ClashRow, Divided, GroupPlaces, GroupRow, LeaderRow, Pending, Preview, SessionTime, StaffOption, UsualTime,
    clashes_of, divide, editable_session as writable_session, first_leader, first_sessions_at, group_of_change,
    group_row, groups_meeting_at, interpreters, may_undo_end, meets_usually, municipalities, one_interpreting, pending,
    pending_change, readable, replacement_of, schedule_as_asked, sessions_ahead, sessions_of, sheets_missing,
    staff_options, template, usual_time, who_meets, who_meets_id, writable, writes_any,
};
pub use recurrence::Schedule as ScheduleInput;
pub use routes::{card, group_form_page, routes, session_page, sessions_page, unconfirmed, within_reach};
pub use rule::WEEKDAYS;
pub use rule_dates::fill_rule_dates;
pub use rules::{
    AskedChange, AskedSchedule, CalledOff, ExtraSession, GroupInput, InterpretingInput, Leading, Move, NextStep,
    Reserved, SessionInput, added, at_venue, called_off, cancel_code, form_as_asked as group_form, interpreting_form,
    move_form, moved, read as read_group, read_extra, read_interpreting, read_reserved, read_schedule, read_session,
    read_step, replacement, restored, schedule_form, schedule_of, schedule_of_group, session_form, template_after,
};
pub use service::{
    CheckedStep, ask_for_sessions, ask_for_substitutes, ask_to_replace, ask_who_is_missing, asked_of_closed,
    check_replaced, check_step, check_venue, close_hit_tasks, count_heads, create_group, due_for_step,
    groups_counting_on, highest_number, hold_session, insert_interpreting, late_approvals, leader_came_back,
    parts_over, rewrite_sessions, session_of_interpreting, set_approved, set_change_approved, set_change_returned,
    set_change_waiting, set_change_withdrawn, set_end_undone, set_group, set_intake, set_interpreting, set_merged_into,
    set_schedule, set_session, set_status, set_unmerged, take_back_hold, unwritten_group,
};
pub use state::{Because, may_reopen};
pub use views::{
    GroupTab, Typed, TypedInterpreting, aim_name, cancel_codes, choices, clash_notice, differs_in_a_line, euros,
    group_head, group_tabs, interpreter_lines, rhythm, status_chip,
};
