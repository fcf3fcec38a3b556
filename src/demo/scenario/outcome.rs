//! What clients said of it: baselines, pulses, end ratings, follow-ups and goals.

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use entity::id::RatingRequestId;
use entity::state::{
    Attrition, BenefitLevel, GroupKind, GroupStatus, ParticipationStatus, Rater, RatingPhase, RatingSource,
};
use entity::{goal, goal_assessment, rating, rating_answer, rating_request};
use rand::RngExt;

use super::course::Course;
use super::dates::{at, day_of, moment, time};
use super::place::{Decks, WrittenPlace};
use super::words;
use crate::demo::book::Book;
use crate::rating::scale::{Answer, Item, LEVELS};

/// Writes what one client was asked and what was answered.
pub fn write(book: &mut Book, course: &Course, place: &WrittenPlace, decks: &mut Decks) {
    if place.status == ParticipationStatus::Confirmed {
        return;
    }
    baseline(book, course, place);
    pulse(book, course, place);
    if course.is_over() {
        end(book, course, place, decks);
        follow_up(book, course, place, decks);
    }
    goals(book, course, place);
}

/// What a rating is asked for.
#[derive(Clone, Copy)]
struct RatingWritten {
    phase: RatingPhase,
    at: DateTime<Utc>,
    due_on: NaiveDate,
}

fn request(
    book: &mut Book,
    course: &Course,
    place: &WrittenPlace,
    asked: RatingWritten,
    came_of_it: Result<DateTime<Utc>, Option<Attrition>>,
) -> RatingRequestId {
    let (id, code) = (book.id(), book.code());
    book.rows.rating_request.push(rating_request::Model {
        id,
        participation_id: place.id,
        client_id: place.client,
        group_id: course.group,
        phase: asked.phase,
        session_id: None,
        code,
        asked_at: asked.at,
        due_on: asked.due_on,
        answered_at: came_of_it.ok(),
        attrition: came_of_it.err().flatten(),
        early_reason: None,
    });
    id
}

/// Who answered what, and when.
struct RatingAnswered<'a> {
    phase: RatingPhase,
    request: Option<RatingRequestId>,
    at: DateTime<Utc>,
    answers: &'a [(Item, Answer)],
    comment: Option<&'static str>,
}

fn rate(book: &mut Book, course: &Course, place: &WrittenPlace, given: &RatingAnswered<'_>) {
    let id = book.id();
    let source = match book.rng.random_range(0..10) {
        0..5 => RatingSource::Web,
        5..8 => RatingSource::Paper,
        8 => RatingSource::Phone,
        _ => RatingSource::Tablet,
    };
    book.rows.rating.push(rating::Model {
        id,
        participation_id: place.id,
        request_id: given.request,
        client_id: place.client,
        group_id: course.group,
        phase: given.phase,
        rater: Rater::Client,
        source,
        session_id: None,
        comment: given.comment.map(str::to_owned),
        given_at: given.at,
        keyed_by: matches!(source, RatingSource::Paper | RatingSource::Phone).then_some(course.leader),
    });
    for (item, answer) in given.answers {
        let (level, number) = match answer {
            Answer::Level(level) => (Some(*level), None),
            Answer::Number(number) => (None, Some(i32::from(*number))),
        };
        book.rows.rating_answer.push(rating_answer::Model { rating_id: id, item: item.code().into(), level, number });
    }
}

fn numbers(book: &mut Book, phase: RatingPhase, around: std::ops::RangeInclusive<u8>) -> Vec<(Item, Answer)> {
    let items = Item::for_phase(phase).iter();
    items.map(|item| (*item, Answer::Number(book.rng.random_range(around.clone())))).collect()
}

fn baseline(book: &mut Book, course: &Course, place: &WrittenPlace) {
    // The two autumn groups that have ended took none.
    if matches!(course.shape.code, "G14" | "G16") {
        return;
    }
    let held = course.held();
    let (first, second) = (held[0], held.get(1).unwrap_or(&held[0]));
    let asked = RatingWritten { phase: RatingPhase::Baseline, at: first.ends_at, due_on: day_of(second.starts_at) };
    if !place.has('b') {
        request(book, course, place, asked, Err(None));
        return;
    }
    let id = request(book, course, place, asked, Ok(first.ends_at));
    let answers = numbers(book, RatingPhase::Baseline, 1..=6);
    let given =
        RatingAnswered { phase: asked.phase, request: Some(id), at: first.ends_at, answers: &answers, comment: None };
    rate(book, course, place, &given);
}

