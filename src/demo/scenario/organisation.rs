//! Where the programme runs: the organisation, its staff, its meeting places, seasons and breaks.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::id::{StaffId, UnitId, VenueId};
use entity::state::{Language, Role, UnitKind};
use entity::{break_period, season, setting, staff, staff_role, unit, venue};

use super::super::book::Book;
use super::super::names;
use super::{date, local};
use crate::text::sort::{search_key, sort_key};

/// The invented county.
pub const COUNTY: &str = "Järvi-Kainuun hyvinvointialue";

/// Each area with its municipalities; the last of each have no group of their own.
pub const AREAS: [(&str, &[&str]); 2] = [
    ("Kainuu", &["Kajaani", "Kuhmo", "Suomussalmi", "Sotkamo", "Puolanka", "Hyrynsalmi", "Paltamo", "Ristijärvi"]),
    (
        "Etelä-Savo",
        &[
            "Mikkeli",
            "Savonlinna",
            "Pieksämäki",
            "Mäntyharju",
            "Kangasniemi",
            "Puumala",
            "Rantasalmi",
            "Enonkoski",
            "Sulkava",
            "Juva",
            "Hirvensalmi",
            "Pertunmaa",
        ],
    ),
];

/// A member of staff: key, given name, surname, municipality (the county's own when empty) and role.
type Person = (&'static str, &'static str, &'static str, &'static str, Role);

const STAFF: [Person; 27] = [
    ("anna", "Anna", "Koskela", "Kajaani", Role::Leader),
    ("petteri", "Petteri", "Rantala", "Kuhmo", Role::Leader),
    ("saara", "Saara", "Niemelä", "Savonlinna", Role::Leader),
    ("jussi", "Jussi", "Harju", "Pieksämäki", Role::Leader),
    ("emilia", "Emilia", "Kangas", "Suomussalmi", Role::Leader),
    ("tiina", "Tiina", "Salonen", "Mikkeli", Role::Leader),
    ("marko", "Marko", "Lindroos", "Mäntyharju", Role::Leader),
    ("sofia", "Sofia", "Halme", "Mikkeli", Role::Leader),
    ("ilona", "Ilona", "Vuorela", "Sotkamo", Role::Leader),
    ("kaarina", "Kaarina", "Pelto", "Mikkeli", Role::Leader),
    ("roope", "Roope", "Kallio", "Kangasniemi", Role::Leader),
    ("veera", "Veera", "Louhi", "Puolanka", Role::Leader),
    ("aleksi", "Aleksi", "Saarinen", "Puumala", Role::Leader),
    ("sinikka", "Sinikka", "Aalto", "Sotkamo", Role::Leader),
    ("maria", "Maria", "Hakala", "Kajaani", Role::Worker),
    ("otto", "Otto", "Nurmi", "Kuhmo", Role::Worker),
    ("helena", "Helena", "Toivonen", "Suomussalmi", Role::Worker),
    ("janne", "Janne", "Mattila", "Sotkamo", Role::Worker),
    ("kirsti", "Kirsti", "Lahti", "Mikkeli", Role::Worker),
    ("sampo", "Sampo", "Laine", "Savonlinna", Role::Worker),
    ("elisa", "Elisa", "Rinne", "Pieksämäki", Role::Worker),
    ("teemu", "Teemu", "Peltola", "Kangasniemi", Role::Worker),
    ("ulrika", "Ulrika", "Sund", "Savonlinna", Role::Worker),
    ("paula", "Paula", "Heinonen", "", Role::Manager),
    ("eila", "Eila", "Kokko", "Kajaani", Role::Manager),
    ("tero", "Tero", "Suominen", "", Role::Administrator),
    ("leila", "Leila", "Aho", "", Role::DataProtectionOfficer),
];

/// A meeting place: name, municipality, street address, places, step-free, animals come here, and how it is reached.
type Place = (&'static str, &'static str, &'static str, i32, bool, bool, &'static str);

