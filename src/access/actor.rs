//! Who acts: a person, a client by a private link, somebody on the public pages, or the program itself.

use entity::id::{ClientId, StaffId};
use entity::state::ActorKind;
use uuid::Uuid;

/// Who does a logged act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A staff member.
    Staff(StaffId),
    /// A client, through a private link.
    Client(ClientId),
    /// Somebody on the public pages.
    Public,
    /// A job or the command line.
    System,
}

impl Actor {
    /// What sort of actor it is, and which one, as the logs keep it.
    pub fn parts(self) -> (ActorKind, Option<Uuid>) {
        match self {
            Self::Staff(id) => (ActorKind::Staff, Some(id.0)),
            Self::Client(id) => (ActorKind::Client, Some(id.0)),
            Self::Public => (ActorKind::Public, None),
            Self::System => (ActorKind::System, None),
        }
    }

    /// The staff member, when it is one.
    pub const fn staff(self) -> Option<StaffId> {
        match self {
            Self::Staff(id) => Some(id),
            _ => None,
        }
    }
}
