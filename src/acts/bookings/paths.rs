//! The addresses of what interpreters and who keeps a venue are told by people.

use axum_extra::routing::TypedPath;
use entity::id::MessageId;
use serde::Deserialize;

/// What the reader is asked to tell.
#[derive(TypedPath, Deserialize)]
#[typed_path("/bookings")]
pub struct Bookings;

/// Marks it as told.
#[derive(TypedPath, Deserialize)]
#[typed_path("/bookings/{message}", rejection(crate::error::Error))]
pub struct BookingTold {
    pub message: MessageId,
}
