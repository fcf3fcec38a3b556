//! The finder: groups that take clients in, by what a worker looks for.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::id::GroupId;
use entity::state::{GroupKind, GroupStatus, Language, Openness};
use entity::{group, venue};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationTrait,
};

use super::cursor::{Cursor, Meeting, Search};
use super::filter::ReferralFilter;
use crate::enrolment::{self, Places};
use crate::error::Result;
use crate::programme;
use crate::web::form::Form;

/// Groups on one page.
pub const PAGE: u64 = 24;
/// The most groups in a choice; who looks for another one begins in the finder.
const CHOICES: u64 = 100;

/// A group that takes clients in.
#[derive(Clone, Debug, FromQueryResult)]
pub struct OpenGroup {
    pub id: GroupId,
    pub name: String,
    /// The key that sorts its name.
    pub name_sort: String,
    /// What it is.
    pub summary: String,
    pub kind: GroupKind,
    /// Who may come in, and until when.
    pub openness: Openness,
    pub municipality: Option<String>,
    /// Its time zone.
    pub timezone: String,
    pub animals: Option<String>,
    /// Where it meets.
    pub venue_name: Option<String>,
    /// Whether one gets in without a step.
    pub step_free: Option<bool>,
}

/// A group that was found.
#[derive(Clone, Debug)]
pub struct Found {
    pub group: OpenGroup,
    pub places: Places,
    /// The next session that a client could come to.
    pub next: Option<Meeting>,
}

/// One page of the groups that a worker looks for, and where the list goes on; `reader` is the language in which aims
/// are named.
pub async fn page(
    db: &impl ConnectionTrait,
    reader: Language,
    form: &Form,
    now: DateTime<Utc>,
    zone: Tz,
) -> Result<(Vec<Found>, Option<Cursor>)> {
    let search = Search { filter: ReferralFilter::read(form), reader, now, zone };
    let mut cursors = search.cursors(db, form.value("after").parse().ok(), PAGE + 1).await?;
    let more = cursors.len() as u64 > PAGE;
    cursors.truncate(cursors.len() - usize::from(more));
    Ok((found(db, &cursors, now).await?, cursors.last().copied().filter(|_| more)))
}

/// The groups of a choice by name: those with places and the soonest sessions, and the one already chosen.
pub async fn choices(
    db: &impl ConnectionTrait,
    reader: Language,
    chosen: Option<GroupId>,
    now: DateTime<Utc>,
    zone: Tz,
) -> Result<Vec<Found>> {
    let search = Search { filter: ReferralFilter::default(), reader, now, zone };
    let mut cursors = search.cursors(db, None, CHOICES).await?;
    let chosen = chosen.filter(|id| cursors.iter().all(|cursor| cursor.group != *id));
    cursors.extend(chosen.map(Cursor::undated));
    let mut found = found(db, &cursors, now).await?;
    found.sort_by(|one, other| one.group.name_sort.cmp(&other.group.name_sort));
    Ok(found)
}

/// The groups of these cursors in their order, as far as they still take clients in.
async fn found(db: &impl ConnectionTrait, cursors: &[Cursor], now: DateTime<Utc>) -> Result<Vec<Found>> {
    let ids: Vec<GroupId> = cursors.iter().map(|cursor| cursor.group).collect();
    let groups: Vec<OpenGroup> = group::Entity::find()
        .column_as(venue::Column::Name, "venue_name")
        .column(venue::Column::StepFree)
        .join(JoinType::LeftJoin, group::Relation::Venue.def())
        .filter(group::COLUMN.id.is_in(ids.iter().copied()))
        .filter(enrolment::takes_in(now))
        .into_model()
        .all(db)
        .await?;
    let mut groups: HashMap<GroupId, OpenGroup> = groups.into_iter().map(|group| (group.id, group)).collect();
    let places = enrolment::places_of(db, &ids).await?;
    let found = cursors.iter().filter_map(|cursor| {
        let (group, places) = (groups.remove(&cursor.group)?, *places.get(&cursor.group)?);
        Some(Found { group, places, next: cursor.next })
    });
    Ok(found.collect())
}

/// The municipalities where groups are open, by name.
pub async fn municipalities(db: &impl ConnectionTrait) -> Result<Vec<String>> {
    programme::municipalities(db, &GroupStatus::OPEN).await
}
