//! The programme in `/api/v1`.

mod clash;
pub(super) mod group;
pub(super) mod session;

pub use clash::SessionClash;
pub use group::{Group, GroupFields, PendingChange, of_leaders};
pub use session::Session;
