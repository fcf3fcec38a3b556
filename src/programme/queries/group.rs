//! Groups with what belongs to them: names, leaders, places, approvals.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::id::{GroupId, StaffId, UnitId, VenueId};
use entity::state::{GroupKind, LeaderRole, OfferStatus, Role};
use entity::{
    approval, group, group_leader, offer, participation, pending_change, staff, staff_role, unit, venue, waiting,
};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};

use super::pending::{WhatDiffers, pending_of};
use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, scope};
use crate::error::{OrNotFound, Result};
use crate::local_time;
use crate::programme::rules::Leading;

/// How many of a group's places are taken, offered and waited for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupPlaces {
    /// Active participations.
    pub taken: i64,
    /// Open offers.
    pub offered: i64,
    /// People in the queue.
    pub waiting: i64,
}

/// A person who leads a group, in whatever part.
#[derive(Clone, Debug, FromQueryResult)]
pub struct LeaderRow {
    pub group_id: GroupId,
    /// The person.
    pub staff_id: StaffId,
    /// The part.
    pub role: LeaderRole,
    /// From when until when; throughout, where it is not told.
    pub from_at: Option<DateTime<Utc>>,
    pub until_at: Option<DateTime<Utc>>,
    /// The whole name.
    pub name: String,
}

impl LeaderRow {
    /// The part with its days in a zone.
    pub fn part(&self, zone: Tz) -> Leading {
        Leading {
            staff_id: self.staff_id,
            role: self.role,
            from_on: self.from_at.map(|from| local_time::day(zone, from)),
            until_on: self.until_at.and_then(|until| local_time::day(zone, until).pred_opt()),
        }
    }
}

/// A group with what a list or a card shows of it.
#[derive(Clone, Debug)]
pub struct GroupRow {
    pub group: group::Model,
    /// The name of its unit.
    pub unit: String,
    /// The name of its venue.
    pub venue: Option<String>,
    /// The name of its fallback venue.
    pub fallback_venue: Option<String>,
    /// Its leaders in their order.
    pub leaders: Vec<LeaderRow>,
    pub places: GroupPlaces,
    /// What waits beside it to be approved.
    pub pending: Option<pending_change::Model>,
}

impl GroupRow {
    /// How many places are neither taken nor offered.
    pub fn places_left(&self) -> i64 {
        Ord::max(i64::from(self.group.capacity) - self.places.taken - self.places.offered, 0)
    }
}

/// A staff member for a choice.
#[derive(Clone, Debug, FromQueryResult)]
pub struct StaffOption {
    /// The person.
    pub id: StaffId,
    /// The whole name.
    pub name: String,
    pub unit_id: UnitId,
    /// The sign-in name.
    pub email: String,
    /// Whether the person holds the role of a leader.
    pub leads: bool,
    /// Whether the account is open.
    pub active: bool,
}

/// One round of a plan's approval as its history shows it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ApprovalRow {
    /// When it was sent.
    pub submitted_at: DateTime<Utc>,
    /// Until when it is to be decided.
    pub due_at: DateTime<Utc>,
    /// Who sent it.
    pub submitted_by: String,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When it was decided or taken back.
    pub decided_at: Option<DateTime<Utc>>,
    /// What was decided.
    pub approved: Option<bool>,
    /// Why.
    pub reason: Option<String>,
    /// The working time reserved, in minutes.
    pub minutes: Option<i32>,
    /// The money reserved, in cents.
    pub budget_cents: Option<i64>,
}

/// A plan, or a change of one, that waits for a decision.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Pending {
    pub group_id: GroupId,
    pub code: String,
    pub name: String,
    pub kind: GroupKind,
    /// Who sent it.
    pub submitted_by: String,
    /// When it was sent.
    pub submitted_at: DateTime<Utc>,
    /// Until when it is to be decided.
    pub due_at: DateTime<Utc>,
    /// What the plan takes; of a change, also what it is to take.
    #[sea_orm(nested)]
    pub takes: WhatDiffers,
}

/// A group that the person may see.
pub async fn readable(db: &impl ConnectionTrait, by: &Viewer, id: GroupId) -> Result<group::Model> {
    reached(db, id, scope::groups(by, Resource::Group, Action::Read)).await
}

