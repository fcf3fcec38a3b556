//! The pages of ratings: one participation, the scales to answer on, the form on paper.

pub mod paper;
pub mod place;
pub mod scales;

use entity::state::{ParticipationStatus, Rater, RatingPhase};

/// A rating that is being filled in.
pub struct Filling<'a> {
    pub phase: RatingPhase,
    pub rater: Rater,
    pub action: &'a str,
    /// The return code, when it is keyed in from paper.
    pub code: Option<&'a str>,
}

/// The key of a participation's state in words.
pub fn status_key(status: ParticipationStatus) -> String {
    format!("rating-place-{}", status.code().replace('_', "-"))
}
