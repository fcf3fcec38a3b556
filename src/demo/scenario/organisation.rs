//! Where the programme runs: the organisation, its staff, its meeting places, seasons and breaks.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{StaffId, UnitId, VenueId};
use entity::state::{Language, Role, UnitKind};
use entity::{break_period, season, setting, staff, staff_role, unit, venue};

use super::dates::{at, date, time};
use crate::demo::book::Book;
use crate::demo::names;
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

/// Whose account the demo opens for a role, by the key of the list of staff.
pub const fn holder_of(role: Role) -> &'static str {
    match role {
        Role::Leader => "anna",
        Role::Worker => "maria",
        Role::Manager => "paula",
        Role::Administrator => "tero",
        Role::DataProtectionOfficer => "leila",
    }
}

/// A member of staff.
#[derive(Clone, Copy)]
struct Member {
    key: &'static str,
    given: &'static str,
    surname: &'static str,
    /// Empty for the county's own.
    municipality: &'static str,
    role: Role,
}

const fn member(
    key: &'static str,
    given: &'static str,
    surname: &'static str,
    municipality: &'static str,
    role: Role,
) -> Member {
    Member { key, given, surname, municipality, role }
}

const STAFF: [Member; 27] = [
    member("anna", "Anna", "Koskela", "Kajaani", Role::Leader),
    member("petteri", "Petteri", "Rantala", "Kuhmo", Role::Leader),
    member("saara", "Saara", "Niemelä", "Savonlinna", Role::Leader),
    member("jussi", "Jussi", "Harju", "Pieksämäki", Role::Leader),
    member("emilia", "Emilia", "Kangas", "Suomussalmi", Role::Leader),
    member("tiina", "Tiina", "Salonen", "Mikkeli", Role::Leader),
    member("marko", "Marko", "Lindroos", "Mäntyharju", Role::Leader),
    member("sofia", "Sofia", "Halme", "Mikkeli", Role::Leader),
    member("ilona", "Ilona", "Vuorela", "Sotkamo", Role::Leader),
    member("kaarina", "Kaarina", "Pelto", "Mikkeli", Role::Leader),
    member("roope", "Roope", "Kallio", "Kangasniemi", Role::Leader),
    member("veera", "Veera", "Louhi", "Puolanka", Role::Leader),
    member("aleksi", "Aleksi", "Saarinen", "Puumala", Role::Leader),
    member("sinikka", "Sinikka", "Aalto", "Sotkamo", Role::Leader),
    member("maria", "Maria", "Hakala", "Kajaani", Role::Worker),
    member("otto", "Otto", "Nurmi", "Kuhmo", Role::Worker),
    member("helena", "Helena", "Toivonen", "Suomussalmi", Role::Worker),
    member("janne", "Janne", "Mattila", "Sotkamo", Role::Worker),
    member("kirsti", "Kirsti", "Lahti", "Mikkeli", Role::Worker),
    member("sampo", "Sampo", "Laine", "Savonlinna", Role::Worker),
    member("elisa", "Elisa", "Rinne", "Pieksämäki", Role::Worker),
    member("teemu", "Teemu", "Peltola", "Kangasniemi", Role::Worker),
    member("ulrika", "Ulrika", "Sund", "Savonlinna", Role::Worker),
    member("paula", "Paula", "Heinonen", "", Role::Manager),
    member("eila", "Eila", "Kokko", "Kajaani", Role::Manager),
    member("tero", "Tero", "Suominen", "", Role::Administrator),
    member("leila", "Leila", "Aho", "", Role::DataProtectionOfficer),
];

/// A meeting place.
struct Site {
    name: &'static str,
    municipality: &'static str,
    street: &'static str,
    capacity: i32,
    step_free: bool,
    /// Whether animals may come.
    animals: bool,
    /// How it is reached.
    directions: &'static str,
}

