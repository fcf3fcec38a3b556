//! What a place is. Its row says it in columns that could contradict each other, so only [`stage`] reads them together.

use chrono::NaiveDate;
use entity::participation;
use entity::state::ParticipationStatus;

/// What a place is, with what is known of it then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Confirmed, and its client has not come yet.
    Awaited,
    /// Its client came first on this day.
    Begun { on: NaiveDate },
    /// Over, whether or not its client ever came.
    Over { began: Option<NaiveDate>, on: Option<NaiveDate>, how: ParticipationStatus },
}

impl Stage {
    /// Whether it is over.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Over { .. })
    }
}

/// What a place is.
pub const fn stage(place: &participation::Model) -> Stage {
    match (place.active, place.started_on) {
        (true, None) => Stage::Awaited,
        (true, Some(on)) => Stage::Begun { on },
        (false, began) => Stage::Over { began, on: place.ended_on, how: place.status },
    }
}
