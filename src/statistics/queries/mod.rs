//! Reads the facts of a period: a fixed number of queries, attendance already grouped by participation and month.

mod guests;
mod outcome;
mod period;
mod places;
mod programme;
mod reader;
mod referrals;
mod span;
mod tallies;

pub use period::facts;
pub use places::PlaceTimes;
pub use reader::{changes_since, names, tree};
