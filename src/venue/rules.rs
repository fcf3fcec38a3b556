//! What may be said of a venue.

use entity::id::UnitId;
use entity::venue;

use crate::error::{Code, Fault, Result};
use crate::people::client::is_email;
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
    /// Who keeps the room, outside the house, and is told when it is booked otherwise.
    pub contact_name: Option<String>,
    pub contact_email: Option<String>,
    pub contact_phone: Option<String>,
}

/// Reads a venue.
pub fn read(form: &Form) -> Result<VenueInput> {
    let mut reader = form.reader();
    let unit_id = reader.id_or_none("unit_id");
    let name = reader.text("name", LINE);
    let [address, municipality] = ["address", "municipality"].map(|name| reader.text_or_none(name, LINE));
    let capacity = reader.number_or_none("capacity", 1..=CROWD);
    let [access, directions] = ["access", "directions"].map(|name| reader.text_or_none(name, TEXT));
    let contact_name = reader.text_or_none("contact_name", LINE);
    let contact_email = reader.text_or_none("contact_email", LINE);
    let contact_email = reader.checked(contact_email, |email| {
        email.as_ref().is_some_and(|email| !is_email(email)).then(|| Fault::of("contact_email", Code::FaultEmail))
    });
    let contact_phone = reader.phone_or_none("contact_phone");
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
            contact_name: contact_name?,
            contact_email: contact_email?,
            contact_phone: contact_phone?,
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
        .set_some("contact_name", venue.contact_name.as_ref())
        .set_some("contact_email", venue.contact_email.as_ref())
        .set_some("contact_phone", venue.contact_phone.as_ref())
}

/// The form of a new venue.
pub fn blank() -> Form {
    Form::default().set("active", true)
}
