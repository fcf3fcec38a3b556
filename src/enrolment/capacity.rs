//! How many places a group has, and how many of them are held.

/// The places of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// How many there are.
    pub capacity: i32,
    /// Held by an active participation.
    pub taken: u64,
    /// Held by an open offer.
    pub offered: u64,
    /// Clients in the queue.
    pub waiting: u64,
}

impl Places {
    /// How many can be offered now; negative when more are held than there are.
    pub const fn free(self) -> i64 {
        // Counts of rows never reach the sign bit.
        (self.capacity as i64).saturating_sub_unsigned(self.taken + self.offered)
    }
}
