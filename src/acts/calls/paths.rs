//! The addresses of letters and calls.

use axum_extra::routing::TypedPath;
use entity::id::{MessageId, SessionId};
use serde::Deserialize;

/// All letters and calls that the reader is asked for, or that concern what the reader leads.
#[derive(TypedPath, Deserialize)]
#[typed_path("/calls")]
pub struct Calls;

/// Marks one of them as made.
#[derive(TypedPath, Deserialize)]
#[typed_path("/calls/{message}", rejection(crate::error::Error))]
pub struct Called {
    pub message: MessageId,
}

/// Who is to be called or written to about a session.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sessions/{id}/calls", rejection(crate::error::Error))]
pub struct OfSession {
    pub id: SessionId,
}

/// Marks one of these as made.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sessions/{id}/calls/{message}", rejection(crate::error::Error))]
pub struct CalledOfSession {
    pub id: SessionId,
    pub message: MessageId,
}
