//! What a message is about.

use entity::id::{GroupId, ReferralId, SessionId};

/// What a message hangs on, so that it can be cancelled and found with it.
#[derive(Clone, Copy, Debug, Default)]
pub struct About {
    /// The group.
    pub group: Option<GroupId>,
    /// The session.
    pub session: Option<SessionId>,
    /// The referral.
    pub referral: Option<ReferralId>,
}