/// A pulse after the last session, from about half of those who are still there.
fn pulse(book: &mut Book, course: &Course, place: &WrittenPlace) {
    let held = course.held();
    let Some(last) = held.last().filter(|_| place.ended_on.is_none() && book.rng.random_bool(0.5)) else { return };
    let answers = numbers(book, RatingPhase::Pulse, 5..=10);
    let given =
        RatingAnswered { phase: RatingPhase::Pulse, request: None, at: last.ends_at, answers: &answers, comment: None };
    rate(book, course, place, &given);
}

fn end(book: &mut Book, course: &Course, place: &WrittenPlace, decks: &mut Decks) {
    if place.has('x') {
        return;
    }
    let asked_at = at(course.last, time(16, 0));
    let asked = RatingWritten { phase: RatingPhase::End, at: asked_at, due_on: course.last + Days::new(14) };
    if !place.has('r') && !place.has('s') {
        request(book, course, place, asked, Err(None));
        return;
    }
    let answered_at = asked_at + chrono::TimeDelta::days(book.rng.random_range(0..=12));
    let id = request(book, course, place, asked, Ok(answered_at));
    let overall = decks.levels.pop().unwrap_or(BenefitLevel::Much);
    let mut answers = vec![(Item::Overall, Answer::Level(overall))];
    for item in Item::for_phase(RatingPhase::End).iter().filter(|item| **item != Item::Overall) {
        answers.push((*item, Answer::Level(LEVELS[book.rng.random_range(1..LEVELS.len())])));
    }
    let comment = COMMENTS.get(book.rng.random_range(0..COMMENTS.len() * 4)).copied();
    let given = RatingAnswered { phase: asked.phase, request: Some(id), at: answered_at, answers: &answers, comment };
    rate(book, course, place, &given);
}

const COMMENTS: [&str; 4] = [
    "Tuli lähdettyä kotoa joka viikko.",
    "Oli hyvä, että sai vain olla.",
    "Toivon jatkoa keväällä.",
    "Alku jännitti, mutta ohjaaja oli ovella vastassa.",
];

/// Follow-ups fall due three months after the group's end, for those who have a baseline.
fn follow_up(book: &mut Book, course: &Course, place: &WrittenPlace, decks: &mut Decks) {
    let due = course.last + Months::new(3);
    if matches!(course.shape.code, "G14" | "G16") || !place.has('b') || due > day_of(moment()) {
        return;
    }
    let asked_at = at(due - Days::new(7), time(10, 0)).min(moment());
    let asked = RatingWritten { phase: RatingPhase::FollowUp, at: asked_at, due_on: due };
    if !place.has('f') {
        let reason = decks.attrition.pop().or(Some(Attrition::Other));
        request(book, course, place, asked, Err(reason));
        return;
    }
    let answered_at = asked_at + chrono::TimeDelta::days(5);
    let id = request(book, course, place, asked, Ok(answered_at));
    let answers = numbers(book, RatingPhase::FollowUp, 3..=9);
    let given =
        RatingAnswered { phase: asked.phase, request: Some(id), at: answered_at, answers: &answers, comment: None };
    rate(book, course, place, &given);
}

fn goals(book: &mut Book, course: &Course, place: &WrittenPlace) {
    if !matches!(course.shape.kind, GroupKind::LifeManagement | GroupKind::Therapeutic) {
        return;
    }
    let set_at = course.held()[0].ends_at;
    for position in 0..=i32::from(place.index.is_multiple_of(3)) {
        let id = book.id();
        let start_level = if book.rng.random_bool(0.8) { -1 } else { -2 };
        let text = words::goal(course.shape.kind, place.index + usize::from(position == 1) * 2);
        book.rows.goal.push(goal::Model {
            id,
            participation_id: place.id,
            client_id: place.client,
            text: text.to_owned(),
            weight: if position == 0 { 2 } else { 1 },
            start_level,
            position,
            created_at: set_at,
            named: None,
            retired_at: None,
            retired_reason: None,
            levels: None,
        });
        if course.status == GroupStatus::Ended && place.status == ParticipationStatus::Completed {
            book.rows.goal_assessment.push(goal_assessment::Model {
                id: book.id(),
                goal_id: id,
                level: book.rng.random_range(-1..=2),
                on: course.last,
                assessed_by: Some(course.leader),
                created_at: at(course.last, time(16, 0)),
            });
        }
    }
}
