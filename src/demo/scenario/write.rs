//! Writes an edition of the programme.

use super::cast::Cast;
use super::course::{Courses, Seat};
use super::edition::Edition;
use super::organisation::World;
use super::place::Decks;
use super::programme::{GROUPS, Shape};
use super::{client, course, in_hand, oddity, outcome, place, referral, waiting_work};
use crate::demo::book::Book;

/// Writes one edition of the programme with everybody in it.
pub fn write(book: &mut Book, world: &World, edition: Edition) {
    let mut decks = Decks::new(book);
    let mut cast = Cast::new();
    let mut courses = Courses::new();
    let mut number = 0;
    let realised = |shape: &&Shape| edition.is_scenario() || !shape.people.is_empty();
    for shape in GROUPS.iter().filter(realised) {
        let course = course::write(book, world, shape, edition);
        for (index, letters) in shape.people.iter().enumerate() {
            let seat = Seat { course: &course, index };
            let known = shape.again.filter(|_| index == 0).and_then(|again| cast.get(&again)).cloned();
            let person = known.unwrap_or_else(|| {
                number += 1;
                client::write(book, world, seat, edition.number * 1000 + number)
            });
            let place = place::write(book, seat, &person, letters, &mut decks);
            outcome::write(book, &course, &place, &mut decks);
            cast.insert((shape.code, index), person);
        }
        courses.insert(shape.code, course);
    }
    referral::not_started(book, world, &courses, &cast, &mut decks, edition);
    if edition.is_scenario() {
        oddity::pairs(book, world, &cast);
        waiting_work::write(book, world, &courses, &cast);
        in_hand::write(book, world, &courses, &cast);
    }
}
