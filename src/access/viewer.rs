//! Who asks: the only form in which roles leave the database.

use chrono::{DateTime, Utc};
use entity::id::{SignInId, StaffId, UnitId};
use entity::state::{Language, Role};

use super::actor::Actor;
use super::rights::{Action, Relation, Resource, grants, shows_clients};

/// A signed-in staff member, as found at the beginning of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// The person.
    pub staff_id: StaffId,
    /// The name shown in the frame.
    pub name: String,
    /// The language of the pages.
    pub language: Language,
    /// The person's own unit.
    pub unit_id: UnitId,
    /// That unit and all below it.
    pub units: Vec<UnitId>,
    /// The roles held.
    pub roles: Vec<Role>,
    /// The person, and those who are away and for whom the person stands in.
    pub acting: Vec<StaffId>,
    /// The person, and those of them who chose the person themselves: whom somebody else named knows no protected client.
    pub entrusted: Vec<StaffId>,
    /// The browser's sign-in; none for a token of `/api/v1`.
    pub sign_in: Option<SignInId>,
    /// Whether the browser is in a client's hands, who sees nothing of what the person sees.
    pub is_handed: bool,
    /// Whether the password that the person signed in with was given by somebody else, and is to be changed first.
    pub new_password_first: bool,
    /// When the person asks: some rights last for a time.
    pub at: DateTime<Utc>,
}

impl Viewer {
    /// A person without roles, of nothing yet.
    #[cfg(test)]
    pub fn new(staff_id: StaffId, at: DateTime<Utc>) -> Self {
        Self {
            staff_id,
            name: String::new(),
            language: Language::Fi,
            unit_id: UnitId(uuid::Uuid::nil()),
            units: Vec::new(),
            roles: Vec::new(),
            acting: vec![staff_id],
            entrusted: vec![staff_id],
            sign_in: None,
            is_handed: false,
            new_password_first: false,
            at,
        }
    }

    /// Whether the person holds the role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether any of the person's roles shows who clients are.
    pub fn knows_clients(&self) -> bool {
        self.roles.iter().any(|role| shows_clients(*role))
    }

    /// Whether any of the person's roles may try the act at all.
    pub fn may(&self, resource: Resource, action: Action) -> bool {
        grants(resource, action).any(|(role, _)| self.is(role))
    }

    /// How the person must stand to a row for the act, by each of the roles held.
    pub fn relations(&self, resource: Resource, action: Action) -> Vec<Relation> {
        let mut relations: Vec<_> =
            grants(resource, action).filter(|(role, _)| self.is(*role)).map(|(_, relation)| relation).collect();
        relations.sort_unstable();
        relations.dedup();
        relations
    }

    /// Whether the person is this one, or stands in for that one by that one's own choice.
    pub fn is_entrusted_by(&self, staff: StaffId) -> bool {
        self.entrusted.contains(&staff)
    }

    /// The person without those for whom the person stands in: who stands in decides nothing that is the other's alone.
    #[must_use]
    pub fn alone(&self) -> Self {
        Self { acting: vec![self.staff_id], entrusted: vec![self.staff_id], ..self.clone() }
    }

    /// The person as the logs name an actor.
    pub const fn actor(&self) -> Actor {
        Actor::Staff(self.staff_id)
    }
}

impl From<&Viewer> for Actor {
    fn from(viewer: &Viewer) -> Self {
        viewer.actor()
    }
}

/// Proof that the person is a supervisor or manager.
#[derive(Clone, Debug)]
pub struct Manager(Viewer);

impl Manager {
    /// The proof, when the person holds the role.
    pub fn prove(viewer: Viewer) -> Option<Self> {
        viewer.is(Role::Manager).then_some(Self(viewer))
    }
}

impl From<&Manager> for Actor {
    fn from(manager: &Manager) -> Self {
        manager.actor()
    }
}

impl std::ops::Deref for Manager {
    type Target = Viewer;

    fn deref(&self) -> &Viewer {
        &self.0
    }
}
