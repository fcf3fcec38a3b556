//! The addresses of a client's own pages; the token is the key to them.

use axum_extra::routing::TypedPath;
use entity::id::{OfferId, SessionId};
use serde::Deserialize;

/// What comes, what is asked, and what may be chosen.
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/{token}", rejection(crate::error::Error))]
pub struct Index {
    /// The key.
    pub token: String,
}

/// Telling that one can't come: a page that asks, and the act.
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/{token}/sessions/{id}/absence", rejection(crate::error::Error))]
pub struct Absence {
    /// The key.
    pub token: String,
    /// The session.
    pub id: SessionId,
}

/// A place that is offered: a page that asks, and the answer.
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/{token}/offers/{id}", rejection(crate::error::Error))]
pub struct Offer {
    /// The key.
    pub token: String,
    /// The offer.
    pub id: OfferId,
}

/// The client's choices.
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/{token}/choices", rejection(crate::error::Error))]
pub struct Choices {
    /// The key.
    pub token: String,
}

/// What is stored of the client, and who has looked.
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/{token}/data", rejection(crate::error::Error))]
pub struct Data {
    /// The key.
    pub token: String,
}
