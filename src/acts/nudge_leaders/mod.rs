//! Nudges to leaders whose attendance sheets stay empty. A job.

mod nudge;
mod queries;

pub use nudge::nudge_leaders;
