//! The indicators: true figures from plain rows, by the definitions and cohort dates of each.
//!
//! Every indicator gives a [`CellTable`](super::figure::CellTable) for all fixed cuts at once; [`super::figure::publish`]
//! suppresses them.

mod attendance;
pub mod measure;
mod outcome;
mod programme;
mod published;
mod referral;
mod sheet;
#[cfg(test)]
mod tests;

pub use attendance::{attendance, hours, tally, visits};
pub use outcome::{benefit, exits, follow_up};
pub use programme::{fill, groups_realised, places_started, reach, sessions};
pub use published::published;
pub use referral::{
    accompanied_seconds, accompanied_starts, channels, conversion, open_referrals, review, time_to_start,
};
