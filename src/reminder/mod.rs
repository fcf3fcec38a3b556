//! Reminders: who is due one, and nudges to leaders whose attendance sheets stay empty. It sends nothing itself.
//!
//! Owns no table: it writes to the outbox and to the tasks through their owners.

pub mod due;
mod job;
mod queries;

pub use job::{nudge, remind};
