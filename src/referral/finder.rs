//! The finder: groups that take clients in, by what a worker looks for.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Datelike, Utc};
use entity::id::GroupId;
use entity::list::{Aims, Languages};
use entity::state::{GroupKind, GroupStatus, Language, Openness, SessionStatus};
use entity::{group, session, venue};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, RelationTrait, Select,
};

use super::wish::Wish;
use crate::enrolment::{self, Places, rules};
use crate::error::Result;
use crate::text::when::zone;
use crate::web::form::Form;

/// The states in which a group may take clients in.
const OPEN: [GroupStatus; 3] = [GroupStatus::Recruiting, GroupStatus::ConfirmedToRun, GroupStatus::Running];

/// A group that takes clients in.
#[derive(Clone, Debug, FromQueryResult)]
pub struct OpenGroup {
    /// The group.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub summary: String,
    /// For whom it is.
    pub audience: String,
    /// Its state.
    pub status: GroupStatus,
    /// Its kind.
    pub kind: GroupKind,
    /// Who may come in, and until when.
    pub openness: Openness,
    /// Its aims.
    pub aims: Aims,
    /// The languages spoken.
    pub languages: Languages,
    /// Its municipality.
    pub municipality: Option<String>,
    /// Its time zone.
    pub timezone: String,
    /// The animals in it.
    pub animals: Option<String>,
    /// Where it meets.
    pub venue_name: Option<String>,
    /// Whether one gets in without a step.
    pub step_free: Option<bool>,
}

/// When a session is.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Meeting {
    /// The group.
    pub group_id: GroupId,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
}

/// A group that was found, with its places and the sessions ahead.
#[derive(Clone, Debug)]
pub struct Found {
    /// The group.
    pub group: OpenGroup,
    /// Its places.
    pub places: Places,
    /// Its next session.
    pub next: Option<Meeting>,
    /// The local weekdays of the sessions ahead, from 1, Monday.
    pub weekdays: Vec<u32>,
}

/// The groups that may take clients in, narrowed by what has an index.
fn open(wish: &Wish) -> Select<group::Entity> {
    group::Entity::find()
        .column_as(venue::Column::Name, "venue_name")
        .column(venue::Column::StepFree)
        .join(JoinType::LeftJoin, group::Relation::Venue.def())
        .filter(group::COLUMN.status.is_in(OPEN))
        .apply_if(wish.municipality.as_ref(), |find, name| find.filter(group::COLUMN.municipality.eq(name.as_str())))
        .apply_if(wish.kind, |find, kind| find.filter(group::COLUMN.kind.eq(kind)))
        .order_by(group::Column::NameSort, Order::Asc)
        .order_by(group::Column::Id, Order::Asc)
}

/// The groups that a worker looks for, in six queries; what lists in columns, texts and local times say is compared
/// here, where both databases agree. `reader` is the language in which aims are named.
pub async fn find(
    db: &impl ConnectionTrait,
    (reader, form): (Language, &Form),
    now: DateTime<Utc>,
) -> Result<Vec<Found>> {
    let wish = Wish::read(form);
    let groups: Vec<OpenGroup> = open(&wish).into_model().all(db).await?;
    let ids: Vec<GroupId> = groups.iter().map(|group| group.id).collect();
    let places = enrolment::places_of(db, &ids).await?;
    let mut meetings = meetings(db, &ids).await?;
    let found = groups.into_iter().filter_map(|group| {
        let meetings = meetings.remove(&group.id).unwrap_or_default();
        let places = places.get(&group.id).copied().unwrap_or_default();
        gather(group, places, &meetings, now)
    });
    Ok(found.filter(|found| wish.takes(reader, found)).collect())
}

/// A group with what its sessions tell; none when it takes nobody in any more.
fn gather(group: OpenGroup, places: Places, meetings: &[Meeting], now: DateTime<Utc>) -> Option<Found> {
    let (past, ahead): (Vec<Meeting>, Vec<Meeting>) = meetings.iter().partition(|one| one.ends_at <= now);
    rules::intake(group.status, group.openness, past.len() as u64).ok()?;
    let zone = zone(&group.timezone);
    let day = |one: &Meeting| one.starts_at.with_timezone(&zone).weekday().number_from_monday();
    let weekdays: BTreeSet<u32> = ahead.iter().map(day).collect();
    let next = ahead.into_iter().min_by_key(|one| one.starts_at);
    Some(Found { places, next, weekdays: weekdays.into_iter().collect(), group })
}

/// The sessions of several groups that are not cancelled.
async fn meetings(db: &impl ConnectionTrait, groups: &[GroupId]) -> Result<HashMap<GroupId, Vec<Meeting>>> {
    let all: Vec<Meeting> = session::Entity::find()
        .select_only()
        .columns([session::Column::GroupId, session::Column::StartsAt, session::Column::EndsAt])
        .filter(session::COLUMN.group_id.is_in(groups.iter().copied()))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .into_model()
        .all(db)
        .await?;
    let mut of: HashMap<GroupId, Vec<Meeting>> = HashMap::new();
    for one in all {
        of.entry(one.group_id).or_default().push(one);
    }
    Ok(of)
}

/// The municipalities where groups are open, by name.
pub async fn municipalities(db: &impl ConnectionTrait) -> Result<Vec<String>> {
    Ok(group::Entity::find()
        .select_only()
        .column(group::Column::Municipality)
        .distinct()
        .filter(group::COLUMN.municipality.is_not_null())
        .filter(group::COLUMN.status.is_in(OPEN))
        .order_by(group::Column::Municipality, Order::Asc)
        .into_tuple()
        .all(db)
        .await?)
}
