//! Two that become one: two clients who turn out to be one person, and two groups of which one is given up.

use entity::id::{ClientId, GroupId};

/// The client who stays, and the one who from then on only points there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Who gets all that hangs on either.
    pub kept: ClientId,
    /// Who goes.
    pub gone: ClientId,
}

/// Two groups of which one is given up: those who have a place there are asked to come to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merging {
    /// The one that is not held.
    pub ended: GroupId,
    /// The one to which they are asked.
    pub kept: GroupId,
}