const VENUES: [Place; 21] = [
    (
        "Opetuskeittiö",
        "Kajaani",
        "Keittiökuja 2",
        14,
        true,
        false,
        "Sisäpihan puolelta, ovessa lukee Keittiö. Bussipysäkille on 200 metriä.",
    ),
    (
        "Ryhmätila Kajaani",
        "Kajaani",
        "Jokivarrenkuja 5",
        12,
        true,
        false,
        "Toinen kerros, hissi on aulassa vasemmalla.",
    ),
    (
        "Puupaja",
        "Kuhmo",
        "Höyläkuja 3",
        8,
        true,
        false,
        "Iso punainen rakennus kuljetusyrityksen takana. Pihalla on tilaa autolle.",
    ),
    (
        "Kirjasto Savonlinna",
        "Savonlinna",
        "Lukukuja 1",
        20,
        true,
        false,
        "Tavataan kirjaston aulassa, lehtisalin vieressä.",
    ),
    ("Asukastupa", "Savonlinna", "Naapurinkuja 8", 12, true, false, "Kerrostalon alakerta, oma ovi päädyssä."),
    ("Nuorisotila", "Pieksämäki", "Rumpukuja 4", 15, true, false, "Aseman puolelta, soita ovikelloa."),
    (
        "Kohtaamispaikka",
        "Pieksämäki",
        "Hiljaisuudenkuja 6",
        10,
        true,
        false,
        "Rauhallinen katutason huone. Sisään pääsee myös takapihalta.",
    ),
    (
        "Liikuntahalli",
        "Suomussalmi",
        "Hiihtäjänkuja 10",
        40,
        true,
        false,
        "Pääovesta sisään, tavataan kahvion pöydässä.",
    ),
    ("Perhetalo", "Mikkeli", "Torikuja 7", 16, true, false, "Torilta viisi minuuttia kävellen. Ovi on auki klo 9–16."),
    (
        "Ryhmähuone Mikkeli",
        "Mikkeli",
        "Puistokuja 9",
        8,
        true,
        false,
        "Kolmas kerros, hissi. Ovi pidetään kiinni tapaamisen ajan.",
    ),
    ("Koirahalli", "Mikkeli", "Hallikuja 12", 12, true, true, "Bussi pysähtyy portilla. Halli on lämmin."),
    (
        "Kirjasto Mäntyharju",
        "Mäntyharju",
        "Kirjakuja 2",
        12,
        true,
        false,
        "Kirjaston ryhmähuone, neuvonta näyttää tien.",
    ),
    (
        "Seurakuntatalo",
        "Sotkamo",
        "Kellokuja 3",
        25,
        false,
        false,
        "Sali on toisessa kerroksessa. Hissiä ei ole; pihan puolella on 14 porrasta ja kaide.",
    ),
    (
        "Talli",
        "Kangasniemi",
        "Laidunkuja 20",
        8,
        false,
        true,
        "Kirkonkylältä 4 km. Yhteiskyyti lähtee torilta 20 minuuttia ennen.",
    ),
    ("Laavu", "Puolanka", "Metsätie 44", 15, false, true, "Pysäköintipaikalta 600 metriä polkua. Pukeudu sään mukaan."),
    ("Ranta", "Puumala", "Laiturikuja 1", 10, false, true, "Sataman jälkeen vasemmalle, tavataan laiturilla."),
    ("Satamatupa", "Puumala", "Laiturikuja 3", 12, true, false, "Sataman punainen tupa, sisällä on lämmin."),
    (
        "Kylätalo",
        "Hyrynsalmi",
        "Marjakuja 2",
        20,
        true,
        false,
        "Koulun vieressä. Keittiö on sisäänkäynnin oikealla puolella.",
    ),
    ("Käsityöpaja", "Rantasalmi", "Kehrääjänkuja 5", 10, true, false, "Paloaseman vieressä, valkoinen ovi."),
    ("Nuotiopaikka", "Enonkoski", "Koskikuja 8", 12, false, true, "Sillan jälkeen oikealle, opasteet tieltä."),
    (
        "Kunnantalon kerhohuone",
        "Juva",
        "Kunnankuja 1",
        14,
        true,
        false,
        "Kunnantalon alakerta, takaovi on auki tapaamisten aikaan.",
    ),
];

/// What the rest of the scenario refers to by name.
pub struct World {
    /// The top of the tree.
    pub county: UnitId,
    units: HashMap<&'static str, UnitId>,
    staff: HashMap<&'static str, StaffId>,
    venues: HashMap<&'static str, VenueId>,
}

impl World {
    /// The unit of a municipality.
    pub fn unit(&self, municipality: &str) -> UnitId {
        self.units.get(municipality).copied().unwrap_or(self.county)
    }

    /// A member of staff by key.
    pub fn staff(&self, key: &str) -> StaffId {
        self.staff.get(key).copied().expect("the scenario names staff of its own list")
    }

    /// A meeting place by name.
    pub fn venue(&self, name: &str) -> VenueId {
        self.venues.get(name).copied().expect("the scenario names places of its own list")
    }
}

/// The workers of a municipality's area, from whom its key workers are taken.
pub fn key_workers(municipality: &str) -> &'static [&'static str] {
    if AREAS[0].1.contains(&municipality) {
        &["maria", "otto", "helena", "janne"]
    } else {
        &["kirsti", "sampo", "elisa", "teemu", "ulrika"]
    }
}

/// Writes the organisation and what belongs to all of it.
pub fn write(book: &mut Book) -> World {
    let since = local((2025, 6, 2), (9, 0));
    let county = book.id();
    let mut world = World { county, units: HashMap::new(), staff: HashMap::new(), venues: HashMap::new() };
    let top =
        unit::Model { id: county, parent_id: None, kind: UnitKind::County, name: COUNTY.into(), municipality: None };
    book.rows.unit.push(top);
    for (area, municipalities) in AREAS {
        let above = node(book, county, UnitKind::Area, area, None);
        for municipality in municipalities {
            let there = node(book, above, UnitKind::Municipality, municipality, Some(municipality));
            let name = format!("Aikuissosiaalityö, {municipality}");
            let unit = node(book, there, UnitKind::Unit, &name, Some(municipality));
            world.units.insert(municipality, unit);
        }
    }
    for (number, person) in (901..).zip(STAFF) {
        let id = employ(book, &world, since, (number, address(person.1, person.2), person));
        world.staff.insert(person.0, id);
    }
    for place in VENUES {
        let id = open(book, &world, since, (place.0.to_owned(), place));
        world.venues.insert(place.0, id);
    }
    calendar(book);
    book.rows.setting.push(setting::Model { key: "demo".into(), value: "1".into(), updated_at: since });
    world
}

