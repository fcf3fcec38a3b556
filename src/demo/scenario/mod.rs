//! The scenario: a programme of 21 groups as it stands on Wednesday 14.10.2026 at noon, and copies of it in other weeks.

mod card;
mod client;
mod course;
mod oddity;
mod organisation;
mod outcome;
mod place;
mod programme;
mod referral;
mod waiting_work;

use std::collections::HashMap;

use chrono::{DateTime, Datelike, NaiveDate, TimeZone, Utc, Weekday};
use chrono_tz::Europe::Helsinki;
use entity::state::{GroupStatus, Role};

use super::book::Book;
use client::Person;
pub use organisation::{COUNTY, World, email};
pub(super) use place::Decks;
use programme::{GROUPS, Shape};

/// The people whose accounts the demo opens, by the key of the scenario's list of staff.
pub const ACCOUNTS: [(Role, &str); 5] = [
    (Role::Leader, "anna"),
    (Role::Worker, "maria"),
    (Role::Manager, "paula"),
    (Role::Administrator, "tero"),
    (Role::DataProtectionOfficer, "leila"),
];

/// The moment at which the scenario stands still: 14.10.2026 12:00 in Helsinki.
pub fn moment() -> DateTime<Utc> {
    local((2026, 10, 14), (12, 0))
}

/// A day of the scenario's own tables.
pub(super) fn date((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the scenario's tables hold real days")
}

/// A local time of the scenario's own tables.
pub(super) fn local(day: (i32, u32, u32), time: (u32, u32)) -> DateTime<Utc> {
    at(date(day), time)
}

/// A local time on a day; no time of the tables falls into a clock change.
fn at(day: NaiveDate, (hour, minute): (u32, u32)) -> DateTime<Utc> {
    let wall = day.and_hms_opt(hour, minute, 0).expect("the scenario's tables hold real times");
    Helsinki.from_local_datetime(&wall).earliest().map_or_else(|| wall.and_utc(), |at| at.with_timezone(&Utc))
}

/// The local day of a moment.
fn day_of(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Helsinki).date_naive()
}

/// The day itself, or the Friday before a weekend.
fn working_day(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => day - chrono::Days::new(1),
        Weekday::Sun => day - chrono::Days::new(2),
        _ => day,
    }
}

/// How many copies one staff runs.
const TEAM: u32 = 10;

/// Which copy of the programme is written: its number, and by how many weeks it lies apart from the scenario.
#[derive(Clone, Copy)]
pub struct Edition {
    /// 0 is the scenario itself.
    pub number: u32,
    /// Weeks later than the scenario.
    pub weeks: i64,
}

impl Edition {
    /// Whether this is the scenario itself, with everything that a person would look up in it.
    pub const fn is_scenario(self) -> bool {
        self.number == 0
    }

    /// Which staff runs it: the scenario has its own, and ten copies, about eleven groups a leader in four years, share one.
    const fn team(self) -> u32 {
        self.number.div_ceil(TEAM)
    }

    /// Whether it is the first that its staff runs.
    pub const fn begins_team(self) -> bool {
        self.number % TEAM == 1
    }

    /// Editions beside the scenario are spread over four years, so that about one in ten groups runs.
    pub fn numbered(number: u32) -> Self {
        if number == 0 {
            return Self { number, weeks: 0 };
        }
        Self { number, weeks: i64::from(number * 13 % 209) - 182 }
    }
}

/// Writes the organisation with the scenario's own staff.
pub fn organisation(book: &mut Book) -> World {
    organisation::write(book)
}

/// Writes the staff of an edition and of those that follow it, in the units of the first staff.
pub fn team(book: &mut Book, first: &World, edition: Edition) -> World {
    organisation::team(book, first, edition.team())
}

/// Writes one edition of the programme with everybody in it.
pub fn edition(book: &mut Book, world: &World, edition: Edition) {
    let mut decks = Decks::new(book);
    let mut cast: HashMap<(&'static str, usize), Person> = HashMap::new();
    let mut courses = HashMap::new();
    let mut number = 0;
    let realised = |shape: &&Shape| edition.is_scenario() || !shape.people.is_empty();
    for shape in GROUPS.iter().filter(realised) {
        let course = course::write(book, world, shape, edition);
        for (index, letters) in shape.people.iter().enumerate() {
            let known = shape.again.filter(|_| index == 0).and_then(|again| cast.get(&again)).cloned();
            let person = known.unwrap_or_else(|| {
                number += 1;
                client::write(book, world, (&course, index), edition.number * 1000 + number)
            });
            let place = place::write(book, &course, (&person, index), letters, &mut decks);
            outcome::write(book, &course, &place, &mut decks);
            cast.insert((shape.code, index), person);
        }
        courses.insert(shape.code, course);
    }
    referral::not_started(book, world, (&courses, &cast), &mut decks, edition);
    if edition.is_scenario() {
        oddity::pairs(book, world, &cast);
        waiting_work::write(book, world, &courses, &cast);
    }
}

/// Whether nobody can come any more.
const fn is_over(status: GroupStatus) -> bool {
    matches!(status, GroupStatus::Ended | GroupStatus::Cancelled)
}
