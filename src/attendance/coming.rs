//! How many come to each of several sessions, as their sheets say it.

use std::collections::{BTreeSet, HashMap};

use entity::attendance;
use entity::id::{GroupId, SessionId};
use entity::state::AttendanceStatus;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::queries::{SheetParticipant, on_sheet, people_of_groups, sessions_named};
use crate::error::Result;

/// How many are on the sheet of each of these sessions and have not said that they can't come; in a fixed number of queries.
pub async fn coming(db: &impl ConnectionTrait, ids: &[SessionId]) -> Result<HashMap<SessionId, i64>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sessions = sessions_named(db, ids).await?;
    let groups: BTreeSet<GroupId> = sessions.iter().map(|session| session.group_id).collect();
    let mut people: HashMap<GroupId, Vec<SheetParticipant>> = HashMap::new();
    for person in people_of_groups(db, groups).await? {
        people.entry(person.group_id).or_default().push(person);
    }
    let mut marks: HashMap<SessionId, Vec<attendance::Model>> = HashMap::new();
    let rows = attendance::Entity::find().filter(attendance::COLUMN.session_id.is_in(ids.iter().copied()));
    for mark in rows.all(db).await? {
        marks.entry(mark.session_id).or_default().push(mark);
    }
    let mut counts = HashMap::new();
    for session in &sessions {
        let people = people.get(&session.group_id).map_or(&[][..], Vec::as_slice);
        let marks = marks.get(&session.id).map_or(&[][..], Vec::as_slice);
        let away = |place| {
            let of_place = marks.iter().find(|mark| mark.participation_id == place);
            of_place.is_some_and(|mark| mark.status == AttendanceStatus::AbsentNotified)
        };
        let come = on_sheet(session, people, marks).into_iter().filter(|(place, _)| !away(*place)).count();
        counts.insert(session.id, i64::try_from(come).unwrap_or(i64::MAX));
    }
    Ok(counts)
}