/// Writes another staff with meeting places of its own into the units of the first one. Nobody of it can sign in.
pub fn team(book: &mut Book, first: &World, number: u32) -> World {
    let since = local((2025, 6, 2), (9, 0));
    let units = first.units.clone();
    let mut world = World { county: first.county, units, staff: HashMap::new(), venues: HashMap::new() };
    let programme = STAFF.iter().filter(|person| matches!(person.4, Role::Leader | Role::Worker | Role::Manager));
    for (phone, (key, _, _, municipality, role)) in (5_000_000 + 100 * number..).zip(programme) {
        let (given, surname) = names::draw(book);
        let email = format!("{}.{}.{phone}@piiri.example", names::plain(given), names::plain(surname));
        // The county has one manager of all of it; others are of a unit.
        let municipality =
            if municipality.is_empty() { AREAS[0].1[number as usize % AREAS[0].1.len()] } else { municipality };
        let id = employ(book, &world, since, (phone, email, (key, given, surname, municipality, *role)));
        world.staff.insert(key, id);
    }
    for place in VENUES {
        let id = open(book, &world, since, (format!("{} {}", place.0, number + 1), place));
        world.venues.insert(place.0, id);
    }
    world
}

fn node(book: &mut Book, parent: UnitId, kind: UnitKind, name: &str, municipality: Option<&str>) -> UnitId {
    let id = book.id();
    let municipality = municipality.map(str::to_owned);
    book.rows.unit.push(unit::Model { id, parent_id: Some(parent), kind, name: name.to_owned(), municipality });
    id
}

fn employ(
    book: &mut Book,
    world: &World,
    since: DateTime<Utc>,
    (phone, email, person): (u32, String, Person),
) -> StaffId {
    let (key, given, surname, municipality, role) = person;
    let id = book.id();
    let name = format!("{given} {surname}");
    book.rows.staff.push(staff::Model {
        id,
        unit_id: world.unit(municipality),
        given_name: given.to_owned(),
        name_sort: sort_key(&name),
        name,
        email_key: email.clone(),
        email,
        phone: Some(names::phone(phone)),
        language: if key == "ulrika" { Language::Sv } else { Language::Fi },
        password_hash: None,
        active: key != "sinikka",
        address_protection: key == "sofia",
        weekly_off_at: None,
        created_at: since,
    });
    book.rows.staff_role.push(staff_role::Model { staff_id: id, role });
    id
}

fn address(given: &str, surname: &str) -> String {
    format!("{}.{}@piiri.example", names::plain(given), names::plain(surname))
}

/// The sign-in name of a member of staff by key.
pub fn email(key: &str) -> String {
    let person = STAFF.iter().find(|person| person.0 == key).expect("the key is one of the list's");
    address(person.1, person.2)
}

fn open(book: &mut Book, world: &World, since: DateTime<Utc>, (name, place): (String, Place)) -> VenueId {
    let (_, municipality, address, capacity, step_free, animals, directions) = place;
    let id = book.id();
    let access = if step_free {
        "Esteetön sisäänkäynti ja wc."
    } else {
        "Ei esteetön: portaita tai epätasainen maasto. Kysy ohjaajalta avusta."
    };
    book.rows.venue.push(venue::Model {
        id,
        unit_id: Some(world.unit(municipality)),
        name_sort: sort_key(&name),
        name_search: search_key(&name),
        name,
        address: Some(format!("{address}, {municipality}")),
        municipality: Some(municipality.to_owned()),
        capacity: Some(capacity),
        step_free,
        access: Some(access.to_owned()),
        directions: Some(directions.to_owned()),
        animals,
        active: true,
        created_at: since,
        updated_at: since,
    });
    id
}

fn calendar(book: &mut Book) {
    for year in [2026, 2027] {
        for (name, first, last) in [("Kevät", (1, 1), (5, 31)), ("Kesä", (6, 1), (8, 31)), ("Syksy", (9, 1), (12, 31))]
        {
            let (starts_on, ends_on) = (date((year, first.0, first.1)), date((year, last.0, last.1)));
            let name = format!("{name} {year}");
            let id = book.id();
            book.rows.season.push(season::Model { id, name, starts_on, ends_on });
        }
    }
    for (name, first, last) in BREAKS {
        let id = book.id();
        let (starts_on, ends_on) = (date(first), date(last));
        book.rows.break_period.push(break_period::Model { id, unit_id: None, name: name.into(), starts_on, ends_on });
    }
}

/// Year, month and day.
type Day = (i32, u32, u32);

/// Times without sessions in the whole county.
pub const BREAKS: [(&str, Day, Day); 2] =
    [("Kesätauko", (2026, 7, 6), (2026, 8, 2)), ("Joulutauko", (2026, 12, 21), (2027, 1, 6))];
