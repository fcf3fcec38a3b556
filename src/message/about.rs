//! What a message is about.

use entity::id::{GroupId, ReferralId, SessionId};

/// What a message hangs on, so that it can be cancelled and found with it.
#[derive(Clone, Copy, Debug, Default)]
pub struct About {
    pub group: Option<GroupId>,
    pub session: Option<SessionId>,
    pub referral: Option<ReferralId>,
}
