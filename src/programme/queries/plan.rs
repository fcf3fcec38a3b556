//! What a schedule would make of a group: sessions, skipped days and clashes, without writing anything.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::id::{GroupId, SessionId, StaffId, UnitId, VenueId};
use entity::state::SessionStatus;
use entity::{break_period, group, group_leader, session, venue};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};

use crate::error::{Error, Fault, Result};
use crate::people::{UnitRow, scope, unit_options};
use crate::programme::clash::{self, Booking, Needs, Room, With};
use crate::programme::recurrence::{Break, MAX_DAYS, Occurrence, Schedule, Skipped, plan};
use crate::random;
use crate::text::when;

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

/// A clash of one session to come.
#[derive(Clone, Debug)]
pub struct ClashRow {
    /// The session.
    pub session_id: SessionId,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// The kind of clash, and a booking by its index in what was looked at.
    pub with: With,
    /// The code of the group that has the venue or the leader at that time.
    pub group_code: Option<String>,
    /// The leader who is needed twice.
    pub leader: Option<String>,
}

/// What a schedule would make of the group at this moment.
pub async fn preview(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    group: &group::Model,
    schedule: &Schedule,
) -> Result<Preview> {
    let breaks = breaks(db, group.unit_id, schedule.first_date).await?;
    let plan = plan(schedule, &breaks).map_err(|error| Error::Invalid(vec![Fault::of(error.field(), error.key())]))?;
    let standing = session::Entity::find().filter(session::COLUMN.group_id.eq(group.id));
    let standing = standing.order_by(session::Column::Number, Order::Asc).all(db).await?;
    let (wanted, mut sessions, removed) = lay(now, group, schedule, (&plan.occurrences, standing));
    let coming: Vec<&session::Model> = sessions.iter().take(wanted.len()).map(|planned| &planned.session).collect();
    let clashes = clashes(db, group, &breaks, (&wanted, &coming)).await?;
    sessions.sort_by_key(|planned| (planned.session.starts_at, planned.session.number));
    Ok(Preview { sessions, skipped: plan.skipped, clashes, removed })
}

