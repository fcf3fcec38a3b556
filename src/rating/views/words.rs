//! What the pages of ratings share.

use entity::state::{ParticipationStatus, RatingPhase};

use crate::rating::rules::Asking;

/// A rating that is being filled in.
pub struct Filling<'a> {
    pub asking: Asking,
    pub action: &'a str,
    /// Where staff go on.
    pub back: &'a str,
    /// The return code, when it is keyed in from paper.
    pub code: Option<&'a str>,
    /// Why it is given before it is due.
    pub early: &'a str,
}

/// The key of a participation's state in words.
pub fn status_key(status: ParticipationStatus) -> String {
    format!("rating-place-{}", status.code().replace('_', "-"))
}

/// The keys of what the two ends of a phase's numbers mean.
pub const fn ends(phase: RatingPhase) -> (&'static str, &'static str) {
    match phase {
        RatingPhase::Pulse => ("rating-scale-pulse-low", "rating-scale-pulse-high"),
        _ => ("rating-scale-now-low", "rating-scale-now-high"),
    }
}
