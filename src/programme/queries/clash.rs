//! What the sessions of a group run into: those of a schedule to be, or those that stand.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::id::{GroupId, SessionId, StaffId, UnitId, VenueId};
use entity::state::{LeaderRole, SessionStatus};
use entity::{break_period, group, group_leader, session, staff, venue};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait,
};

use crate::access::scope;
use crate::error::{OrNotFound, Result};
use crate::local_time;
use crate::people::{unit_and_above, unit_options};
use crate::programme::clash::{self, Booking, Needs, PlannedTime, VenueRoom, With};
use crate::programme::recurrence::{Break, MAX_DAYS, Occurrence};

/// A clash of one session to come.
#[derive(Clone, Debug)]
pub struct ClashRow {
    pub session_id: SessionId,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// Its time zone.
    pub timezone: String,
    /// The kind of clash, and a booking by its index in what was looked at.
    pub with: With,
    /// The code of the group that has the venue or the leader at that time.
    pub group_code: Option<String>,
    /// The leader who is needed twice.
    pub leader: Option<String>,
}

/// A person with the part taken in leading a group.
#[derive(FromQueryResult)]
struct LeaderPart {
    staff_id: StaffId,
    role: LeaderRole,
}

/// Venues with how many people they hold.
type Rooms = HashMap<VenueId, Option<i32>>;

/// Whether the group's own sessions stay as they are, or are what the plan replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    Stay,
    Replaced,
}

/// What a session that stands runs into: after a move, when it is added, when a break or a substitute came later.
pub async fn clashes_of(db: &impl ConnectionTrait, id: SessionId, settings: Tz) -> Result<Vec<ClashRow>> {
    let session = session::Entity::find_by_id(id).one(db).await.or_not_found()?;
    let group = group::Entity::find_by_id(session.group_id).one(db).await.or_not_found()?;
    standing(db, &group, &[&session], settings).await
}

/// What the sessions of a group that are still ahead run into.
pub async fn clashes_ahead(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    group: &group::Model,
    settings: Tz,
) -> Result<Vec<ClashRow>> {
    let ahead = session::Entity::find()
        .filter(session::COLUMN.group_id.eq(group.id))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .filter(session::COLUMN.starts_at.gt(now))
        .order_by(session::Column::StartsAt, Order::Asc)
        .all(db)
        .await?;
    standing(db, group, &ahead.iter().collect::<Vec<_>>(), settings).await
}

async fn standing(
    db: &impl ConnectionTrait,
    group: &group::Model,
    sessions: &[&session::Model],
    settings: Tz,
) -> Result<Vec<ClashRow>> {
    let Some(first) = sessions.first() else { return Ok(Vec::new()) };
    let breaks = breaks_from(db, group.unit_id, local(first, settings)).await?;
    clashes(db, group, &breaks, sessions, Own::Stay, settings).await
}

fn local(session: &session::Model, settings: Tz) -> NaiveDate {
    local_time::day(local_time::zone_of(&session.timezone, settings), session.starts_at)
}

/// What sessions of a group run into, in the order given.
pub(super) async fn clashes(
    db: &impl ConnectionTrait,
    group: &group::Model,
    breaks: &[Break],
    sessions: &[&session::Model],
    own: Own,
    settings: Tz,
) -> Result<Vec<ClashRow>> {
    let first = sessions.iter().map(|session| session.starts_at).min();
    let last = sessions.iter().map(|session| session.ends_at).max();
    let Some((first, last)) = first.zip(last) else { return Ok(Vec::new()) };
    let leaders = leaders(db, group.id).await?;
    let substitutes = sessions.iter().filter_map(|session| session.substitute_id);
    let people: Vec<StaffId> =
        leaders.iter().map(|one| one.staff_id).chain(substitutes).collect::<HashSet<_>>().into_iter().collect();
    let rooms = rooms(db, sessions).await?;
    let venues: Vec<VenueId> = rooms.keys().copied().collect();
    let replaced = (own == Own::Replaced).then_some(group.id);
    let bookings = bookings(db, replaced, &venues, &people, &(first..last)).await?;
    let plan: Vec<PlannedTime> =
        sessions.iter().map(|session| wanted(group, session, &leaders, &rooms, local(session, settings))).collect();
    let found = clash::clashes(&plan, &bookings, breaks);
    let names = names(db, &found).await?;
    let row = |found: clash::Clash| {
        let session = sessions[found.wanted];
        let (booking, leader) = match &found.with {
            With::Group { booking } | With::Venue { booking } => (Some(*booking), None),
            With::Leader { leader, booking } => (Some(*booking), Some(*leader)),
            With::Holiday(_) | With::Break(_) | With::VenueCapacity { .. } => (None, None),
        };
        ClashRow {
            session_id: session.id,
            starts_at: session.starts_at,
            timezone: session.timezone.clone(),
            group_code: booking.map(|booking| bookings[booking].group_code.clone()),
            leader: leader.and_then(|id| names.get(&id).cloned()),
            with: found.with,
        }
    };
    Ok(found.into_iter().map(row).collect())
}

