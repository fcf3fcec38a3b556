//! One group of the table: its row, its leaders, its approval and its sessions.

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use entity::id::{GroupId, StaffId};
use entity::list::{Aims, Dates, Languages};
use entity::state::{CancelCode, GroupKind, GroupStatus, Language, LeaderRole, SessionStatus};
use entity::{approval, group, group_leader, session};

use super::card;
use super::dates::{at, date, day_of, moment, time};
use super::edition::Edition;
use super::oddity::{self, Twist};
use super::organisation::{AREAS, BREAKS, World};
use super::programme::Shape;
use crate::config::ZONE;
use crate::demo::book::Book;
use crate::demo::names;
use crate::programme::recurrence::{self, Break, Schedule};
use crate::text::sort::{search_key, sort_key};

/// A group that was written, for what hangs on it.
pub struct Course {
    /// The line of the table.
    pub shape: &'static Shape,
    pub group: GroupId,
    /// Whose copy it is.
    pub edition: Edition,
    /// Where.
    pub municipality: &'static str,
    /// The state.
    pub status: GroupStatus,
    /// Every session in order of time, replacements among them.
    pub sessions: Vec<session::Model>,
    /// Who leads it.
    pub leader: StaffId,
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

impl Course {
    /// Whether nobody can come any more.
    pub const fn is_over(&self) -> bool {
        matches!(self.status, GroupStatus::Ended | GroupStatus::Cancelled)
    }

    /// The sessions that were held.
    pub fn held(&self) -> Vec<&session::Model> {
        self.sessions.iter().filter(|session| session.status == SessionStatus::Held).collect()
    }
}

/// The groups of an edition by the code of their line.
pub type Courses = HashMap<&'static str, Course>;

/// A place in a group's list.
#[derive(Clone, Copy)]
pub struct Seat<'a> {
    /// The group.
    pub course: &'a Course,
    /// Where in its list.
    pub index: usize,
}

/// Writes a group of the table.
pub fn write(book: &mut Book, world: &World, shape: &'static Shape, edition: Edition) -> Course {
    let municipality = municipality(shape, edition);
    let first = date(2026, shape.first.0, shape.first.1) + TimeDelta::weeks(edition.weeks);
    let group = book.id();
    let leader = world.staff(shape.leaders[0]);
    let sessions = sessions(book, world, shape, group, first, edition);
    let last = sessions.iter().map(|session| day_of(session.starts_at)).max().unwrap_or(first);
    let status = if edition.is_scenario() { shape.status } else { status(&sessions) };
    let course = Course { shape, group, edition, municipality, status, sessions, leader, first, last };
    book.rows.group.push(row(world, &course));
    lead(book, world, &course);
    approve(book, world, &course);
    book.rows.session.extend(course.sessions.iter().cloned());
    course
}

fn municipality(shape: &Shape, edition: Edition) -> &'static str {
    let all = AREAS.iter().flat_map(|(_, names)| names.iter());
    let own = all.clone().position(|name| *name == shape.municipality).unwrap_or(0);
    let count = all.clone().count();
    all.cycle().nth(own + edition.number as usize % count).expect("a cycle of names never ends")
}

fn status(sessions: &[session::Model]) -> GroupStatus {
    match (sessions.first(), sessions.last()) {
        (Some(first), _) if first.starts_at > moment() => GroupStatus::Recruiting,
        (_, Some(last)) if last.ends_at >= moment() => GroupStatus::Running,
        _ => GroupStatus::Ended,
    }
}

fn sessions(
    book: &mut Book,
    world: &World,
    shape: &'static Shape,
    group: GroupId,
    first: NaiveDate,
    edition: Edition,
) -> Vec<session::Model> {
    let schedule = Schedule {
        first_date: first,
        start_time: start_time(shape),
        duration_minutes: shape.minutes,
        timezone: ZONE,
        rrule: rule(shape),
        excluded_dates: Vec::new(),
        extra_dates: Vec::new(),
        skip_public_holidays: true,
        skip_breaks: true,
    };
    let breaks = BREAKS.map(|(name, starts_on, ends_on)| Break { name: name.into(), starts_on, ends_on });
    let plan = recurrence::plan(&schedule, &breaks).expect("the scenario's schedules can be read");
    let planned = at(first - Days::new(60), time(9, 0)).min(moment() - TimeDelta::days(1));
    let (venue, _) = venues(shape);
    let mut sessions = Vec::with_capacity(plan.occurrences.len() + 1);
    for (number, occurrence) in (1..).zip(plan.occurrences) {
        let mut session = session::Model {
            id: book.id(),
            group_id: group,
            number,
            rule_date: Some(occurrence.date),
            added_at: None,
            starts_at: occurrence.starts_at,
            ends_at: occurrence.ends_at,
            timezone: ZONE.name().into(),
            venue_id: Some(world.venue(venue)),
            status: SessionStatus::Planned,
            plan: (number == 1).then(|| "Tutustutaan ja sovitaan yhteiset tavat.".to_owned()),
            replaces_id: None,
            substitute_id: None,
            moved: false,
            cancel_code: None,
            cancel_note: None,
            without_animal: false,
            head_count: None,
            held_at: None,
            recorded_at: None,
            sequence: 0,
            changed_at: planned,
            created_at: planned,
        };
        let twist = oddity::twist(shape.code, number).filter(|_| edition.is_scenario());
        let replacement = twist.and_then(|twist| bend(book, world, &mut session, twist));
        settle(&mut session, shape, twist);
        sessions.push(session);
        sessions.extend(replacement);
    }
    sessions.sort_by_key(|session| session.starts_at);
    sessions
}

