//! What may be said of a unit and of a staff member.

use entity::id::UnitId;
use entity::state::{Language, Role, UnitKind};

use crate::error::{Code, Fault, Result};
use crate::people::NewStaff;
use crate::people::client::is_email;
use crate::web::form::{Form, LINE};

/// A unit to be, below another or at the top.
pub struct NewUnit {
    pub parent: Option<UnitId>,
    pub kind: UnitKind,
    pub name: String,
}

/// Reads a new unit: above it, its level, its name.
pub fn unit(form: &Form) -> Result<NewUnit> {
    let mut reader = form.reader();
    let parent = reader.id_or_none("parent_id");
    let kind = reader.choice("kind", UnitKind::from_code);
    let name = reader.text("unit_name", LINE);
    reader.done(|| Ok(NewUnit { parent: parent?, kind: kind?, name: name? }))
}

/// Reads a new staff member; the password comes later.
pub fn staff(form: &Form) -> Result<NewStaff> {
    let mut reader = form.reader();
    let unit = reader.id("unit_id");
    let name = reader.text("name", LINE);
    let email = reader.text("email", LINE);
    let roles = reader.choices("roles", Role::from_code);
    let language = reader.choice("language", Language::from_code);
    let email = reader.checked(email, |email| (!is_email(email)).then(|| Fault::of("email", Code::FaultEmail)));
    let phone = reader.phone_or_none("phone");
    let roles = reader.checked(roles, |roles| roles.is_empty().then(|| Fault::of("roles", Code::AdminRoleNeeded)));
    let address_protection = reader.ticked("address_protection");
    reader.done(|| {
        let name = name?;
        Ok(NewStaff {
            unit: unit?,
            given_name: name.split_whitespace().next().unwrap_or(&name).to_owned(),
            name,
            email: email?,
            phone: phone?,
            language: language?,
            roles: roles?,
            password_hash: None,
            address_protection,
        })
    })
}
