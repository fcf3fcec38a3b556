//! The addresses of what befalls a session.

use axum_extra::routing::TypedPath;
use entity::id::SessionId;
use serde::Deserialize;

/// Cancels a session.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sessions/{id}/cancel", rejection(crate::error::Error))]
pub struct Cancel {
    pub id: SessionId,
}

/// Takes the cancellation of a session back.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sessions/{id}/restore", rejection(crate::error::Error))]
pub struct Restore {
    pub id: SessionId,
}

/// Moves a session.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sessions/{id}/move", rejection(crate::error::Error))]
pub struct Move {
    pub id: SessionId,
}
