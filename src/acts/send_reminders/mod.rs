//! Reminders to clients of the sessions that come up. A job.
//!
//! Who is due one is decided here; what it says, and whether it still says anything, when it is sent.

mod due;
mod queries;
mod send;

pub use send::send_reminders;
