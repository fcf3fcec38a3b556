//! The `programme` slice.

pub mod clash;
mod held;
pub mod holidays;
pub mod recurrence;
pub mod rule;
pub mod state;

pub use held::{count_heads, hold_session};
