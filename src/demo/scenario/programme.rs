//! The programme as a table: sixteen groups that met, and five that did not.

use entity::state::{Aim, GroupKind, GroupStatus, Openness};

use Aim::{DailyLife, Networks, OwnLife, Participation, SocialSkills, Wellbeing, WorkStudy};
use GroupKind::{AnimalNature, Functional, LifeManagement, Therapeutic};
use GroupStatus::{Cancelled, Draft, Ended, Recruiting, Returned, Running, Submitted};
use Openness::{Closed, Open, SemiOpen};

/// A group of the table.
pub struct Shape {
    pub code: &'static str,
    pub kind: GroupKind,
    /// Who may come in.
    pub openness: Openness,
    pub name: &'static str,
    /// What it is, after the name.
    pub summary: &'static str,
    /// Where.
    pub municipality: &'static str,
    /// The meeting place and, after a bar, the one to fall back on.
    pub venue: &'static str,
    /// The first day: month and day of 2026.
    pub first: (u32, u32),
    /// The start in local time: hour and minute.
    pub start: (u32, u32),
    /// The length of a session.
    pub minutes: i32,
    /// How many sessions are planned.
    pub sessions: u32,
    /// Places.
    pub capacity: i32,
    /// The state on the day of the demo.
    pub status: GroupStatus,
    /// Leaders by key, the leader first.
    pub leaders: &'static [&'static str],
    pub aims: &'static [Aim],
    /// The group and the place in it of a client who takes part for the second time; comes first in `people`.
    pub again: Option<(&'static str, usize)>,
    /// One word for each participation, in letters: how it stands (`c`ompleted, `d`ropped out, left for good reason
    /// `p`, `s`till there), `a`ccompanied, `m`issed session 2, took the `b`aseline, answered its `f`ollow-up,
    /// answered the end `r`ating, and `x` when the end rating is asked in a later group.
    pub people: &'static [&'static str],
}

