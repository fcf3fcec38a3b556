//! The addresses of recruitment.

use axum_extra::routing::TypedPath;
use entity::id::{ApplicationId, GroupId};
use serde::Deserialize;

/// The open programme.
#[derive(TypedPath, Deserialize)]
#[typed_path("/open")]
pub struct Programme;

/// The open programme as linked data.
#[derive(TypedPath, Deserialize)]
#[typed_path("/open/programme.jsonld")]
pub struct Data;

/// The calendar of the open programme.
pub const PROGRAMME_FEED: &str = "/open/programme.ics";

/// The calendar of a published group.
pub fn group_feed(slug: &str) -> String {
    format!("/open/groups/{slug}.ics")
}

/// The card of a group.
#[derive(TypedPath, Deserialize)]
#[typed_path("/open/groups/{slug}", rejection(crate::error::Error))]
pub struct Card {
    /// The group's name as its address writes it.
    pub slug: String,
}

/// The form with which one applies to a group.
#[derive(TypedPath, Deserialize)]
#[typed_path("/open/groups/{slug}/apply", rejection(crate::error::Error))]
pub struct Apply {
    /// The group's name as its address writes it.
    pub slug: String,
}

/// What is said when an application was sent.
#[derive(TypedPath, Deserialize)]
#[typed_path("/open/sent")]
pub struct Sent;

/// The link that confirms an application.
#[derive(TypedPath, Deserialize)]
#[typed_path("/open/confirm/{token}", rejection(crate::error::Error))]
pub struct Confirm {
    /// The secret of the link.
    pub token: String,
}

/// Takes an application back, by the link that confirms it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/open/confirm/{token}/withdraw", rejection(crate::error::Error))]
pub struct Withdraw {
    /// The secret of the link.
    pub token: String,
}

/// The short address on a poster.
#[derive(TypedPath, Deserialize)]
#[typed_path("/open/g/{code}", rejection(crate::error::Error))]
pub struct Short {
    /// The channel code.
    pub code: String,
}

/// The applications to a group.
#[derive(TypedPath, Deserialize)]
#[typed_path("/groups/{id}/applications", rejection(crate::error::Error))]
pub struct Applications {
    pub id: GroupId,
}

/// Takes up an application.
#[derive(TypedPath, Deserialize)]
#[typed_path("/applications/{id}/accept", rejection(crate::error::Error))]
pub struct Accept {
    pub id: ApplicationId,
}

/// Turns an application down.
#[derive(TypedPath, Deserialize)]
#[typed_path("/applications/{id}/reject", rejection(crate::error::Error))]
pub struct Reject {
    pub id: ApplicationId,
}

/// How a group is made known, and what came of it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/groups/{id}/recruitment", rejection(crate::error::Error))]
pub struct Recruitment {
    pub id: GroupId,
}

/// The channel codes of a group.
#[derive(TypedPath, Deserialize)]
#[typed_path("/groups/{id}/channel-codes", rejection(crate::error::Error))]
pub struct Codes {
    pub id: GroupId,
}

/// The poster of a group.
#[derive(TypedPath, Deserialize)]
#[typed_path("/groups/{id}/poster", rejection(crate::error::Error))]
pub struct Poster {
    pub id: GroupId,
}
