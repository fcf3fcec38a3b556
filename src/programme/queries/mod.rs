//! Reads of the programme.

mod calendar;
mod clash;
mod group;
mod interpreting;
mod listing;
mod meets;
mod pending;
mod plan;
mod session;
mod usual;
mod year;

pub use calendar::{CalendarRow, ClosedDay, breaks_between, in_range};
pub(super) use clash::breaks_from;
pub use clash::{ClashRow, clashes_ahead, clashes_of};
pub use group::{
    ApprovalRow, GroupPlaces, GroupRow, LeaderRow, Pending, StaffOption, approvals, group_row, pending, readable,
    staff_options, writable,
};
pub use interpreting::{Interpreter, SessionTime, interpreters, one_interpreting};
pub use listing::{Filters, all, listing, municipalities, page};
pub use meets::{first_leader, who_leads_then, who_meets, who_meets_id};
pub(super) use pending::last_approved;
pub use pending::{
    Divided, WhatDiffers, ceiling, divide, foreseen, group_of_change, pending_change, schedule_as_asked,
};
pub use plan::Preview;
pub use session::{
    SessionRow, editable_session, first_sessions_at, groups_meeting_at, may_undo_end, one_session, part_of_sessions,
    replacement_of, sessions_ahead, sessions_ended, sessions_of, sheets_missing, writes_any,
};
pub use usual::{UsualTime, meets_usually, usual_time};
pub use year::{
    BreakConflict, BreakRow, break_conflicts, breaks, locked_break, locked_season, locked_template, one_break, season,
    seasons, template, templates, writable_break, writable_breaks,
};
