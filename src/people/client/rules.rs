//! What may be said of a client, and what of it may be shown.

use chrono::{Datelike, NaiveDate};
use entity::client;
use entity::id::{ClientId, StaffId};
use entity::state::{ContactChannel, Language, ReminderChoice};

use super::veil::code;
use crate::access::Viewer;
use crate::error::{Code, Error, Fault, Result};
use crate::web::form::{Form, LINE, Reader, Reading, TEXT};

/// The first birth year: a fixed one, since what was taken once is taken again when the client grows older.
const FIRST_YEAR: i32 = 1900;
/// The age from which people are clients of adult social work.
const AGE: i32 = 15;
/// The fields that say how a client is reached, and with what care.
pub const REACH: [&str; 7] =
    ["language", "email", "phone", "postal_address", "channel", "address_protection", "contact_note"];
/// The most characters of a client's number in the client information system.
const REF: usize = 60;

/// A client as it was typed, sent or imported, checked.
#[derive(Clone, Debug)]
pub struct ClientInput {
    /// The number in the client information system.
    pub external_ref: Option<String>,
    /// The whole name.
    pub name: String,
    pub birth_year: Option<i32>,
    /// The language of messages and of the client's own pages.
    pub language: Language,
    /// The municipality of residence.
    pub municipality: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The lines under the name on an envelope.
    pub postal_address: Option<String>,
    /// The way the client wants to be reached.
    pub channel: ContactChannel,
    /// Which reminders the client wants.
    pub reminders: ReminderChoice,
    /// Whether the client's calendar names places.
    pub show_place: bool,
    /// Whether address and municipality are protected (turvakielto).
    pub address_protection: bool,
    /// The language of interpreting.
    pub interpreter: Option<String>,
    /// Allergy, mobility, transport: what taking part needs.
    pub needs: Option<String>,
    /// How to contact the client safely.
    pub contact_note: Option<String>,
    /// The key worker; whoever adds the client when none is named.
    pub key_worker_id: Option<StaffId>,
    /// The day of death.
    pub deceased_on: Option<NaiveDate>,
}

impl ClientInput {
    /// A client of whom no more than the name is known.
    pub fn named(name: &str) -> Self {
        Self {
            external_ref: None,
            name: name.to_owned(),
            birth_year: None,
            language: Language::Fi,
            municipality: None,
            email: None,
            phone: None,
            postal_address: None,
            channel: ContactChannel::None,
            reminders: ReminderChoice::Standard,
            show_place: false,
            address_protection: false,
            interpreter: None,
            needs: None,
            contact_note: None,
            key_worker_id: None,
            deceased_on: None,
        }
    }
}

/// Reads a client; `today` bounds the age and the day of death.
pub fn read(form: &Form, today: NaiveDate) -> Result<ClientInput> {
    let mut reader = form.reader();
    let years = FIRST_YEAR..=today.year() - AGE;
    let external_ref = reader.text_or_none("external_ref", REF);
    let name = reader.text("name", LINE);
    let birth_year = reader.number_or_none("birth_year", years);
    let language = reader.choice("language", Language::from_code);
    let [municipality, interpreter] = ["municipality", "interpreter"].map(|name| reader.text_or_none(name, LINE));
    let channel = reader.choice("channel", ContactChannel::from_code);
    let reminders = reader.choice("reminders", ReminderChoice::from_code);
    let [needs, contact_note] = ["needs", "contact_note"].map(|name| reader.text_or_none(name, TEXT));
    let key_worker_id = reader.id_or_none("key_worker_id");
    let (email, phone) = (email(&mut reader, channel), phone(&mut reader, channel));
    let postal_address = reader.text_or_none("postal_address", TEXT);
    let (address_protection, show_place) = (form.ticked("address_protection"), form.ticked("show_place"));
    if address_protection && show_place {
        reader.fault(Fault::of("show_place", Code::ClientPlaceProtected));
    }
    let deceased_on = reader.date_or_none("deceased_on");
    let deceased_on = reader.checked(deceased_on, |day| {
        day.is_some_and(|day| day > today).then(|| Fault::of("deceased_on", Code::ClientDeathAhead))
    });
    reader.done(|| {
        Ok(ClientInput {
            external_ref: external_ref?,
            name: name?,
            birth_year: birth_year?,
            language: language?,
            municipality: municipality?,
            email: email?,
            phone: phone?,
            postal_address: postal_address?,
            channel: channel?,
            reminders: reminders?,
            show_place,
            address_protection,
            interpreter: interpreter?,
            needs: needs?,
            contact_note: contact_note?,
            key_worker_id: key_worker_id?,
            deceased_on: deceased_on?,
        })
    })
}

