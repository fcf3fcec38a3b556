//! The pages of ratings: one participation, the scales to answer on, the form on paper.

pub mod goal;
pub mod paper;
pub mod place;
pub mod pulse;
pub mod scales;
mod words;

pub use goal::own_goals;
pub use paper::sheet;
pub use words::{Filling, ends, status_key};