/// Makes an odd session odd; a replacement comes back as a row of its own.
fn bend(book: &Book, world: &World, session: &mut session::Model, twist: Twist) -> Option<session::Model> {
    let changed = |session: &mut session::Model, days: i64| {
        (session.sequence, session.changed_at) = (1, session.starts_at - TimeDelta::days(days));
    };
    let length = session.ends_at - session.starts_at;
    match twist {
        Twist::Cancelled(code, note, replaced_on) => {
            changed(session, 1);
            cancel(session, code, note);
            return replaced_on.map(|(day, time)| {
                let mut replacement = session.clone();
                replacement.id = book.id();
                replacement.replaces_id = Some(session.id);
                (replacement.rule_date, replacement.added_at) = (None, Some(session.changed_at));
                (replacement.status, replacement.cancel_code, replacement.cancel_note) =
                    (SessionStatus::Planned, None, None);
                replacement.starts_at = at(day, time);
                replacement.ends_at = replacement.starts_at + length;
                (replacement.sequence, replacement.created_at) = (0, session.changed_at);
                replacement
            });
        }
        Twist::MovedTo(day, time) => {
            changed(session, 7);
            session.moved = true;
            session.starts_at = at(day, time);
            session.ends_at = session.starts_at + length;
        }
        Twist::ElsewhereFor(venue) => {
            changed(session, 1);
            (session.moved, session.venue_id) = (true, Some(world.venue(venue)));
        }
        Twist::Substitute(key) => session.substitute_id = Some(world.staff(key)),
        Twist::WithoutAnimal => session.without_animal = true,
        Twist::Note(note) => session.plan = Some(note.to_owned()),
        Twist::EnteredLate(_) | Twist::NobodyCame => {}
    }
    None
}

fn cancel(session: &mut session::Model, code: CancelCode, note: &str) {
    session.status = SessionStatus::Cancelled;
    session.cancel_code = Some(code);
    session.cancel_note = Some(note.to_owned());
}

/// What is over was held and recorded the same day; what ends this very moment is not recorded yet.
fn settle(session: &mut session::Model, shape: &Shape, twist: Option<Twist>) {
    let is_met = !shape.people.is_empty();
    if shape.status == GroupStatus::Cancelled {
        cancel(session, CancelCode::TooFew, "Ryhmä ei alkanut.");
    }
    if session.status != SessionStatus::Planned || session.ends_at >= moment() || !is_met {
        return;
    }
    let delay = match twist {
        Some(Twist::EnteredLate(days)) => TimeDelta::days(days),
        _ => TimeDelta::minutes(25),
    };
    session.status = SessionStatus::Held;
    session.held_at = Some(session.ends_at + delay);
    session.recorded_at = Some(session.ends_at + delay);
    session.head_count = matches!(twist, Some(Twist::NobodyCame)).then_some(0);
}

fn start_time(shape: &Shape) -> NaiveTime {
    time(shape.start.0, shape.start.1)
}

fn rule(shape: &Shape) -> String {
    format!("FREQ=WEEKLY;COUNT={}", shape.sessions)
}

/// The meeting place and the one to fall back on.
fn venues(shape: &Shape) -> (&'static str, Option<&'static str>) {
    shape.venue.split_once('|').map_or((shape.venue, None), |(venue, fallback)| (venue, Some(fallback)))
}