/// The e-mail address; who is reached by mail needs one.
fn email(reader: &mut Reader<'_>, channel: Reading<ContactChannel>) -> Reading<Option<String>> {
    let email = reader.text_or_none("email", LINE);
    reader.checked(email, |email| match email {
        Some(email) if !is_email(email) => Some(Fault::of("email", Code::FaultEmail)),
        None if channel == Ok(ContactChannel::Email) => Some(Fault::of("email", Code::ClientEmailNeeded)),
        _ => None,
    })
}

/// The telephone number; who is reached by text message needs one.
fn phone(reader: &mut Reader<'_>, channel: Reading<ContactChannel>) -> Reading<Option<String>> {
    let phone = reader.phone_or_none("phone");
    reader.checked(phone, |phone| {
        (phone.is_none() && channel == Ok(ContactChannel::Sms)).then(|| Fault::of("phone", Code::ClientPhoneNeeded))
    })
}

/// The form of a client who stands.
pub fn form(client: &client::Model) -> Form {
    Form::default()
        .set_some("external_ref", client.external_ref.as_ref())
        .set("name", &client.name)
        .set_some("birth_year", client.birth_year)
        .set("language", client.language)
        .set_some("municipality", client.municipality.as_ref())
        .set_some("email", client.email.as_ref())
        .set_some("phone", client.phone.as_ref())
        .set_some("postal_address", client.postal_address.as_ref())
        .set("channel", client.channel)
        .set("reminders", client.reminders)
        .set("show_place", client.show_place)
        .set("address_protection", client.address_protection)
        .set_some("interpreter", client.interpreter.as_ref())
        .set_some("needs", client.needs.as_ref())
        .set_some("contact_note", client.contact_note.as_ref())
        .set_some("key_worker_id", client.key_worker_id)
        .set_some("deceased_on", client.deceased_on)
}

/// The form of a new client.
pub fn blank() -> Form {
    Form::default()
        .set("language", Language::Fi)
        .set("channel", ContactChannel::None)
        .set("reminders", ReminderChoice::Standard)
}

/// Whether a text is an e-mail address that mail can reach from outside.
pub fn is_email(text: &str) -> bool {
    text.parse::<lettre::Address>().is_ok_and(|address| address.domain().contains('.'))
}

/// The given name in a whole name: its first word, or the first after the comma of "Virtanen, Anna".
pub fn given_name(name: &str) -> &str {
    let given = name.split_once(',').map_or(name, |(_, given)| given);
    given.split_whitespace().next().unwrap_or(name)
}

/// What a list knows of a client before it decides how to name one.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    pub id: ClientId,
    pub name: &'a str,
    /// Whether address and municipality are protected.
    pub address_protection: bool,
    pub key_worker_id: Option<StaffId>,
}

/// The name of a client as `viewer` may see it on a list: a code name when the address is protected and the viewer is
/// not the key worker.
pub fn shown_name(language: Language, viewer: &Viewer, client: Named<'_>) -> String {
    if !is_hidden(viewer, client.address_protection, client.key_worker_id) {
        return client.name.to_owned();
    }
    code(language, client.id)
}

/// Whether what tells who a client is, and where, is hidden from `viewer`: name, number, year of birth, municipality and
/// contacts.
pub fn is_hidden(viewer: &Viewer, address_protection: bool, key_worker: Option<StaffId>) -> bool {
    address_protection && !key_worker.is_some_and(|keeper| viewer.is_entrusted_by(keeper))
}

/// Hides in a client's row what address protection keeps from `viewer`.
pub fn shown_to(viewer: &Viewer, language: Language, mut client: client::Model) -> client::Model {
    if is_hidden(viewer, client.address_protection, client.key_worker_id) {
        client.name = shown_name(language, viewer, named(&client));
        client.given_name.clone_from(&client.name);
        client.external_ref = None;
        client.birth_year = None;
        client.municipality = None;
        client.email = None;
        client.phone = None;
        client.postal_address = None;
        client.contact_note = None;
        client.refused_address = None;
    }
    client
}

/// A client's row as a list names it.
pub fn named(client: &client::Model) -> Named<'_> {
    Named {
        id: client.id,
        name: &client.name,
        address_protection: client.address_protection,
        key_worker_id: client.key_worker_id,
    }
}

/// The address of a client that was refused, while it is the one that messages go to.
pub fn still_refused(refused: Option<String>, input: &ClientInput) -> Option<String> {
    let address = match input.channel {
        ContactChannel::Sms => input.phone.as_ref(),
        ContactChannel::Email => input.email.as_ref(),
        ContactChannel::Letter | ContactChannel::None => None,
    };
    refused.filter(|refused| address == Some(refused))
}

