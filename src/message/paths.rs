//! The addresses of the outbox.

use axum_extra::routing::TypedPath;
use entity::id::MessageId;
use serde::Deserialize;

/// The outbox.
#[derive(TypedPath, Deserialize)]
#[typed_path("/messages")]
pub struct Index;

/// Sends a failed message again.
#[derive(TypedPath, Deserialize)]
#[typed_path("/messages/{id}/retry", rejection(crate::error::Error))]
pub struct Retry {
    pub id: MessageId,
}