#[rustfmt::skip]
const VENUES: [Site; 21] = [
    Site {
        name: "Opetuskeittiö", municipality: "Kajaani", street: "Keittiökuja 2", capacity: 14, step_free: true, animals: false,
        directions: "Sisäpihan puolelta, ovessa lukee Keittiö. Bussipysäkille on 200 metriä.",
    },
    Site {
        name: "Ryhmätila Kajaani", municipality: "Kajaani", street: "Jokivarrenkuja 5", capacity: 12, step_free: true, animals: false,
        directions: "Toinen kerros, hissi on aulassa vasemmalla.",
    },
    Site {
        name: "Puupaja", municipality: "Kuhmo", street: "Höyläkuja 3", capacity: 8, step_free: true, animals: false,
        directions: "Iso punainen rakennus kuljetusyrityksen takana. Pihalla on tilaa autolle.",
    },
    Site {
        name: "Kirjasto Savonlinna", municipality: "Savonlinna", street: "Lukukuja 1", capacity: 20, step_free: true, animals: false,
        directions: "Tavataan kirjaston aulassa, lehtisalin vieressä.",
    },
    Site {
        name: "Asukastupa", municipality: "Savonlinna", street: "Naapurinkuja 8", capacity: 12, step_free: true, animals: false,
        directions: "Kerrostalon alakerta, oma ovi päädyssä.",
    },
    Site {
        name: "Nuorisotila", municipality: "Pieksämäki", street: "Rumpukuja 4", capacity: 15, step_free: true, animals: false,
        directions: "Aseman puolelta, soita ovikelloa.",
    },
    Site {
        name: "Kohtaamispaikka", municipality: "Pieksämäki", street: "Hiljaisuudenkuja 6", capacity: 10, step_free: true, animals: false,
        directions: "Rauhallinen katutason huone. Sisään pääsee myös takapihalta.",
    },
    Site {
        name: "Liikuntahalli", municipality: "Suomussalmi", street: "Hiihtäjänkuja 10", capacity: 40, step_free: true, animals: false,
        directions: "Pääovesta sisään, tavataan kahvion pöydässä.",
    },
    Site {
        name: "Perhetalo", municipality: "Mikkeli", street: "Torikuja 7", capacity: 16, step_free: true, animals: false,
        directions: "Torilta viisi minuuttia kävellen. Ovi on auki klo 9–16.",
    },
    Site {
        name: "Ryhmähuone Mikkeli", municipality: "Mikkeli", street: "Puistokuja 9", capacity: 8, step_free: true, animals: false,
        directions: "Kolmas kerros, hissi. Ovi pidetään kiinni tapaamisen ajan.",
    },
    Site {
        name: "Koirahalli", municipality: "Mikkeli", street: "Hallikuja 12", capacity: 12, step_free: true, animals: true,
        directions: "Bussi pysähtyy portilla. Halli on lämmin.",
    },
    Site {
        name: "Kirjasto Mäntyharju", municipality: "Mäntyharju", street: "Kirjakuja 2", capacity: 12, step_free: true, animals: false,
        directions: "Kirjaston ryhmähuone, neuvonta näyttää tien.",
    },
    Site {
        name: "Seurakuntatalo", municipality: "Sotkamo", street: "Kellokuja 3", capacity: 25, step_free: false, animals: false,
        directions: "Sali on toisessa kerroksessa. Hissiä ei ole; pihan puolella on 14 porrasta ja kaide.",
    },
    Site {
        name: "Talli", municipality: "Kangasniemi", street: "Laidunkuja 20", capacity: 8, step_free: false, animals: true,
        directions: "Kirkonkylältä 4 km. Yhteiskyyti lähtee torilta 20 minuuttia ennen.",
    },
    Site {
        name: "Laavu", municipality: "Puolanka", street: "Metsätie 44", capacity: 15, step_free: false, animals: true,
        directions: "Pysäköintipaikalta 600 metriä polkua. Pukeudu sään mukaan.",
    },
    Site {
        name: "Ranta", municipality: "Puumala", street: "Laiturikuja 1", capacity: 10, step_free: false, animals: true,
        directions: "Sataman jälkeen vasemmalle, tavataan laiturilla.",
    },
    Site {
        name: "Satamatupa", municipality: "Puumala", street: "Laiturikuja 3", capacity: 12, step_free: true, animals: false,
        directions: "Sataman punainen tupa, sisällä on lämmin.",
    },
    Site {
        name: "Kylätalo", municipality: "Hyrynsalmi", street: "Marjakuja 2", capacity: 20, step_free: true, animals: false,
        directions: "Koulun vieressä. Keittiö on sisäänkäynnin oikealla puolella.",
    },
    Site {
        name: "Käsityöpaja", municipality: "Rantasalmi", street: "Kehrääjänkuja 5", capacity: 10, step_free: true, animals: false,
        directions: "Paloaseman vieressä, valkoinen ovi.",
    },
    Site {
        name: "Nuotiopaikka", municipality: "Enonkoski", street: "Koskikuja 8", capacity: 12, step_free: false, animals: true,
        directions: "Sillan jälkeen oikealle, opasteet tieltä.",
    },
    Site {
        name: "Kunnantalon kerhohuone", municipality: "Juva", street: "Kunnankuja 1", capacity: 14, step_free: true, animals: false,
        directions: "Kunnantalon alakerta, takaovi on auki tapaamisten aikaan.",
    },
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
    let since = at(date(2025, 6, 2), time(9, 0));
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
        let id = employ(book, &world, since, number, address(person.given, person.surname), person);
        world.staff.insert(person.key, id);
    }
    for site in &VENUES {
        let id = open(book, &world, since, site.name.to_owned(), site);
        world.venues.insert(site.name, id);
    }
    calendar(book);
    book.rows.setting.push(setting::Model { key: "demo".into(), value: "1".into(), updated_at: since });
    world
}

