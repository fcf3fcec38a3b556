//! The addresses of what befalls a session.

use axum_extra::routing::TypedPath;
use entity::id::{MessageId, SessionId};
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

/// Who is to be called or written to about a session.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sessions/{id}/calls", rejection(crate::error::Error))]
pub struct Calls {
    pub id: SessionId,
}

/// Marks a call or a letter as made.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sessions/{id}/calls/{message}", rejection(crate::error::Error))]
pub struct Called {
    pub id: SessionId,
    pub message: MessageId,
}
