//! What is out of the ordinary in the scenario: people and sessions as programmes really meet them.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use entity::state::{AttendanceStatus, CancelCode, ContactChannel, Language};
use entity::{client, pair_rule};

use super::cast::Cast;
use super::dates::{date, moment, time};
use super::organisation::World;
use crate::demo::book::Book;
use AttendanceStatus::{AbsentNotified, Late, NoShow, Partial, Present};

/// What is odd about a session.
#[derive(Clone, Copy)]
pub enum Twist {
    /// Cancelled with a note, and where it is held instead.
    Cancelled(CancelCode, &'static str, Option<Replacement>),
    /// Moved to another local time.
    MovedTo(NaiveDate, NaiveTime),
    /// Held in another place.
    ElsewhereFor(&'static str),
    /// Led by somebody else.
    Substitute(&'static str),
    /// Held without its animal.
    WithoutAnimal,
    /// Recorded so many days late.
    EnteredLate(i64),
    /// Held by its leader with nobody there.
    NobodyCame,
    /// Something to know.
    Note(&'static str),
}

/// The day and the local time of a replacement.
type Replacement = (NaiveDate, NaiveTime);

const SESSIONS: [(&str, i32, Twist); 16] = [
    ("G02", 4, Twist::Cancelled(CancelCode::Weather, "Pakkasta 26 astetta, paja ei lämpene.", None)),
    ("G03", 4, Twist::Note("Kirjastolla on samaan aikaan lukutapahtuma: tavataan lehtisalissa.")),
    ("G08", 4, Twist::NobodyCame),
    ("G10", 3, Twist::Substitute("tiina")),
    ("G10", 6, Twist::Substitute("tiina")),
    (
        "G12",
        3,
        Twist::Cancelled(
            CancelCode::LeaderIll,
            "Ohjaaja sairastui. Tapaaminen pidetään 11.11.",
            Some((date(2026, 11, 11), time(13, 0))),
        ),
    ),
    ("G13", 5, Twist::WithoutAnimal),
    // The farrier comes on the 8th, so the session is held a week earlier, in the afternoon of another.
    ("G14", 5, Twist::MovedTo(date(2026, 9, 1), time(14, 0))),
    // The morning bus was cut.
    ("G15", 4, Twist::MovedTo(date(2026, 5, 29), time(11, 0))),
    ("G15", 5, Twist::MovedTo(date(2026, 6, 5), time(11, 0))),
    ("G15", 6, Twist::MovedTo(date(2026, 6, 12), time(11, 0))),
    ("G15", 7, Twist::MovedTo(date(2026, 6, 26), time(11, 0))),
    ("G15", 8, Twist::MovedTo(date(2026, 7, 3), time(11, 0))),
    ("G16", 4, Twist::EnteredLate(2)),
    ("G16", 5, Twist::ElsewhereFor("Satamatupa")),
    ("G07", 7, Twist::Note("Vieras: asumisneuvoja kertoo yöunen ja valon yhteydestä.")),
];

/// What is odd about a session of the scenario.
pub fn twist(code: &str, number: i32) -> Option<Twist> {
    SESSIONS.iter().find(|odd| odd.0 == code && odd.1 == number).map(|odd| odd.2)
}

/// The animal of a group.
pub fn animal(code: &str) -> Option<&'static str> {
    match code {
        "G13" => Some("koira"),
        "G14" => Some("hevonen"),
        _ => None,
    }
}

/// Why a group stands where it stands.
pub fn reason(code: &str) -> Option<&'static str> {
    match code {
        "G17" => Some("Vähimmäismäärä 4 ei täyttynyt: vahvistettuja oli 3."),
        "G20" => Some("Suunnitelmasta puuttuu varaohjaaja."),
        _ => None,
    }
}

/// One mark: how and for how many minutes; nothing before the client came in.
type OddMark = Option<(AttendanceStatus, i32)>;

/// Marks that the scenario states to the minute, over the sessions that were held; after them comes nothing.
const MARKS: [(&str, usize, &[OddMark]); 5] = [
    ("G12", 0, &[Some((Present, 120)), Some((Present, 120)), Some((Present, 120))]),
    ("G12", 1, &[Some((Present, 120)), Some((Late, 100)), Some((AbsentNotified, 0))]),
    ("G12", 2, &[Some((Present, 120)), Some((NoShow, 0)), Some((NoShow, 0))]),
    ("G12", 3, &[None, Some((Present, 120)), Some((Partial, 60))]),
    // The horse allergy that was found at the first session.
    ("G14", 3, &[Some((Present, 120)), Some((AbsentNotified, 0))]),
];

/// The stated marks of a client, where there are any.
pub fn marks(code: &str, index: usize) -> Option<&'static [OddMark]> {
    MARKS.iter().find(|odd| odd.0 == code && odd.1 == index).map(|odd| odd.2)
}

/// Given name and surname of the people whose names put a page to the test.
const NAMES: [(&str, usize, &str, &str); 8] = [
    ("G04", 1, "Matti", "Ö"),
    ("G08", 1, "Layla", "Haddad"),
    ("G09", 1, "Åsa", "Björklund"),
    ("G13", 2, "Eeva-Liisa", "Koivulammenniemenharju-Ylämyllynkoskenrantapeltoniemenlaaksola"),
    ("G15", 2, "Ánne-Biret", "Čáhppesjávri"),
    ("G16", 1, "Anna", "Tolvanen"),
    ("G16", 3, "Anna", "Tolvanen"),
    ("G03", 1, "Bích Ngọc", "Nguyễn"),
];

/// The name of a client who has one in the scenario.
pub fn name(code: &str, index: usize) -> Option<(&'static str, &'static str)> {
    NAMES.iter().find(|odd| odd.0 == code && odd.1 == index).map(|odd| (odd.2, odd.3))
}

/// Makes a client of the scenario what the scenario says.
pub fn person(code: &str, index: usize, client: &mut client::Model) {
    let needs = |client: &mut client::Model, text: &str| client.needs = Some(text.to_owned());
    match (code, index) {
        ("G03", 3) => client.address_protection = true,
        ("G02", 3) => {
            (client.phone, client.email, client.channel) = (None, None, ContactChannel::Letter);
            client.postal_address = Some("Koulukatu 7 A 3\n88900 Kuhmo".into());
        }
        ("G06", 2) => {
            client.channel = ContactChannel::None;
            client.contact_note =
                Some("Puhelin on yhteinen puolison kanssa: ei viestejä. Sovitaan kasvotusten.".into());
        }
        ("G09", 1) => client.language = Language::Sv,
        ("G08", 1) => {
            (client.language, client.interpreter) = (Language::FiEasy, Some("arabia".into()));
        }
        ("G11", 2) => needs(client, "Käyttää pyörätuolia: tarvitsee esteettömän sisäänkäynnin ja wc:n."),
        ("G14", 3) => needs(client, "Allergia hevoselle (huomattiin ensimmäisellä kerralla)."),
        ("G01", 3) => needs(client, "Pelkää koiria."),
        ("G01", 4) => needs(client, "Opaskoira tulee mukaan."),
        ("G07", 5) => {
            client.birth_year = Some(2008);
            needs(client, "Täyttää 18 vuotta marraskuussa 2026.");
        }
        ("G11", 3) => client.deceased_on = Some(date(2026, 5, 12)),
        ("G15", 2) => client.language = Language::En,
        ("G12", 0) => {
            (client.language, client.channel) = (Language::FiEasy, ContactChannel::Letter);
            client.postal_address = Some("Savontie 12 B 5\n76100 Pieksämäki".into());
        }
        ("G12", 2) => {
            client.channel = ContactChannel::None;
            client.contact_note = Some("Soita mieluiten aamupäivällä.".into());
        }
        _ => {}
    }
}

/// The two clients of one group who must not meet.
pub fn pairs(book: &mut Book, world: &World, cast: &Cast) {
    let mut pair = [cast[&("G05", 2)].id, cast[&("G05", 3)].id];
    pair.sort_unstable();
    book.rows.pair_rule.push(pair_rule::Model {
        id: book.id(),
        client_a_id: pair[0],
        client_b_id: pair[1],
        reason: "Aiempi riita, molemmat ovat toivoneet eri ryhmiä.".into(),
        created_by: world.staff("helena"),
        created_at: moment() - TimeDelta::days(60),
    });
}

/// Why a client came in although a rule spoke against it.
pub fn override_reason(code: &str, index: usize) -> Option<&'static str> {
    (code == "G05" && index == 3).then_some("Kumpikin suostui: ryhmä on avoin ja käynnit sovitaan eri päiville.")
}