fn row(world: &World, course: &Course) -> group::Model {
    let shape = course.shape;
    let card = card::card(shape.kind);
    let (venue, fallback) = venues(shape);
    let (code, name) = titles(course);
    let planned = at(course.first - Days::new(70), time(10, 0)).min(moment() - TimeDelta::days(20));
    let animal = (shape.kind == GroupKind::AnimalNature).then(|| oddity::animal(shape.code)).flatten();
    let cancelled = course.status == GroupStatus::Cancelled;
    let planned_minutes = i32::try_from(shape.sessions).unwrap_or(1) * (shape.minutes + 90);
    group::Model {
        id: course.group,
        slug: slug(&name, &code),
        name_sort: sort_key(&name),
        name_search: search_key(&name),
        card_search: Some(search_key(&[&*name, shape.summary, card.audience].join(" "))),
        code,
        name,
        kind: shape.kind,
        openness: shape.openness,
        status: course.status,
        summary: shape.summary.to_owned(),
        audience: card.audience.to_owned(),
        criteria: card.criteria.to_owned(),
        not_for: card.not_for.to_owned(),
        leads_to: card.leads_to.to_owned(),
        aims: Aims(shape.aims.to_vec()),
        languages: Languages(vec![Language::Fi]),
        unit_id: world.unit(course.municipality),
        municipality: Some(course.municipality.to_owned()),
        venue_id: Some(world.venue(venue)),
        fallback_venue_id: fallback.map(|name| world.venue(name)),
        capacity: shape.capacity,
        min_participants: 4.min(shape.capacity),
        planned_minutes,
        budget_cents: i64::from(planned_minutes) * 12,
        incentives: card.incentives.to_owned(),
        animals: animal.map(str::to_owned),
        risk: card.risk.to_owned(),
        project: None,
        timezone: ZONE.name().into(),
        first_date: Some(course.first),
        start_time: Some(start_time(shape)),
        duration_minutes: shape.minutes,
        rrule: Some(rule(shape)),
        excluded_dates: Dates::default(),
        extra_dates: Dates::default(),
        skip_public_holidays: true,
        skip_breaks: true,
        decide_on: Some(course.first - Days::new(7)),
        cancel_code: cancelled.then_some(CancelCode::TooFew),
        status_reason: oddity::reason(shape.code).map(str::to_owned),
        starts_at: course.sessions.first().map(|session| session.starts_at),
        ends_at: course.sessions.last().map(|session| session.ends_at),
        created_by: course.leader,
        created_at: planned,
        updated_at: planned,
        status_at: status_at(course, planned),
        published_at: is_public(course.status).then_some(planned + TimeDelta::days(4)),
        intake_closed_at: None,
        merged_into_id: None,
    }
}

/// Whether the public was ever shown a group of this state.
const fn is_public(status: GroupStatus) -> bool {
    use GroupStatus::{Approved, Draft, Returned, Submitted};
    !matches!(status, Draft | Submitted | Returned | Approved)
}

fn titles(course: &Course) -> (String, String) {
    let shape = course.shape;
    if course.edition.is_scenario() {
        return (shape.code.to_owned(), shape.name.to_owned());
    }
    let code = format!("{}-{}", shape.code, course.edition.number);
    (code, format!("{}, {} {}", shape.name, course.municipality, course.first.format("%Y")))
}

/// The name in the public address; the code keeps copies apart.
fn slug(name: &str, code: &str) -> String {
    let name = names::plain(&name.replace(',', ""));
    if code.contains('-') { format!("{name}-{}", code.to_lowercase()) } else { name }
}

fn status_at(course: &Course, planned: DateTime<Utc>) -> DateTime<Utc> {
    match course.status {
        GroupStatus::Running => course.sessions[0].starts_at,
        GroupStatus::Ended => course.sessions[course.sessions.len() - 1].ends_at,
        GroupStatus::Cancelled => at(course.first - Days::new(7), time(10, 0)),
        _ => planned + TimeDelta::days(4),
    }
}

fn lead(book: &mut Book, world: &World, course: &Course) {
    for (position, key) in (0..).zip(course.shape.leaders) {
        let role = if position == 0 { LeaderRole::Leader } else { LeaderRole::CoLeader };
        let (group_id, staff_id) = (course.group, world.staff(key));
        book.rows.group_leader.push(group_leader::Model {
            group_id,
            staff_id,
            role,
            position,
            from_at: None,
            until_at: None,
        });
    }
}

fn approve(book: &mut Book, world: &World, course: &Course) {
    let submitted_at = match course.status {
        GroupStatus::Draft => return,
        // The demo's late approval: submitted 16 days ago.
        GroupStatus::Submitted => moment() - TimeDelta::days(16),
        _ => at(course.first - Days::new(45), time(13, 0)).min(moment() - TimeDelta::days(12)),
    };
    let decided = (course.status != GroupStatus::Submitted).then(|| submitted_at + TimeDelta::days(4));
    let approved = decided.map(|_| course.status != GroupStatus::Returned);
    let granted = approved == Some(true);
    book.rows.approval.push(approval::Model {
        id: book.id(),
        group_id: course.group,
        submitted_by: course.leader,
        submitted_at,
        due_at: submitted_at + TimeDelta::days(7),
        decided_by: decided.map(|_| world.staff("paula")),
        decided_at: decided,
        approved,
        reason: oddity::reason(course.shape.code).filter(|_| approved == Some(false)).map(str::to_owned),
        minutes: granted.then(|| i32::try_from(course.shape.sessions).unwrap_or(1) * (course.shape.minutes + 90)),
        budget_cents: granted.then_some(40_000),
        sessions: granted.then(|| i32::try_from(course.shape.sessions).unwrap_or(1)),
    });
}
