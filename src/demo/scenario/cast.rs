//! Who the clients of an edition are.

use std::collections::HashMap;

use entity::id::{ClientId, StaffId};

/// A client who was written, for what hangs on the client.
#[derive(Clone, Debug)]
pub struct WrittenClient {
    pub id: ClientId,
    /// The key worker.
    pub worker: StaffId,
}

/// The clients of an edition by group and place in its list.
pub type Cast = HashMap<(&'static str, usize), WrittenClient>;
