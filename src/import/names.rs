//! Units, venues and staff as files name them.

use entity::id::{StaffId, UnitId, VenueId};
use sea_orm::ConnectionTrait;

use crate::access::Actor;
use crate::error::Result;
use crate::people::{UnitRow, unit_options};
use crate::programme::{StaffOption, staff_options};
use crate::text::sort::search_key;
use crate::venue::{self, VenueOption};

/// What a file may name, and what stands where it names nothing.
pub struct ImportNames {
    units: Vec<UnitRow>,
    venues: Vec<VenueOption>,
    staff: Vec<StaffOption>,
    /// Whoever imports, unless it is the program.
    pub importer: Option<StaffId>,
    /// The unit of whoever imports; for the program the top of the organisation.
    pub own_unit: Option<UnitId>,
}

impl ImportNames {
    /// Reads all names.
    pub async fn load(db: &impl ConnectionTrait, who: Actor) -> Result<Self> {
        let (units, staff) = (unit_options(db).await?, staff_options(db, &[]).await?);
        let importer = who.staff();
        let own_unit = match importer {
            Some(id) => staff.iter().find(|person| person.id == id).map(|person| person.unit_id),
            None => units.iter().find(|unit| unit.parent_id.is_none()).map(|unit| unit.id),
        };
        Ok(Self { units, venues: venue::options(db, &[]).await?, staff, importer, own_unit })
    }

    /// The unit of a name.
    pub fn unit(&self, name: &str) -> Option<UnitId> {
        let key = search_key(name);
        self.units.iter().find(|unit| search_key(&unit.name) == key).map(|unit| unit.id)
    }

    /// The name of a unit.
    pub fn unit_name(&self, id: UnitId) -> Option<&str> {
        self.units.iter().find(|unit| unit.id == id).map(|unit| unit.name.as_str())
    }

    /// The e-mail address of a staff member.
    pub fn email(&self, id: StaffId) -> Option<&str> {
        self.staff.iter().find(|person| person.id == id).map(|person| person.email.as_str())
    }

    /// The venue of a name.
    pub fn venue(&self, name: &str) -> Option<VenueId> {
        let key = search_key(name);
        self.venues.iter().find(|venue| search_key(&venue.name) == key).map(|venue| venue.id)
    }

    /// The staff member of an e-mail address.
    pub fn staff(&self, email: &str) -> Option<StaffId> {
        let key = email.to_lowercase();
        self.staff.iter().find(|person| person.email.to_lowercase() == key).map(|person| person.id)
    }

    /// Whether a staff member may lead groups.
    pub fn leads(&self, id: StaffId) -> bool {
        self.staff.iter().any(|person| person.id == id && person.leads)
    }
}
