//! The addresses of participants.

use axum_extra::routing::TypedPath;
use entity::id::{GroupId, ParticipationId};
use serde::Deserialize;

/// The participants of a group.
#[derive(TypedPath, Deserialize)]
#[typed_path("/groups/{id}/participants", rejection(crate::error::Error))]
pub struct OfGroup {
    pub id: GroupId,
}

/// The ends of a group's open places, on one list.
#[derive(TypedPath, Deserialize)]
#[typed_path("/groups/{id}/ends", rejection(crate::error::Error))]
pub struct Ends {
    pub id: GroupId,
}

/// The end of a participation.
#[derive(TypedPath, Deserialize)]
#[typed_path("/participations/{id}/end", rejection(crate::error::Error))]
pub struct Finish {
    pub id: ParticipationId,
}

/// Gives a place back that has ended.
#[derive(TypedPath, Deserialize)]
#[typed_path("/participations/{id}/reopen", rejection(crate::error::Error))]
pub struct Reopen {
    pub id: ParticipationId,
}

/// Frees the place of a client who never came.
#[derive(TypedPath, Deserialize)]
#[typed_path("/participations/{id}/no-start", rejection(crate::error::Error))]
pub struct NoStart {
    pub id: ParticipationId,
}
