//! Attendance: one status and its minutes for each client and session, with every correction kept.
//!
//! Owns `attendance`, `attendance_correction`, `walk_in` and `incident`. "Not recorded" is never read as absent.

pub mod api;
mod changes;
mod coming;
pub mod enrolled;
mod erase;
mod familiar;
pub mod incident;
mod merge;
pub mod paths;
mod queries;
mod routes;
mod rows;
pub mod rules;
pub mod sheet_form;
mod undone;
mod views;

pub use changes::{Changed, changes, replaced};
pub use coming::{AwaitedSession, coming};
pub use erase::erase_notes;
pub use merge::{join_marks, move_client};
pub use queries::{
    MarkRow, SheetSession, SheetState, any_session, guests, marks, marks_of, session, standing, told_absences,
};
pub use routes::{routes, sheet_again};
pub use rows::{
    drop_marks_after, forget_marks, log_marks, notify_absence, notify_absence_because, notify_coming, row,
    write_guests, write_marks,
};
pub use rules::{Figures, Guest, HeadCount, SentMark, Sheet};
pub use undone::{give_back_told, give_back_with_group, give_back_with_place};
pub use views::paper_name;
