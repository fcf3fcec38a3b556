//! Attendance: one status and its minutes for each client and session, with every correction kept.
//!
//! Owns `attendance`, `attendance_correction` and `walk_in`. "Not recorded" is never read as absent.

mod api;
mod erase;
mod merge;
pub mod paths;
mod queries;
mod routes;
pub mod rules;
mod service;
mod views;

pub use erase::erase_notes;
pub use merge::move_client;
pub use queries::{MarkRow, marks_of};
pub use routes::routes;
pub use rules::{Entry, Figures, Guest, Sheet};
pub use service::{forget_absences, notify_absence, notify_coming};
pub use views::paper_name;
