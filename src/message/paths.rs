//! The addresses of the outbox.

use axum_extra::routing::TypedPath;
use entity::id::MessageId;
use entity::state::MessageKind;
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

/// What is held since a copy of the database was put back.
#[derive(TypedPath, Deserialize)]
#[typed_path("/messages/held")]
pub struct Held;

/// Lets all of it go.
#[derive(TypedPath, Deserialize)]
#[typed_path("/messages/held/release")]
pub struct ReleaseAll;

/// Drops all of it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/messages/held/drop")]
pub struct DropAll;

/// Lets what is held of one kind go.
#[derive(TypedPath, Deserialize)]
#[typed_path("/messages/held/{kind}/release", rejection(crate::error::Error))]
pub struct Release {
    pub kind: MessageKind,
}

/// Drops what is held of one kind.
#[derive(TypedPath, Deserialize)]
#[typed_path("/messages/held/{kind}/drop", rejection(crate::error::Error))]
pub struct Drop {
    pub kind: MessageKind,
}
