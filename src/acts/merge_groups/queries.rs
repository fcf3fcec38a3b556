//! Reads for the merge of two groups.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::id::{GroupId, VenueId};
use entity::{group, venue};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder};

use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, scope};
use crate::enrolment::{self, Places};
use crate::error::Result;
use crate::merge::Merging;

/// A group with which another can be merged.
#[derive(Clone, Debug)]
pub struct RoomyGroup {
    pub group: group::Model,
    /// Where it meets.
    pub venue: Option<String>,
    pub places: Places,
}

/// The groups of the person's that have room for those of this one: of its kind, in its season, the next to begin first.
pub async fn candidates(
    db: &impl ConnectionTrait,
    by: &Viewer,
    ended: &group::Model,
    now: DateTime<Utc>,
) -> Result<Vec<RoomyGroup>> {
    let season = |ahead: group::Column, limit: Option<DateTime<Utc>>, later: bool| {
        let (Some(limit), column) = (limit, ahead) else { return Condition::all() };
        let meets = if later { column.gte(limit) } else { column.lte(limit) };
        Condition::any().add(column.is_null()).add(meets)
    };
    let groups = group::Entity::find()
        .filter(scope::groups(by, Resource::Group, Action::Write))
        .filter(group::COLUMN.id.ne(ended.id))
        .filter(group::COLUMN.kind.eq(ended.kind))
        .filter(enrolment::takes_in(now))
        .filter(enrolment::has_free_place())
        .filter(season(group::Column::StartsAt, ended.ends_at, false))
        .filter(season(group::Column::EndsAt, ended.starts_at.map(|starts_at| starts_at.max(now)), true))
        .order_by(group::Column::StartsAt, Order::Asc)
        .order_by(group::Column::Id, Order::Asc)
        .all(db)
        .await?;
    let ids: Vec<GroupId> = groups.iter().map(|group| group.id).collect();
    let mut places = enrolment::places_of(db, &ids).await?;
    let venues = venue::Entity::find().filter(venue::COLUMN.id.is_in(groups.iter().filter_map(|group| group.venue_id)));
    let venues: HashMap<VenueId, String> = venues.all(db).await?.into_iter().map(|row| (row.id, row.name)).collect();
    let candidate = |group: group::Model| RoomyGroup {
        venue: group.venue_id.and_then(|id| venues.get(&id).cloned()),
        places: places.remove(&group.id).unwrap_or_default(),
        group,
    };
    Ok(groups.into_iter().map(candidate).collect())
}

/// Whether two groups can be merged so.
pub async fn fits(db: &impl ConnectionTrait, by: &Viewer, of: Merging, now: DateTime<Utc>) -> Result<bool> {
    let Some(ended) = group::Entity::find_by_id(of.ended).one(db).await? else { return Ok(false) };
    let found = candidates(db, by, &ended, now).await?;
    Ok(ended.status.is_before_start() && found.iter().any(|candidate| candidate.group.id == of.kept))
}
