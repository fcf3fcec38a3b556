//! What a schedule would make of a group: sessions, skipped days and clashes, without writing anything.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use entity::state::SessionStatus;
use entity::{group, session};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder};

use super::clash::{ClashRow, Own, breaks_from, clashes};
use crate::error::{Error, Fault, Result};
use crate::local_time::{day, zone_of};
use crate::programme::recurrence::{Occurrence, Schedule, Skipped, plan};
use crate::random;

/// What a schedule makes.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The group's sessions as they would stand, in the order of time.
    pub sessions: Vec<Planned>,
    /// The dates that fall away.
    pub skipped: Vec<Skipped>,
    /// What the sessions to come run into.
    pub clashes: Vec<ClashRow>,
    /// The sessions that the schedule no longer has.
    pub removed: Vec<session::Model>,
}

/// A session as it would stand.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The session.
    pub session: session::Model,
    /// Whether it isn't there yet.
    pub is_new: bool,
    /// Whether it is there at another time or venue.
    pub moves: bool,
}

/// What a schedule would make of the group at this moment.
pub async fn preview(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    group: &group::Model,
    schedule: &Schedule,
) -> Result<Preview> {
    let breaks = breaks_from(db, group.unit_id, schedule.first_date).await?;
    let plan = plan(schedule, &breaks).map_err(|error| Error::Invalid(vec![Fault::of(error.field(), error.code())]))?;
    let standing = session::Entity::find().filter(session::COLUMN.group_id.eq(group.id));
    let standing = standing.order_by(session::Column::Number, Order::Asc).all(db).await?;
    let (wanted, mut sessions, removed) = lay(now, group, schedule, (&plan.occurrences, standing));
    let coming: Vec<&session::Model> = sessions.iter().take(wanted).map(|planned| &planned.session).collect();
    let clashes = clashes(db, group, &breaks, (&coming, Own::Replaced), schedule.timezone).await?;
    sessions.sort_by_key(|planned| (planned.session.starts_at, planned.session.number));
    Ok(Preview { sessions, skipped: plan.skipped, clashes, removed })
}

/// Lays the occurrences over the sessions that stand: first those to come, in the order of time, then those that stay.
/// Tells how many are to come.
fn lay(
    now: DateTime<Utc>,
    group: &group::Model,
    schedule: &Schedule,
    (occurrences, standing): (&[Occurrence], Vec<session::Model>),
) -> (usize, Vec<Planned>, Vec<session::Model>) {
    let is_first = standing.is_empty();
    let loose = |session: &session::Model| {
        session.status == SessionStatus::Planned && session.starts_at > now && session.replaces_id.is_none()
    };
    let (loose, fixed): (Vec<_>, Vec<_>) = standing.into_iter().partition(loose);
    let local = |session: &session::Model| day(zone_of(&session.timezone, schedule.timezone), session.starts_at);
    let dates: HashSet<NaiveDate> = fixed.iter().map(local).collect();
    let numbers: HashSet<i32> = fixed.iter().map(|session| session.number).collect();
    let mut loose: HashMap<i32, session::Model> = loose.into_iter().map(|session| (session.number, session)).collect();
    let wanted: Vec<Occurrence> = occurrences
        .iter()
        .filter(|occurrence| !dates.contains(&occurrence.date) && (is_first || occurrence.starts_at > now))
        .copied()
        .collect();
    let free = (1..).filter(|number| !numbers.contains(number));
    let mut sessions: Vec<Planned> = wanted
        .iter()
        .zip(free)
        .map(|(occurrence, number)| match loose.remove(&number) {
            Some(standing) => moved(group, schedule, (standing, occurrence)),
            None => fresh(now, group, schedule, (number, occurrence)),
        })
        .collect();
    sessions.extend(fixed.into_iter().map(|session| Planned { session, is_new: false, moves: false }));
    (wanted.len(), sessions, loose.into_values().collect())
}

fn moved(
    group: &group::Model,
    schedule: &Schedule,
    (mut session, occurrence): (session::Model, &Occurrence),
) -> Planned {
    let zone = schedule.timezone.name();
    let moves = (session.starts_at, session.ends_at) != (occurrence.starts_at, occurrence.ends_at)
        || session.venue_id != group.venue_id
        || session.timezone != zone;
    session.starts_at = occurrence.starts_at;
    session.ends_at = occurrence.ends_at;
    session.venue_id = group.venue_id;
    zone.clone_into(&mut session.timezone);
    session.sequence += i32::from(moves);
    Planned { session, is_new: false, moves }
}

fn fresh(
    now: DateTime<Utc>,
    group: &group::Model,
    schedule: &Schedule,
    (number, occurrence): (i32, &Occurrence),
) -> Planned {
    let session = session::Model {
        id: random::id(now),
        group_id: group.id,
        number,
        starts_at: occurrence.starts_at,
        ends_at: occurrence.ends_at,
        timezone: schedule.timezone.name().to_owned(),
        venue_id: group.venue_id,
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
    };
    Planned { session, is_new: true, moves: false }
}
