//! The rows of a group's sessions as a schedule made anew leaves them.

use chrono::{DateTime, Utc};
use entity::id::GroupId;
use entity::session;
use entity::state::SessionStatus;

use super::difference::{ScheduleDifference, WantedSchedule};
use super::recurrence::Occurrence;
use crate::random;

/// What the rows of a group's sessions become.
#[derive(Clone, Copy, Debug)]
pub struct Laid<'a> {
    pub group: GroupId,
    pub asked: WantedSchedule<'a>,
    /// Whether anybody outside may know the sessions: such ones keep their rows and numbers for good.
    pub is_seen: bool,
}

impl Laid<'_> {
    /// The sessions as the differences leave them, in the order of time.
    pub fn over(self, mut sessions: Vec<session::Model>, differences: &[ScheduleDifference]) -> Vec<session::Model> {
        let mut number = sessions.iter().map(|session| session.number).max().unwrap_or(0);
        for difference in differences {
            match difference {
                ScheduleDifference::Added { to, back: None } => {
                    number += 1;
                    sessions.push(self.fresh(number, to));
                }
                ScheduleDifference::Added { to, back: Some(session) } => {
                    let back = session::Model { status: SessionStatus::Planned, ..self.at(session, to) };
                    put(&mut sessions, back);
                }
                ScheduleDifference::Moved { session, to } => put(&mut sessions, self.at(session, to)),
                ScheduleDifference::Cancelled { session, .. } if self.is_seen => {
                    put(&mut sessions, cancelled(session, self.asked.now));
                }
                ScheduleDifference::Cancelled { session, .. } => sessions.retain(|one| one.id != session.id),
                ScheduleDifference::Kept { session, rule_date, .. } => {
                    put(&mut sessions, session::Model { rule_date: *rule_date, ..session.clone() });
                }
            }
        }
        sessions.sort_by_key(|session| (session.starts_at, session.number));
        if !self.is_seen && differences.iter().any(ScheduleDifference::shows) {
            for (number, session) in (1..).zip(&mut sessions) {
                session.number = number;
            }
        }
        sessions
    }

    /// The session where the rule has it.
    fn at(&self, session: &session::Model, to: &Occurrence) -> session::Model {
        session::Model {
            rule_date: Some(to.date),
            starts_at: to.starts_at,
            ends_at: to.ends_at,
            timezone: self.asked.timezone.name().to_owned(),
            venue_id: self.asked.venue,
            sequence: session.sequence + 1,
            changed_at: self.asked.now,
            ..session.clone()
        }
    }

    fn fresh(&self, number: i32, to: &Occurrence) -> session::Model {
        session::Model { sequence: 0, ..self.at(&planned(self.asked.now, self.group, number), to) }
    }
}

/// A planned session, to be given its time and place.
pub fn planned(now: DateTime<Utc>, group_id: GroupId, number: i32) -> session::Model {
    session::Model {
        id: random::id(now),
        group_id,
        number,
        rule_date: None,
        added_at: None,
        starts_at: now,
        ends_at: now,
        timezone: String::new(),
        venue_id: None,
        status: SessionStatus::Planned,
        plan: None,
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
        changed_at: now,
        created_at: now,
    }
}

/// Given up without a code: no person called it off, so a schedule that asks for its date again brings it back.
fn cancelled(session: &session::Model, now: DateTime<Utc>) -> session::Model {
    session::Model {
        status: SessionStatus::Cancelled,
        cancel_code: None,
        sequence: session.sequence + 1,
        changed_at: now,
        ..session.clone()
    }
}

fn put(sessions: &mut [session::Model], row: session::Model) {
    if let Some(standing) = sessions.iter_mut().find(|session| session.id == row.id) {
        *standing = row;
    }
}