/// Lays the occurrences over the sessions that stand: first those to come, in the order of time, then those that stay.
fn lay(
    now: DateTime<Utc>,
    group: &group::Model,
    schedule: &Schedule,
    (occurrences, standing): (&[Occurrence], Vec<session::Model>),
) -> (Vec<Occurrence>, Vec<Planned>, Vec<session::Model>) {
    let is_first = standing.is_empty();
    let loose = |session: &session::Model| {
        session.status == SessionStatus::Planned && session.starts_at > now && session.replaces_id.is_none()
    };
    let (loose, fixed): (Vec<_>, Vec<_>) = standing.into_iter().partition(loose);
    let local = |session: &session::Model| session.starts_at.with_timezone(&when::zone(&session.timezone)).date_naive();
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
    (wanted, sessions, loose.into_values().collect())
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

/// The unit and those above it.
pub fn unit_and_above(units: &[UnitRow], id: UnitId) -> Vec<UnitId> {
    let mut way = vec![id];
    let above = |id: UnitId| units.iter().find(|unit| unit.id == id).and_then(|unit| unit.parent_id);
    while let Some(parent) = way.last().copied().and_then(above).filter(|parent| !way.contains(parent)) {
        way.push(parent);
    }
    way
}

/// The breaks of the unit, of those above it and of everyone, as far as a schedule can reach.
async fn breaks(db: &impl ConnectionTrait, unit: UnitId, from: NaiveDate) -> Result<Vec<Break>> {
    let days = TimeDelta::days(i64::try_from(MAX_DAYS).unwrap_or(i64::MAX));
    let units = unit_and_above(&unit_options(db).await?, unit);
    let found = break_period::Entity::find()
        .filter(break_period::COLUMN.ends_on.gte(from))
        .filter(break_period::COLUMN.starts_on.lte(from.checked_add_signed(days).unwrap_or(NaiveDate::MAX)))
        .filter(
            Condition::any().add(break_period::Column::UnitId.is_null()).add(break_period::Column::UnitId.is_in(units)),
        )
        .order_by(break_period::Column::StartsOn, Order::Asc)
        .all(db)
        .await?;
    Ok(found.into_iter().map(|row| Break { name: row.name, starts_on: row.starts_on, ends_on: row.ends_on }).collect())
}

async fn clashes(
    db: &impl ConnectionTrait,
    group: &group::Model,
    breaks: &[Break],
    (occurrences, sessions): (&[Occurrence], &[&session::Model]),
) -> Result<Vec<ClashRow>> {
    let (Some(first), Some(last)) = (occurrences.first(), occurrences.last()) else { return Ok(Vec::new()) };
    let seats = match group.venue_id {
        Some(id) => venue::Entity::find_by_id(id).one(db).await?.and_then(|venue| venue.capacity),
        None => None,
    };
    let leaders = leaders(db, group.id).await?;
    let needs = Needs {
        venue: group.venue_id.map(|id| Room { id, seats }),
        leaders: leaders.iter().map(|leader| leader.staff_id).collect(),
        capacity: group.capacity,
    };
    let bookings = bookings(db, group.id, &needs, (first.starts_at, last.ends_at)).await?;
    let row = |found: clash::Clash| {
        let session = sessions[found.occurrence];
        let (booking, leader) = match &found.with {
            With::Venue { booking } => (Some(*booking), None),
            With::Leader { leader, booking } => (Some(*booking), Some(*leader)),
            With::Holiday(_) | With::Break(_) | With::VenueCapacity { .. } => (None, None),
        };
        let name = |id: StaffId| leaders.iter().find(|leader| leader.staff_id == id).map(|leader| leader.name.clone());
        ClashRow {
            session_id: session.id,
            starts_at: session.starts_at,
            group_code: booking.map(|booking| bookings[booking].group_code.clone()),
            leader: leader.and_then(name),
            with: found.with,
        }
    };
    Ok(clash::clashes(occurrences, &needs, &bookings, breaks).into_iter().map(row).collect())
}

#[derive(FromQueryResult)]
struct Leader {
    staff_id: StaffId,
    name: String,
}

async fn leaders(db: &impl ConnectionTrait, id: GroupId) -> Result<Vec<Leader>> {
    Ok(group_leader::Entity::find()
        .column(entity::staff::Column::Name)
        .join(JoinType::InnerJoin, group_leader::Relation::Staff.def())
        .filter(group_leader::COLUMN.group_id.eq(id))
        .into_model()
        .all(db)
        .await?)
}

#[derive(FromQueryResult)]
struct Booked {
    id: SessionId,
    group_id: GroupId,
    code: String,
    venue_id: Option<VenueId>,
    substitute_id: Option<StaffId>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

/// The sessions of other groups within the plan's time that use its venue or any of its leaders.
async fn bookings(
    db: &impl ConnectionTrait,
    own: GroupId,
    needs: &Needs,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Booking>> {
    let led = needs.leaders.iter().map(|leader| session::Column::GroupId.in_subquery(scope::led_by(*leader)));
    let shared =
        led.fold(Condition::any().add(session::Column::VenueId.eq(needs.venue.map(|room| room.id))), Condition::add);
    let booked: Vec<Booked> = session::Entity::find()
        .column(group::Column::Code)
        .join(JoinType::InnerJoin, session::Relation::Group.def())
        // No session lasts longer than a day, so this keeps to the index on the start.
        .filter(session::COLUMN.starts_at.gt(from - TimeDelta::days(1)))
        .filter(session::COLUMN.starts_at.lt(until))
        .filter(session::COLUMN.ends_at.gt(from))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .filter(session::COLUMN.group_id.ne(own))
        .filter(shared)
        .into_model()
        .all(db)
        .await?;
    let groups: HashSet<GroupId> = booked.iter().map(|session| session.group_id).collect();
    let parts: Vec<(GroupId, StaffId)> = group_leader::Entity::find()
        .select_only()
        .column(group_leader::Column::GroupId)
        .column(group_leader::Column::StaffId)
        .filter(group_leader::COLUMN.group_id.is_in(groups))
        .filter(group_leader::COLUMN.staff_id.is_in(needs.leaders.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let booking = |row: Booked| Booking {
        session_id: row.id,
        leaders: parts
            .iter()
            .filter(|part| part.0 == row.group_id)
            .map(|part| part.1)
            .chain(row.substitute_id)
            .collect::<HashSet<_>>()
            .into_iter()
            .collect(),
        group_code: row.code,
        venue_id: row.venue_id,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
    };
    Ok(booked.into_iter().map(booking).collect())
}