#[rustfmt::skip]
pub const GROUPS: [Shape; 21] = [
    Shape {
        code: "G01", kind: Functional, openness: SemiOpen, name: "Pata porisee",
        summary: "Halpaa ja hyvää kotiruokaa yhdessä tehden.", municipality: "Kajaani", venue: "Opetuskeittiö",
        first: (8, 25), start: (10, 0), minutes: 180, sessions: 10, capacity: 8, status: Running,
        leaders: &["anna", "emilia"], aims: &[DailyLife, Participation, Networks], again: None,
        people: &["sab", "sab", "smb", "sb", "sb", "sb", "d"],
    },
    Shape {
        code: "G02", kind: Functional, openness: SemiOpen, name: "Nikkarit",
        summary: "Puutöitä ja vanhan korjaamista rauhassa.", municipality: "Kuhmo", venue: "Puupaja",
        first: (1, 21), start: (12, 0), minutes: 180, sessions: 12, capacity: 6, status: Ended,
        leaders: &["petteri"], aims: &[Participation, WorkStudy], again: None,
        people: &["cabfr", "cabfr", "cmbr", "cbr", "db"],
    },
    Shape {
        code: "G03", kind: Functional, openness: SemiOpen, name: "Kuvia kaupungilta",
        summary: "Kävellen ja kännykällä kuvaten.", municipality: "Savonlinna", venue: "Kirjasto Savonlinna",
        first: (9, 3), start: (13, 0), minutes: 120, sessions: 8, capacity: 8, status: Running,
        leaders: &["saara"], aims: &[Participation, Networks, Wellbeing], again: None,
        people: &["sab", "samb", "sb", "sb", "sb", "d"],
    },
    Shape {
        code: "G04", kind: Functional, openness: SemiOpen, name: "Rytmiryhmä",
        summary: "Soitetaan yhdessä, taitoja ei tarvita.", municipality: "Pieksämäki", venue: "Nuorisotila",
        first: (2, 20), start: (13, 0), minutes: 120, sessions: 10, capacity: 6, status: Ended,
        leaders: &["jussi", "tiina"], aims: &[Participation, SocialSkills], again: None,
        people: &["cabfr", "cabfr", "cmbfr", "db", "db"],
    },
    Shape {
        code: "G05", kind: Functional, openness: Open, name: "Kevyesti liikkeelle",
        summary: "Kävelyä ja kuntosalia omaan tahtiin.", municipality: "Suomussalmi", venue: "Liikuntahalli",
        first: (9, 7), start: (11, 0), minutes: 90, sessions: 12, capacity: 10, status: Running,
        leaders: &["emilia"], aims: &[Wellbeing, Participation], again: None,
        people: &["sab", "smb", "sb", "sb", "db", "d"],
    },
    Shape {
        code: "G06", kind: LifeManagement, openness: SemiOpen, name: "Rahat riittämään",
        summary: "Arjen talous ja laskut hallintaan.", municipality: "Mikkeli", venue: "Perhetalo",
        first: (2, 10), start: (13, 0), minutes: 120, sessions: 6, capacity: 8, status: Ended,
        leaders: &["tiina", "kaarina"], aims: &[OwnLife, DailyLife], again: None,
        people: &["cabx", "cabfr", "cmbr", "pbr", "cbr", "db"],
    },
    Shape {
        code: "G07", kind: LifeManagement, openness: SemiOpen, name: "Arjen rytmi",
        summary: "Uni, ruoka, koti ja pienet askeleet.", municipality: "Kajaani", venue: "Ryhmätila Kajaani",
        first: (9, 9), start: (10, 0), minutes: 120, sessions: 10, capacity: 8, status: Running,
        leaders: &["anna", "veera"], aims: &[DailyLife, OwnLife, Wellbeing], again: Some(("G01", 1)),
        people: &["sb", "sab", "sab", "samb", "smb", "sb", "s", "d"],
    },
    Shape {
        code: "G08", kind: LifeManagement, openness: SemiOpen, name: "Digi tutuksi",
        summary: "Omat asiat puhelimella ja koneella.", municipality: "Mäntyharju", venue: "Kirjasto Mäntyharju",
        first: (4, 16), start: (10, 0), minutes: 120, sessions: 5, capacity: 6, status: Ended,
        leaders: &["marko"], aims: &[OwnLife, Participation], again: None,
        people: &["cabfr", "cmbfr", "cbr", "db"],
    },
    Shape {
        code: "G09", kind: LifeManagement, openness: SemiOpen, name: "Oma koti",
        summary: "Asumisen taidot ja naapurisopu.", municipality: "Savonlinna", venue: "Asukastupa",
        first: (3, 16), start: (13, 0), minutes: 120, sessions: 8, capacity: 6, status: Ended,
        leaders: &["saara", "marko"], aims: &[DailyLife, SocialSkills], again: None,
        people: &["cabfr", "cabfr", "cmbr", "pbr", "db"],
    },
    Shape {
        code: "G10", kind: Therapeutic, openness: Closed, name: "Tunteiden kartta",
        summary: "Tunnetaitoja suljetussa ryhmässä.", municipality: "Mikkeli", venue: "Ryhmähuone Mikkeli",
        first: (8, 31), start: (14, 0), minutes: 120, sessions: 12, capacity: 6, status: Running,
        leaders: &["sofia", "kaarina"], aims: &[Wellbeing, SocialSkills], again: None,
        people: &["sab", "sab", "smb", "sb", "sb", "db"],
    },
    Shape {
        code: "G11", kind: Therapeutic, openness: SemiOpen, name: "Hengähdys",
        summary: "Rentoutus ja hyväksyvä läsnäolo.", municipality: "Sotkamo", venue: "Seurakuntatalo",
        first: (2, 5), start: (14, 0), minutes: 90, sessions: 8, capacity: 8, status: Ended,
        leaders: &["ilona", "sinikka"], aims: &[Wellbeing], again: None,
        people: &["cabx", "cabfr", "cbfr", "cbfr", "db"],
    },
    Shape {
        code: "G12", kind: Therapeutic, openness: Closed, name: "Surun sanat",
        summary: "Menetyksen kokeneille.", municipality: "Pieksämäki", venue: "Kohtaamispaikka",
        first: (9, 16), start: (13, 0), minutes: 120, sessions: 8, capacity: 6, status: Running,
        leaders: &["anna", "jussi"], aims: &[Wellbeing, Networks], again: None,
        people: &["sab", "sb", "smb", "s"],
    },
    Shape {
        code: "G13", kind: AnimalNature, openness: SemiOpen, name: "Oma koira kaverina",
        summary: "Arkitaitoja oman koiran kanssa.", municipality: "Mikkeli", venue: "Koirahalli",
        first: (4, 9), start: (16, 0), minutes: 90, sessions: 8, capacity: 6, status: Ended,
        leaders: &["tiina"], aims: &[DailyLife, Networks], again: Some(("G06", 0)),
        people: &["cbfr", "cabfr", "cmbfr", "cbr", "cbr", "db"],
    },
    Shape {
        code: "G14", kind: AnimalNature, openness: Closed, name: "Tallin tahtiin",
        summary: "Hevosen hoitoa, ei ratsastusta.", municipality: "Kangasniemi", venue: "Talli",
        first: (8, 11), start: (11, 0), minutes: 120, sessions: 8, capacity: 5, status: Ended,
        leaders: &["roope"], aims: &[Participation, Wellbeing], again: None,
        people: &["car", "cr", "cr", "dmr", "d"],
    },
    Shape {
        code: "G15", kind: AnimalNature, openness: SemiOpen, name: "Metsän rauha",
        summary: "Hidasta kulkua, nuotio ja hiljaisuus.", municipality: "Puolanka", venue: "Laavu",
        first: (5, 8), start: (10, 0), minutes: 240, sessions: 8, capacity: 8, status: Ended,
        leaders: &["veera", "petteri"], aims: &[Wellbeing, Networks], again: Some(("G11", 0)),
        people: &["cbfr", "cabfr", "cambr", "cmbr", "pbr", "cbr", "db"],
    },
    Shape {
        code: "G16", kind: AnimalNature, openness: SemiOpen, name: "Verkoille",
        summary: "Kalastusta ja saaliin laittoa Saimaalla.", municipality: "Puumala", venue: "Ranta|Satamatupa",
        first: (8, 12), start: (9, 0), minutes: 300, sessions: 6, capacity: 6, status: Ended,
        leaders: &["aleksi"], aims: &[Participation, WorkStudy], again: None,
        people: &["car", "car", "cmr", "cr", "dr", "d"],
    },
    Shape {
        code: "G17", kind: Functional, openness: SemiOpen, name: "Käsityökahvila",
        summary: "Käsitöitä ja kahvia pienellä porukalla.", municipality: "Rantasalmi", venue: "Käsityöpaja",
        first: (9, 22), start: (13, 0), minutes: 120, sessions: 8, capacity: 8, status: Cancelled,
        leaders: &["saara"], aims: &[Participation, Networks], again: None, people: &[],
    },
    Shape {
        code: "G18", kind: Functional, openness: SemiOpen, name: "Marjat ja säilöntä",
        summary: "Marjoista, sienistä ja juureksista talven varalle.", municipality: "Hyrynsalmi", venue: "Kylätalo",
        first: (11, 2), start: (12, 0), minutes: 180, sessions: 6, capacity: 6, status: Recruiting,
        leaders: &["anna", "emilia"], aims: &[DailyLife, Participation], again: None, people: &[],
    },
    Shape {
        code: "G19", kind: AnimalNature, openness: SemiOpen, name: "Talvinuotiolla",
        summary: "Retkiä lähelle, lämmintä juotavaa ja juttuseuraa.", municipality: "Enonkoski", venue: "Nuotiopaikka",
        first: (11, 18), start: (11, 0), minutes: 150, sessions: 6, capacity: 8, status: Submitted,
        leaders: &["saara", "sofia"], aims: &[Wellbeing, Networks], again: None, people: &[],
    },
    Shape {
        code: "G20", kind: LifeManagement, openness: SemiOpen, name: "Paperit järjestykseen",
        summary: "Hakemukset, laskut ja sopimukset kuntoon yhdessä.", municipality: "Sulkava", venue: "Asukastupa",
        first: (11, 10), start: (10, 0), minutes: 120, sessions: 5, capacity: 6, status: Returned,
        leaders: &["marko"], aims: &[OwnLife, DailyLife], again: None, people: &[],
    },
    Shape {
        code: "G21", kind: Functional, openness: Open, name: "Lautapelikerho",
        summary: "Pelataan yhdessä, säännöt opetellaan samalla.", municipality: "Juva", venue: "Kunnantalon kerhohuone",
        first: (12, 2), start: (14, 0), minutes: 120, sessions: 10, capacity: 10, status: Draft,
        leaders: &["kaarina"], aims: &[Participation, SocialSkills], again: None, people: &[],
    },
];