/// A group that the person may change for this resource: the plan, its approval, its referrals.
pub async fn writable(db: &impl ConnectionTrait, by: &Viewer, resource: Resource, id: GroupId) -> Result<group::Model> {
    reached(db, id, scope::groups(by, resource, Action::Write)).await
}

async fn reached(db: &impl ConnectionTrait, id: GroupId, within: Condition) -> Result<group::Model> {
    group::Entity::find_by_id(id).filter(within).one(db).await.or_not_found()
}

/// A group that the person may see, with what a card shows.
pub async fn group_row(db: &impl ConnectionTrait, by: &Viewer, id: GroupId) -> Result<GroupRow> {
    let group = readable(db, by, id).await?;
    gather(db, vec![group]).await?.pop().or_not_found()
}

/// Adds to groups what lists show of them, by one query for each thing.
pub(super) async fn gather(db: &impl ConnectionTrait, groups: Vec<group::Model>) -> Result<Vec<GroupRow>> {
    let ids: Vec<GroupId> = groups.iter().map(|group| group.id).collect();
    let units: HashMap<UnitId, String> = names(db, unit::Entity::find(), unit::Column::Id, unit::Column::Name).await?;
    let wanted = groups.iter().flat_map(|group| [group.venue_id, group.fallback_venue_id]).flatten();
    let venues = venue::Entity::find().filter(venue::COLUMN.id.is_in(wanted));
    let venues: HashMap<VenueId, String> = names(db, venues, venue::Column::Id, venue::Column::Name).await?;
    let mut leaders: HashMap<GroupId, Vec<LeaderRow>> = HashMap::new();
    for leader in leaders_of(db, &ids).await? {
        leaders.entry(leader.group_id).or_default().push(leader);
    }
    let places = places_of(db, &ids).await?;
    let mut pending = pending_of(db, &ids).await?;
    let row = |group: group::Model| GroupRow {
        unit: units.get(&group.unit_id).cloned().unwrap_or_default(),
        venue: group.venue_id.and_then(|id| venues.get(&id).cloned()),
        fallback_venue: group.fallback_venue_id.and_then(|id| venues.get(&id).cloned()),
        leaders: leaders.remove(&group.id).unwrap_or_default(),
        places: places.get(&group.id).copied().unwrap_or_default(),
        pending: pending.remove(&group.id),
        group,
    };
    Ok(groups.into_iter().map(row).collect())
}

async fn names<E: EntityTrait, I>(
    db: &impl ConnectionTrait,
    find: sea_orm::Select<E>,
    id: E::Column,
    name: E::Column,
) -> Result<HashMap<I, String>>
where
    I: sea_orm::TryGetable + std::hash::Hash + Eq + Send + Sync,
    (I, String): sea_orm::TryGetableMany,
{
    let rows: Vec<(I, String)> = find.select_only().column(id).column(name).into_tuple().all(db).await?;
    Ok(rows.into_iter().collect())
}

