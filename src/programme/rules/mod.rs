//! What may be said of a group, its schedule and its sessions.

mod group;
mod schedule;
mod session;
mod step;

pub use group::{GroupInput, Leading, PARTS, Reserved, blank, blank_of, copied, form, read, read_reserved, slug};
pub use schedule::{DURATION, WEEKDAYS, ZONE, read_schedule, schedule_form};
pub use session::{ExtraSession, Move, SessionInput, check_span, move_form, read_extra, read_session, session_form};
pub use step::{NextStep, read_step};
