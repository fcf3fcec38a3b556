//! The programme in `/api/v1`.

pub(super) mod group;
pub(super) mod schedule;
pub(super) mod session;
pub(super) mod staff;

pub use group::Group;