async fn leaders_of(db: &impl ConnectionTrait, ids: &[GroupId]) -> Result<Vec<LeaderRow>> {
    Ok(group_leader::Entity::find()
        .column(staff::Column::Name)
        .join(JoinType::InnerJoin, group_leader::Relation::Staff.def())
        .filter(group_leader::COLUMN.group_id.is_in(ids.iter().copied()))
        .order_by(group_leader::Column::Position, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

async fn places_of(db: &impl ConnectionTrait, ids: &[GroupId]) -> Result<HashMap<GroupId, GroupPlaces>> {
    let mut places: HashMap<GroupId, GroupPlaces> = HashMap::new();
    let of = |id| Condition::all().add(Expr::col(id).is_in(ids.iter().map(|id| id.0)));
    let taken = participation::Entity::find()
        .select_only()
        .column(participation::Column::GroupId)
        .column_as(participation::Column::Id.count(), "n")
        .filter(of("group_id"))
        .filter(participation::COLUMN.active.eq(true))
        .group_by(participation::Column::GroupId);
    for (id, n) in taken.into_tuple::<(GroupId, i64)>().all(db).await? {
        places.entry(id).or_default().taken = n;
    }
    let offered = offer::Entity::find()
        .select_only()
        .column(offer::Column::GroupId)
        .column_as(offer::Column::Id.count(), "n")
        .filter(of("group_id"))
        .filter(offer::COLUMN.status.eq(OfferStatus::Open))
        .group_by(offer::Column::GroupId);
    for (id, n) in offered.into_tuple::<(GroupId, i64)>().all(db).await? {
        places.entry(id).or_default().offered = n;
    }
    let waiting = waiting::Entity::find()
        .select_only()
        .column(waiting::Column::GroupId)
        .column_as(waiting::Column::Id.count(), "n")
        .filter(of("group_id"))
        .filter(waiting::COLUMN.active.eq(true))
        .group_by(waiting::Column::GroupId);
    for (id, n) in waiting.into_tuple::<(GroupId, i64)>().all(db).await? {
        places.entry(id).or_default().waiting = n;
    }
    Ok(places)
}

/// The staff at work and those in `kept`, who have a part already, by name, and which of them may lead groups.
pub async fn staff_options(db: &impl ConnectionTrait, kept: &[StaffId]) -> Result<Vec<StaffOption>> {
    let leaders = Query::select()
        .column(staff_role::Column::StaffId)
        .from(staff_role::Entity)
        .and_where(staff_role::Column::Role.eq(Role::Leader))
        .take();
    let find = staff::Entity::find()
        .expr_as(staff::Column::Id.in_subquery(leaders), "leads")
        .filter(staff::COLUMN.active.eq(true).or(staff::COLUMN.id.is_in(kept.iter().copied())));
    Ok(find.order_by(staff::Column::NameSort, Order::Asc).into_model().all(db).await?)
}

/// The rounds of a plan's approval, the last first.
pub async fn approvals(db: &impl ConnectionTrait, id: GroupId) -> Result<Vec<ApprovalRow>> {
    let rounds = approval::Entity::find()
        .filter(approval::COLUMN.group_id.eq(id))
        .order_by(approval::Column::SubmittedAt, Order::Desc)
        .all(db)
        .await?;
    let wanted = rounds.iter().flat_map(|round| [Some(round.submitted_by), round.decided_by]).flatten();
    let people = staff::Entity::find().filter(staff::COLUMN.id.is_in(wanted));
    let names: HashMap<StaffId, String> = names(db, people, staff::Column::Id, staff::Column::Name).await?;
    let row = |round: approval::Model| ApprovalRow {
        submitted_at: round.submitted_at,
        due_at: round.due_at,
        submitted_by: names.get(&round.submitted_by).cloned().unwrap_or_default(),
        decided_by: round.decided_by.and_then(|id| names.get(&id).cloned()),
        decided_at: round.decided_at,
        approved: round.approved,
        reason: round.reason,
        minutes: round.minutes,
        budget_cents: round.budget_cents,
    };
    Ok(rounds.into_iter().map(row).collect())
}

/// The plans and changes that wait for the person's decision, the most urgent first.
pub async fn pending(db: &impl ConnectionTrait, by: &Viewer, limit: u64) -> Result<Vec<Pending>> {
    let sender = approval::Entity::belongs_to(staff::Entity).from(approval::Column::SubmittedBy).to(staff::Column::Id);
    let change = approval::Entity::belongs_to(pending_change::Entity)
        .from(approval::Column::Id)
        .to(pending_change::Column::ApprovalId);
    Ok(WhatDiffers::columns(approval::Entity::find().select_only())
        .columns([approval::Column::GroupId, approval::Column::SubmittedAt, approval::Column::DueAt])
        .columns([group::Column::Code, group::Column::Name, group::Column::Kind])
        .column_as(staff::Column::Name, "submitted_by")
        .join(JoinType::InnerJoin, approval::Relation::Group.def())
        .join(JoinType::InnerJoin, sender.into())
        .join(JoinType::LeftJoin, change.into())
        .filter(approval::COLUMN.decided_at.is_null())
        .filter(scope::groups(by, Resource::Approval, Action::Write))
        .order_by(approval::Column::DueAt, Order::Asc)
        .limit(limit)
        .into_model()
        .all(db)
        .await?)
}