/// Writes another staff with meeting places of its own into the units of the first one. Nobody of it can sign in.
pub fn team(book: &mut Book, first: &World, number: u32) -> World {
    let since = at(date(2025, 6, 2), time(9, 0));
    let units = first.units.clone();
    let mut world = World { county: first.county, units, staff: HashMap::new(), venues: HashMap::new() };
    let programme = STAFF.iter().filter(|person| matches!(person.role, Role::Leader | Role::Worker | Role::Manager));
    for (phone, person) in (5_000_000 + 100 * number..).zip(programme) {
        let (given, surname) = names::draw(book);
        let email = format!("{}.{}.{phone}@piiri.example", names::plain(given), names::plain(surname));
        // The county has one manager of all of it; others are of a unit.
        let municipality = match person.municipality {
            "" => AREAS[0].1[number as usize % AREAS[0].1.len()],
            own => own,
        };
        let id = employ(book, &world, since, phone, email, Member { given, surname, municipality, ..*person });
        world.staff.insert(person.key, id);
    }
    for site in &VENUES {
        let id = open(book, &world, since, format!("{} {}", site.name, number + 1), site);
        world.venues.insert(site.name, id);
    }
    world
}

fn node(book: &mut Book, parent: UnitId, kind: UnitKind, name: &str, municipality: Option<&str>) -> UnitId {
    let id = book.id();
    let municipality = municipality.map(str::to_owned);
    book.rows.unit.push(unit::Model { id, parent_id: Some(parent), kind, name: name.to_owned(), municipality });
    id
}

fn employ(book: &mut Book, world: &World, since: DateTime<Utc>, phone: u32, email: String, person: Member) -> StaffId {
    let Member { key, given, surname, municipality, role } = person;
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
        password_given_at: None,
        active: key != "sinikka",
        address_protection: key == "sofia",
        weekly_off_at: None,
        deputy_id: None,
        work_days: None,
        work_from: None,
        work_until: None,
        created_at: since,
    });
    book.rows.staff_role.push(staff_role::Model { staff_id: id, role, given_by: None, given_at: None });
    id
}

fn address(given: &str, surname: &str) -> String {
    format!("{}.{}@piiri.example", names::plain(given), names::plain(surname))
}

/// The sign-in name of a member of staff by key.
pub fn email(key: &str) -> String {
    let person = STAFF.iter().find(|person| person.key == key).expect("the key is one of the list's");
    address(person.given, person.surname)
}

fn open(book: &mut Book, world: &World, since: DateTime<Utc>, name: String, site: &Site) -> VenueId {
    let id = book.id();
    let access = if site.step_free {
        "Esteetön sisäänkäynti ja wc."
    } else {
        "Ei esteetön: portaita tai epätasainen maasto. Kysy ohjaajalta avusta."
    };
    let (is_library, is_kept) = (site.name.contains("irjasto"), site.name == KEPT_VENUE);
    book.rows.venue.push(venue::Model {
        id,
        unit_id: Some(world.unit(site.municipality)),
        name_sort: sort_key(&name),
        name_search: search_key(&name),
        name,
        address: Some(format!("{}, {}", site.street, site.municipality)),
        municipality: Some(site.municipality.to_owned()),
        capacity: Some(site.capacity),
        step_free: site.step_free,
        access: Some(access.to_owned()),
        directions: Some(site.directions.to_owned()),
        animals: site.animals,
        active: true,
        contact_name: is_library
            .then(|| "Kirjaston palvelupiste".to_owned())
            .or_else(|| is_kept.then(|| "Vuorovastaava Aino Salmela".to_owned())),
        contact_email: is_library.then(|| format!("{}@kirjasto.example", names::plain(site.municipality))),
        contact_phone: is_kept.then(|| names::phone(980)),
        created_at: since,
        updated_at: since,
    });
    id
}

fn calendar(book: &mut Book) {
    for year in [2026, 2027] {
        for (name, first, last) in [("Kevät", (1, 1), (5, 31)), ("Kesä", (6, 1), (8, 31)), ("Syksy", (9, 1), (12, 31))]
        {
            let (starts_on, ends_on) = (date(year, first.0, first.1), date(year, last.0, last.1));
            let name = format!("{name} {year}");
            let id = book.id();
            book.rows.season.push(season::Model { id, name, starts_on, ends_on });
        }
    }
    for (name, starts_on, ends_on) in BREAKS {
        let id = book.id();
        book.rows.break_period.push(break_period::Model { id, unit_id: None, name: name.into(), starts_on, ends_on });
    }
}

/// The meeting place whose keeper has a telephone and no mail address.
pub const KEPT_VENUE: &str = "Kohtaamispaikka";

/// Times without sessions in the whole county.
pub const BREAKS: [(&str, NaiveDate, NaiveDate); 2] =
    [("Kesätauko", date(2026, 7, 6), date(2026, 8, 2)), ("Joulutauko", date(2026, 12, 21), date(2027, 1, 6))];
