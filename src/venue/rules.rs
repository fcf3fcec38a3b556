//! What may be said of a venue.

use entity::id::UnitId;
use entity::venue;

use crate::error::Result;
use crate::web::form::{Form, LINE, TEXT};

/// The most people a venue may hold.
const CROWD: i32 = 2000;

/// A venue as it was typed or sent, checked.
#[derive(Clone, Debug, Default)]
pub struct VenueInput {
    /// The unit that keeps it.
    pub unit_id: Option<UnitId>,
    pub name: String,
    /// Its street address.
    pub address: Option<String>,
    pub municipality: Option<String>,
    /// How many people it holds.
    pub capacity: Option<i32>,
    /// Whether one gets in without a step.
    pub step_free: bool,
    /// What to know of getting in: doors, lifts, toilets, hearing loops.
    pub access: Option<String>,
    /// How to find it, for clients.
    pub directions: Option<String>,
    /// Whether animals visit it (an allergy may need to know).
    pub animals: bool,
    /// Whether new plans may use it.
    pub active: bool,
}

/// Reads a venue.
pub fn read(form: &Form) -> Result<VenueInput> {
    let mut reader = form.reader();
    let unit_id = reader.id_or_none("unit_id");
    let name = reader.text("name", LINE);
    let [address, municipality] = ["address", "municipality"].map(|name| reader.text_or_none(name, LINE));
    let capacity = reader.number_or_none("capacity", 1..=CROWD);
    let [access, directions] = ["access", "directions"].map(|name| reader.text_or_none(name, TEXT));
    reader.done(|| {
        Ok(VenueInput {
            unit_id: unit_id?,
            name: name?,
            address: address?,
            municipality: municipality?,
            capacity: capacity?,
            step_free: form.ticked("step_free"),
            access: access?,
            directions: directions?,
            animals: form.ticked("animals"),
            active: form.ticked("active"),
        })
    })
}

/// The form of a venue that stands.
pub fn form(venue: &venue::Model) -> Form {
    Form::default()
        .set_some("unit_id", venue.unit_id)
        .set("name", &venue.name)
        .set_some("address", venue.address.as_ref())
        .set_some("municipality", venue.municipality.as_ref())
        .set_some("capacity", venue.capacity)
        .set("step_free", venue.step_free)
        .set_some("access", venue.access.as_ref())
        .set_some("directions", venue.directions.as_ref())
        .set("animals", venue.animals)
        .set("active", venue.active)
}

/// The form of a new venue.
pub fn blank() -> Form {
    Form::default().set("active", true)
}
