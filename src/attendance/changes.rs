//! What a sheet changes of what is recorded. Pure.

use entity::attendance;
use entity::state::AttendanceStatus as Status;

use super::rules::Mark;

/// A mark that differs from what is recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// What it says now.
    pub mark: Mark,
    /// What it replaces.
    pub before: Option<attendance::Model>,
}

impl Changed {
    /// The status that it replaces.
    pub fn was(&self) -> Status {
        self.before.as_ref().map_or(Status::Unrecorded, |row| row.status)
    }
}

/// The marks that differ from what is recorded, each with what it replaces.
pub fn changes(marks: Vec<Mark>, recorded: &[attendance::Model]) -> Vec<Changed> {
    let before = |mark: &Mark| recorded.iter().find(|row| row.participation_id == mark.participation);
    let differs = |mark: &Mark| match before(mark) {
        Some(row) => (row.status, row.minutes, &row.note) != (mark.status, mark.minutes, &mark.note),
        None => mark.status != Status::Unrecorded || mark.note.is_some(),
    };
    let changed = marks.into_iter().filter(|mark| differs(mark));
    changed.map(|mark| Changed { before: before(&mark).cloned(), mark }).collect()
}

/// The marks of a session once newer ones have taken the place of those of the same people.
pub fn replaced(
    mut marks: Vec<attendance::Model>,
    newer: impl IntoIterator<Item = attendance::Model>,
) -> Vec<attendance::Model> {
    for new in newer {
        match marks.iter_mut().find(|row| row.participation_id == new.participation_id) {
            Some(row) => *row = new,
            None => marks.push(new),
        }
    }
    marks
}
