//! Reads of the programme.

mod calendar;
mod group;
mod listing;
mod plan;
mod session;

pub use calendar::{CalendarRow, ClosedDay, breaks_between, in_range};
pub use group::{
    ApprovalRow, GroupRow, LeaderRow, Pending, Places, StaffOption, approvals, group_row, may_step, pending, readable,
    staff_options, template, templates, writable,
};
pub use listing::{Filters, all, listing, municipalities, page};
pub use plan::{ClashRow, Planned, Preview, preview, unit_and_above};
pub use session::{SessionRow, editable_session, one_session, part_of_sessions, sessions_of};
