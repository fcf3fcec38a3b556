//! Two clients who turn out to be one person: the pair that every slice moves its rows by.

use entity::id::ClientId;

/// The client who stays, and the one who from then on only points there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Who gets all that hangs on either.
    pub kept: ClientId,
    /// Who goes.
    pub gone: ClientId,
}
