//! The addresses of ratings and goals, and of the page of one participation.

use axum_extra::routing::TypedPath;
use entity::id::{GoalId, ParticipationId, RatingRequestId, SessionId};
use serde::Deserialize;

/// One participation: attendance, ratings, goals.
#[derive(TypedPath, Deserialize)]
#[typed_path("/participations/{id}", rejection(crate::error::Error))]
pub struct Show {
    pub id: ParticipationId,
}

/// What to copy into the client record.
#[derive(TypedPath, Deserialize)]
#[typed_path("/participations/{id}/summary", rejection(crate::error::Error))]
pub struct Summary {
    pub id: ParticipationId,
}

/// The form of a rating on the leader's tablet.
#[derive(TypedPath, Deserialize)]
#[typed_path("/participations/{id}/ratings/new", rejection(crate::error::Error))]
pub struct New {
    pub id: ParticipationId,
}

/// Where the leader's tablet is handed to the client.
#[derive(TypedPath, Deserialize)]
#[typed_path("/participations/{id}/ratings/hand", rejection(crate::error::Error))]
pub struct Hand {
    pub id: ParticipationId,
}

/// The thanks on the tablet, which shows nothing of anybody.
#[derive(TypedPath, Deserialize)]
#[typed_path("/participations/{id}/ratings/done", rejection(crate::error::Error))]
pub struct Done {
    pub id: ParticipationId,
}

/// Why a rating that was asked for stays unanswered.
#[derive(TypedPath, Deserialize)]
#[typed_path("/ratings/requests/{id}/unanswered", rejection(crate::error::Error))]
pub struct Unanswered {
    pub id: RatingRequestId,
}

/// The feedback on a session.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sessions/{id}/pulse", rejection(crate::error::Error))]
pub struct Pulse {
    pub id: SessionId,
}

/// The printed forms for the feedback on a session.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sessions/{id}/pulse/forms", rejection(crate::error::Error))]
pub struct PulseForms {
    pub id: SessionId,
}

/// Asking for a rating: makes its printed form.
#[derive(TypedPath, Deserialize)]
#[typed_path("/participations/{id}/ratings/requests", rejection(crate::error::Error))]
pub struct Ask {
    pub id: ParticipationId,
}

/// The goals of a participation.
#[derive(TypedPath, Deserialize)]
#[typed_path("/participations/{id}/goals", rejection(crate::error::Error))]
pub struct Goals {
    pub id: ParticipationId,
}

/// A goal that stands, to be corrected.
#[derive(TypedPath, Deserialize)]
#[typed_path("/goals/{id}", rejection(crate::error::Error))]
pub struct Goal {
    pub id: GoalId,
}

/// Giving a goal up.
#[derive(TypedPath, Deserialize)]
#[typed_path("/goals/{id}/retire", rejection(crate::error::Error))]
pub struct Retire {
    pub id: GoalId,
}

/// Assessing a goal: what it says, how it stood before, and where it stands now.
#[derive(TypedPath, Deserialize)]
#[typed_path("/goals/{id}/assessments", rejection(crate::error::Error))]
pub struct Assess {
    pub id: GoalId,
}

/// The printed form of a request.
#[derive(TypedPath, Deserialize)]
#[typed_path("/ratings/requests/{id}/form", rejection(crate::error::Error))]
pub struct Paper {
    pub id: RatingRequestId,
}

/// Keying in a form that came back on paper.
#[derive(TypedPath, Deserialize)]
#[typed_path("/ratings/key-in")]
pub struct KeyIn;

/// A client's own rating.
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/{token}/ratings/{id}", rejection(crate::error::Error))]
pub struct Mine {
    /// The token of the client's link.
    pub token: String,
    pub id: RatingRequestId,
}
