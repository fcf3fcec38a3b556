//! The `programme` slice.

pub mod clash;
pub mod holidays;
pub mod recurrence;
pub mod rule;
pub mod state;