/// What a session needs: whoever stands in frees the leader of that session, and a substitute should have the time.
fn wanted(
    group: &group::Model,
    session: &session::Model,
    leaders: &[LeaderPart],
    rooms: &Rooms,
    date: NaiveDate,
) -> PlannedTime {
    let stays = |role| role == LeaderRole::Substitute || is_there(role, session.substitute_id);
    let people = leaders.iter().filter(|one| stays(one.role)).map(|one| one.staff_id).chain(session.substitute_id);
    let mut leaders: Vec<StaffId> = Vec::new();
    for one in people {
        if !leaders.contains(&one) {
            leaders.push(one);
        }
    }
    let room = |id: VenueId| VenueRoom { id, seats: rooms.get(&id).copied().flatten() };
    PlannedTime {
        id: session.id,
        group_id: group.id,
        occurrence: Occurrence { starts_at: session.starts_at, ends_at: session.ends_at, date },
        needs: Needs { venue: session.venue_id.map(room), leaders, capacity: group.capacity },
    }
}

/// Whether a part in a group takes up the time of one of its sessions: a leader is free when somebody stands in, and a
/// substitute until then.
fn is_there(role: LeaderRole, substitute: Option<StaffId>) -> bool {
    role != LeaderRole::Substitute && (role != LeaderRole::Leader || substitute.is_none())
}

/// Whether somebody's part in a group holds at a moment.
fn holds(part: &group_leader::Model, at: DateTime<Utc>) -> bool {
    part.from_at.is_none_or(|from| from <= at) && part.until_at.is_none_or(|until| at < until)
}

/// The people who lead a group, with their part.
async fn leaders(db: &impl ConnectionTrait, id: GroupId) -> Result<Vec<LeaderPart>> {
    Ok(group_leader::Entity::find()
        .select_only()
        .column(group_leader::Column::StaffId)
        .column(group_leader::Column::Role)
        .filter(group_leader::COLUMN.group_id.eq(id))
        .order_by(group_leader::Column::Position, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// The venues of the sessions with the people they hold.
async fn rooms(db: &impl ConnectionTrait, sessions: &[&session::Model]) -> Result<Rooms> {
    let used: HashSet<VenueId> = sessions.iter().filter_map(|session| session.venue_id).collect();
    let found = venue::Entity::find()
        .select_only()
        .column(venue::Column::Id)
        .column(venue::Column::Capacity)
        .filter(venue::COLUMN.id.is_in(used));
    Ok(found.into_tuple::<(VenueId, Option<i32>)>().all(db).await?.into_iter().collect())
}

/// The names of the people who are needed twice.
async fn names(db: &impl ConnectionTrait, found: &[clash::Clash]) -> Result<HashMap<StaffId, String>> {
    let twice: HashSet<StaffId> = found
        .iter()
        .filter_map(|clash| match clash.with {
            With::Leader { leader, .. } => Some(leader),
            _ => None,
        })
        .collect();
    let people = staff::Entity::find()
        .select_only()
        .column(staff::Column::Id)
        .column(staff::Column::Name)
        .filter(staff::COLUMN.id.is_in(twice));
    Ok(people.into_tuple::<(StaffId, String)>().all(db).await?.into_iter().collect())
}

/// The breaks of the unit, of those above it and of everyone, as far as a schedule can reach.
pub async fn breaks_from(db: &impl ConnectionTrait, unit: UnitId, from: NaiveDate) -> Result<Vec<Break>> {
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

/// The sessions within the plan's time that use any of its venues or people; those of a group itself where it stays.
async fn bookings(
    db: &impl ConnectionTrait,
    replaced: Option<GroupId>,
    venues: &[VenueId],
    people: &[StaffId],
    span: &Range<DateTime<Utc>>,
) -> Result<Vec<Booking>> {
    let led = people.iter().map(|leader| scope::attended_by(*leader));
    let shared = led.fold(Condition::any().add(session::Column::VenueId.is_in(venues.iter().copied())), Condition::add);
    let booked: Vec<Booked> = session::Entity::find()
        .column(group::Column::Code)
        .join(JoinType::InnerJoin, session::Relation::Group.def())
        // No session lasts longer than a day, so this keeps to the index on the start.
        .filter(session::COLUMN.starts_at.gt(span.start - TimeDelta::days(1)))
        .filter(session::COLUMN.starts_at.lt(span.end))
        .filter(session::COLUMN.ends_at.gt(span.start))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .filter(shared)
        .apply_if(replaced, |find, own| find.filter(session::COLUMN.group_id.ne(own)))
        .into_model()
        .all(db)
        .await?;
    let groups: HashSet<GroupId> = booked.iter().map(|session| session.group_id).collect();
    let parts: Vec<group_leader::Model> = group_leader::Entity::find()
        .filter(group_leader::COLUMN.group_id.is_in(groups))
        .filter(group_leader::COLUMN.staff_id.is_in(people.iter().copied()))
        .all(db)
        .await?;
    let booking = |row: Booked| Booking {
        session_id: row.id,
        group_id: row.group_id,
        leaders: parts
            .iter()
            .filter(|part| part.group_id == row.group_id && holds(part, row.starts_at))
            .filter(|part| is_there(part.role, row.substitute_id))
            .map(|part| part.staff_id)
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