/// The codes of the fields in which `input` differs from the row, for the change log.
pub fn changed_fields(row: &client::Model, input: &ClientInput) -> Vec<&'static str> {
    let fields = [
        ("external_ref", row.external_ref != input.external_ref),
        ("name", row.name != input.name),
        ("birth_year", row.birth_year != input.birth_year),
        ("language", row.language != input.language),
        ("municipality", row.municipality != input.municipality),
        ("email", row.email != input.email),
        ("phone", row.phone != input.phone),
        ("postal_address", row.postal_address != input.postal_address),
        ("channel", row.channel != input.channel),
        ("reminders", row.reminders != input.reminders),
        ("show_place", row.show_place != input.show_place),
        ("address_protection", row.address_protection != input.address_protection),
        ("interpreter", row.interpreter != input.interpreter),
        ("needs", row.needs != input.needs),
        ("contact_note", row.contact_note != input.contact_note),
        ("key_worker_id", row.key_worker_id != input.key_worker_id),
        ("deceased_on", row.deceased_on != input.deceased_on),
    ];
    fields.into_iter().filter(|(_, changed)| *changed).map(|(name, _)| name).collect()
}

/// Makes sure that a client is alive, before anything new is begun.
pub fn alive(client: &client::Model) -> Result<()> {
    if client.deceased_on.is_some() { Err(Error::conflict(Code::ClientHasDied)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 10, 14).unwrap()
    }

    fn faulty(fields: &serde_json::Value) -> Vec<Code> {
        let form = blank().set("name", "Anna Esimerkki").overlay(fields);
        match read(&form, today()) {
            Err(Error::Invalid(faults)) => faults.iter().map(|fault| fault.code).collect(),
            other => other.map(|_| Vec::new()).unwrap(),
        }
    }

    #[test]
    fn a_channel_needs_its_address() {
        assert_eq!(faulty(&json!({ "channel": "email" })), [Code::ClientEmailNeeded]);
        assert_eq!(faulty(&json!({ "channel": "sms" })), [Code::ClientPhoneNeeded]);
        assert!(faulty(&json!({ "channel": "sms", "phone": "040 123 4567" })).is_empty());
        assert!(faulty(&json!({ "channel": "letter" })).is_empty());
        assert_eq!(faulty(&json!({ "channel": "email", "email": "anna@" })), [Code::FaultEmail]);
    }

    #[test]
    fn only_a_plausible_birth_year_is_taken() {
        for year in ["1899", "2020", "-1", "seventy"] {
            assert_eq!(faulty(&json!({ "birth_year": year })), [Code::FaultNumber], "{year}");
        }
        assert!(faulty(&json!({ "birth_year": "1979" })).is_empty());
    }

    #[test]
    fn a_protected_address_goes_in_no_calendar() {
        assert_eq!(
            faulty(&json!({ "address_protection": "true", "show_place": "true" })),
            [Code::ClientPlaceProtected]
        );
    }

    #[test]
    fn a_protected_client_has_a_name_for_the_key_worker_only() {
        let staff = |n| StaffId::from(uuid::Uuid::from_u128(n));
        let viewer = |n| Viewer::new(staff(n), chrono::DateTime::UNIX_EPOCH);
        let (key_worker, other) = (viewer(1), viewer(2));
        let named = Viewer { acting: vec![staff(1), staff(4)], ..viewer(4) };
        let deputy = Viewer { acting: vec![staff(1), staff(3)], entrusted: vec![staff(1), staff(3)], ..viewer(3) };
        let id = ClientId::from(uuid::Uuid::from_u128(0xBEEF));
        let client = Named { id, name: "Anna", address_protection: true, key_worker_id: Some(staff(1)) };
        assert_eq!(shown_name(Language::En, &key_worker, client), "Anna");
        assert_eq!(shown_name(Language::En, &deputy, client), "Anna", "whom that one chose to stand in");
        assert_eq!(shown_name(Language::En, &named, client), "Client BEEF", "whom somebody else named");
        assert_eq!(shown_name(Language::En, &other, client), "Client BEEF");
        assert_eq!(shown_name(Language::En, &other, Named { address_protection: false, ..client }), "Anna");
    }

    #[test]
    fn the_given_name_is_found_in_either_order() {
        assert_eq!(given_name("Anna Esimerkki"), "Anna");
        assert_eq!(given_name("Esimerkki, Anna Maria"), "Anna");
        assert_eq!(given_name("Anna"), "Anna");
    }
}
