//! The addresses of a client's own pages; the token is the key to them.

use axum_extra::routing::TypedPath;
use entity::id::{CalendarLinkId, OfferId, SessionId};
use serde::Deserialize;

/// What comes, what is asked, and what may be chosen.
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/{token}", rejection(crate::error::Error))]
pub struct Index {
    /// The key.
    pub token: String,
}

/// Telling that one comes after all.
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/{token}/sessions/{id}/coming", rejection(crate::error::Error))]
pub struct Coming {
    /// The key.
    pub token: String,
    pub id: SessionId,
}

/// Telling that one can't come: a page that asks, and the act.
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/{token}/sessions/{id}/absence", rejection(crate::error::Error))]
pub struct Absence {
    /// The key.
    pub token: String,
    pub id: SessionId,
}

/// Where a session is, for who asks: pages that are open by themselves name no place.
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/{token}/sessions/{id}/place", rejection(crate::error::Error))]
pub struct Place {
    /// The key.
    pub token: String,
    pub id: SessionId,
}

/// The answer to a place that is offered.
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/{token}/offers/{id}", rejection(crate::error::Error))]
pub struct Offer {
    /// The key.
    pub token: String,
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

/// The client's own calendar subscriptions, and a new one.
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/{token}/calendar", rejection(crate::error::Error))]
pub struct Calendar {
    /// The key.
    pub token: String,
}

/// A new address in place of a subscription's old one.
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/{token}/calendar/{id}/rotate", rejection(crate::error::Error))]
pub struct RotateCalendar {
    /// The key.
    pub token: String,
    /// The subscription.
    pub id: CalendarLinkId,
}

/// The end of a subscription.
#[derive(TypedPath, Deserialize)]
#[typed_path("/me/{token}/calendar/{id}/revoke", rejection(crate::error::Error))]
pub struct RevokeCalendar {
    /// The key.
    pub token: String,
    /// The subscription.
    pub id: CalendarLinkId,
}
