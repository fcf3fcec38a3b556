//! The addresses of referrals.

use axum_extra::routing::TypedPath;
use entity::id::{GroupId, MessageId, ReferralId, WaitingId};
use serde::Deserialize;

/// The referrals of a worker, or those that a leader decides.
#[derive(TypedPath, Deserialize)]
#[typed_path("/referrals")]
pub struct Index;

/// The form of a new referral.
#[derive(TypedPath, Deserialize)]
#[typed_path("/referrals/new")]
pub struct New;

/// The groups that are open to referrals.
#[derive(TypedPath, Deserialize)]
#[typed_path("/find")]
pub struct Find;

/// A referral.
#[derive(TypedPath, Deserialize)]
#[typed_path("/referrals/{id}", rejection(crate::error::Error))]
pub struct Show {
    pub id: ReferralId,
}

/// The form of a draft.
#[derive(TypedPath, Deserialize)]
#[typed_path("/referrals/{id}/edit", rejection(crate::error::Error))]
pub struct Edit {
    pub id: ReferralId,
}

/// What is added to a referral.
#[derive(TypedPath, Deserialize)]
#[typed_path("/referrals/{id}/notes", rejection(crate::error::Error))]
pub struct Notes {
    pub id: ReferralId,
}

/// A step of a referral.
#[derive(TypedPath, Deserialize)]
#[typed_path("/referrals/{id}/steps", rejection(crate::error::Error))]
pub struct Steps {
    pub id: ReferralId,
}

/// Takes the last step of a referral back.
#[derive(TypedPath, Deserialize)]
#[typed_path("/referrals/{id}/take-back", rejection(crate::error::Error))]
pub struct TakeBack {
    pub id: ReferralId,
}

/// Says what becomes of a referral whose group is not held.
#[derive(TypedPath, Deserialize)]
#[typed_path("/referrals/{id}/settle", rejection(crate::error::Error))]
pub struct Settle {
    pub id: ReferralId,
}

/// A try to reach the client about an offer.
#[derive(TypedPath, Deserialize)]
#[typed_path("/referrals/{id}/contacts", rejection(crate::error::Error))]
pub struct Contacts {
    pub id: ReferralId,
}

/// Marks a letter or a call about a referral as made.
#[derive(TypedPath, Deserialize)]
#[typed_path("/referrals/{id}/told/{message}", rejection(crate::error::Error))]
pub struct Told {
    pub id: ReferralId,
    pub message: MessageId,
}

/// The open referrals of a group and its queue.
#[derive(TypedPath, Deserialize)]
#[typed_path("/groups/{id}/referrals", rejection(crate::error::Error))]
pub struct OfGroup {
    pub id: GroupId,
}

/// Moves one who waits before all others.
#[derive(TypedPath, Deserialize)]
#[typed_path("/groups/{id}/queue/{waiting}", rejection(crate::error::Error))]
pub struct Prioritise {
    pub id: GroupId,
    /// The place in its queue.
    pub waiting: WaitingId,
}

/// Moves one who was put before all others back to the own turn.
#[derive(TypedPath, Deserialize)]
#[typed_path("/groups/{id}/queue/{waiting}/turn", rejection(crate::error::Error))]
pub struct InTurn {
    pub id: GroupId,
    /// The place in its queue.
    pub waiting: WaitingId,
}
