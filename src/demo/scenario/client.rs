//! The clients: who they are, how they are reached, and whose clients they are.

use entity::client;
use entity::state::{ContactChannel, Language, ReminderChoice};
use rand::RngExt;

use super::cast::WrittenClient;
use super::course::{Course, Seat};
use super::dates::{at, moment, time};
use super::oddity;
use super::organisation::{World, key_workers};
use crate::demo::book::Book;
use crate::demo::names;
use crate::text::sort::{search_key, sort_key};

/// Writes a client who first appears in this seat.
pub fn write(book: &mut Book, world: &World, seat: Seat<'_>, number: u32) -> WrittenClient {
    let Seat { course, index } = seat;
    let code = course.shape.code;
    let odd = oddity::name(code, index).filter(|_| course.edition.is_scenario());
    let (given, surname) = odd.unwrap_or_else(|| names::draw(book));
    let mut row = row(book, world, course, given, surname, number);
    if course.edition.is_scenario() {
        oddity::person(code, index, &mut row);
        // The worker who signs in knows somebody in the groups that the leader who signs in leads.
        if matches!((code, index), ("G01", 1) | ("G07", 1..=4) | ("G12", 0 | 2)) {
            row.key_worker_id = Some(world.staff("maria"));
        }
    }
    let worker = row.key_worker_id.unwrap_or(course.leader);
    let person = WrittenClient { id: row.id, worker };
    book.rows.client.push(row);
    person
}

fn row(book: &mut Book, world: &World, course: &Course, given: &str, surname: &str, number: u32) -> client::Model {
    let name = format!("{given} {surname}");
    let workers = key_workers(course.municipality);
    let since = at(course.first - chrono::Days::new(50), time(9, 0)).min(moment() - chrono::TimeDelta::days(21));
    let channel = match book.rng.random_range(0..20) {
        0..12 => ContactChannel::Sms,
        12..18 => ContactChannel::Email,
        18 => ContactChannel::Letter,
        _ => ContactChannel::None,
    };
    let language = if book.rng.random_bool(0.08) { Language::FiEasy } else { Language::Fi };
    client::Model {
        id: book.id(),
        external_ref: Some(format!("A-{}", 10_000 + number)),
        unit_id: world.unit(course.municipality),
        name_sort: sort_key(&name),
        name_search: search_key(&name),
        name,
        given_name: given.to_owned(),
        birth_year: Some(names::birth_year(book)),
        language,
        municipality: Some(course.municipality.to_owned()),
        email: Some(names::email(given, surname, number)),
        phone: Some(names::phone(number)),
        postal_address: None,
        channel,
        reminders: ReminderChoice::Standard,
        address_protection: false,
        interpreter: None,
        needs: None,
        contact_note: None,
        refused_address: None,
        key_worker_id: Some(world.staff(workers[number as usize % workers.len()])),
        show_place: channel == ContactChannel::Email,
        deceased_on: None,
        merged_into_id: None,
        erased_at: None,
        created_at: since,
        updated_at: since,
    }
}
