//! Whom a task asks: an act or a slice names a part, and which person has it is decided here and nowhere else, with who is
//! asked where nobody has it. Whoever is away is stood in for once the task is put.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId, StaffId, UnitId};
use entity::state::Role;
use entity::{client, group, group_leader, referral, staff, staff_role, unit};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    RelationTrait,
};

use crate::access::Act;
use crate::access::at_work::{away_last, leads, may_have_part, part_holds};
use crate::error::Result;

/// The part that somebody has to whom a task goes. People who have left have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// The first leader of a group who is there, else its supervisor.
    InCharge(GroupId),
    /// Each leader of a group, else its supervisor.
    Leaders(GroupId),
    /// Who supervises a group.
    Supervisor(GroupId),
    /// Who is in charge of a group, and who supervises it.
    InChargeAndSupervisor(GroupId),
    /// Each manager of a unit and of those above it.
    Managers(UnitId),
    /// Whoever helps a client of a group.
    Helper { client: ClientId, group: GroupId },
    /// The person named for it, else whoever helps the client.
    Named { named: Option<StaffId>, client: ClientId, group: GroupId },
}

impl Whom {
    /// The people who have the part now, each once.
    pub async fn people(self, act: Act<'_>) -> Result<Vec<StaffId>> {
        let one = match self {
            Self::Leaders(group) => return leaders(act, group).await,
            Self::Managers(unit) => return managers_above(act.tx, unit).await,
            Self::InChargeAndSupervisor(group) => {
                let (first, above) = (in_charge(act, group).await?, supervisor(act.tx, group).await?);
                return Ok(first.into_iter().chain(above.filter(|above| first != Some(*above))).collect());
            }
            Self::InCharge(group) => in_charge(act, group).await?,
            Self::Supervisor(group) => supervisor(act.tx, group).await?,
            Self::Helper { client, group } => helper(act, Some(group), client).await?,
            Self::Named { named, client, group } => named_or_helper(act, named, group, client).await?,
        };
        Ok(one.into_iter().collect())
    }
}

/// Who is asked to do something about each client in a group: the key worker, else who referred the client there, else
/// the group's first leader at work, else the nearest manager of its unit. People who have left are never asked; who
/// stands in for somebody who is away is asked when the task is.
pub async fn helpers(act: Act<'_>, group: GroupId, clients: &[ClientId]) -> Result<HashMap<ClientId, StaffId>> {
    let key_worker =
        client::Entity::belongs_to(staff::Entity).from(client::Column::KeyWorkerId).to(staff::Column::Id).into();
    let mut helpers: HashMap<ClientId, StaffId> = client::Entity::find()
        .select_only()
        .column(client::Column::Id)
        .column(staff::Column::Id)
        .join(JoinType::InnerJoin, key_worker)
        .filter(client::COLUMN.id.is_in(clients.iter().copied()))
        .filter(staff::COLUMN.active.eq(true))
        .into_tuple::<(ClientId, StaffId)>()
        .all(act.tx)
        .await?
        .into_iter()
        .collect();
    let unhelped: Vec<ClientId> = clients.iter().copied().filter(|client| !helpers.contains_key(client)).collect();
    if unhelped.is_empty() {
        return Ok(helpers);
    }
    helpers.extend(referrers(act, group, &unhelped).await?);
    if unhelped.iter().all(|client| helpers.contains_key(client)) {
        return Ok(helpers);
    }
    let stand_in = in_charge(act, group).await?;
    for client in unhelped {
        if let Some(stand_in) = stand_in {
            helpers.entry(client).or_insert(stand_in);
        }
    }
    Ok(helpers)
}

/// Who last referred each of these clients to a group, while at work as a worker.
async fn referrers(act: Act<'_>, group: GroupId, clients: &[ClientId]) -> Result<Vec<(ClientId, StaffId)>> {
    let workers = staff_role::Entity::find().select_only().column(staff_role::Column::StaffId);
    let workers = workers.filter(staff_role::COLUMN.role.eq(Role::Worker)).into_query();
    let referrer =
        referral::Entity::belongs_to(staff::Entity).from(referral::Column::ReferrerId).to(staff::Column::Id).into();
    Ok(referral::Entity::find()
        .select_only()
        .column(referral::Column::ClientId)
        .column(staff::Column::Id)
        .join(JoinType::InnerJoin, referrer)
        .filter(referral::COLUMN.group_id.eq(group))
        .filter(referral::COLUMN.client_id.is_in(clients.iter().copied()))
        .filter(staff::COLUMN.active.eq(true))
        .filter(staff::Column::Id.in_subquery(workers))
        .order_by(referral::Column::Id, Order::Asc)
        .into_tuple()
        .all(act.tx)
        .await?)
}

/// Who is asked about one client: as [`helpers`] says, and where no group is concerned the key worker, else the nearest
/// manager of the client's unit.
pub async fn helper(act: Act<'_>, group: Option<GroupId>, client: ClientId) -> Result<Option<StaffId>> {
    if let Some(group) = group {
        return Ok(helpers(act, group, &[client]).await?.remove(&client));
    }
    let person: Option<(UnitId, Option<StaffId>, Option<bool>)> = client::Entity::find_by_id(client)
        .select_only()
        .columns([client::Column::UnitId, client::Column::KeyWorkerId])
        .column(staff::Column::Active)
        .join(JoinType::LeftJoin, client::Relation::Staff.def())
        .into_tuple()
        .one(act.tx)
        .await?;
    match person {
        Some((_, Some(worker), Some(true))) => Ok(Some(worker)),
        Some((unit, ..)) => manager_of(act.tx, unit).await,
        None => Ok(None),
    }
}

/// The person named for it while still at work, else whoever helps the client.
async fn named_or_helper(
    act: Act<'_>,
    named: Option<StaffId>,
    group: GroupId,
    client: ClientId,
) -> Result<Option<StaffId>> {
    let at_work = match named {
        Some(id) => staff::Entity::find_by_id(id).filter(staff::COLUMN.active.eq(true)).one(act.tx).await?,
        None => None,
    };
    match at_work {
        Some(person) => Ok(Some(person.id)),
        None => helper(act, Some(group), client).await,
    }
}

/// Who is asked about a group: its first leader at work, else the nearest manager of its unit. People who have left are
/// never asked.
pub async fn in_charge(act: Act<'_>, group: GroupId) -> Result<Option<StaffId>> {
    in_charge_at(act.tx, act.now, group).await
}

/// The same at a moment.
pub async fn in_charge_at(db: &impl ConnectionTrait, now: DateTime<Utc>, group: GroupId) -> Result<Option<StaffId>> {
    if let Some(leader) = leader_at(db, now, group).await? {
        return Ok(Some(leader));
    }
    supervisor(db, group).await
}

/// Who supervises a group: the nearest manager of its unit.
pub async fn supervisor(db: &impl ConnectionTrait, group: GroupId) -> Result<Option<StaffId>> {
    let unit = group::Entity::find_by_id(group).select_only().column(group::Column::UnitId);
    match unit.into_tuple().one(db).await? {
        Some(unit) => manager_of(db, unit).await,
        None => Ok(None),
    }
}

/// Who supervises the work with a client: the nearest manager of the client's unit.
pub async fn supervisor_of(db: &impl ConnectionTrait, client: ClientId) -> Result<Option<StaffId>> {
    let unit = client::Entity::find_by_id(client).select_only().column(client::Column::UnitId);
    match unit.into_tuple().one(db).await? {
        Some(unit) => manager_of(db, unit).await,
        None => Ok(None),
    }
}

/// A group's leaders with open accounts, in their order; its supervisor, where nobody leads it.
async fn leaders(act: Act<'_>, group: GroupId) -> Result<Vec<StaffId>> {
    let leaders: Vec<StaffId> = group_leader::Entity::find()
        .select_only()
        .column(group_leader::Column::StaffId)
        .join(JoinType::InnerJoin, group_leader::Relation::Staff.def())
        .filter(group_leader::COLUMN.group_id.eq(group))
        .filter(leads())
        .filter(may_have_part())
        .filter(part_holds(act.now))
        .filter(staff::COLUMN.active.eq(true))
        .order_by(group_leader::Column::Position, Order::Asc)
        .into_tuple()
        .all(act.tx)
        .await?;
    if leaders.is_empty() { Ok(supervisor(act.tx, group).await?.into_iter().collect()) } else { Ok(leaders) }
}

/// The first of a group's leaders who is there now; where all are away, the first of them, for whom somebody stands in.
pub async fn leader(act: Act<'_>, group: GroupId) -> Result<Option<StaffId>> {
    leader_at(act.tx, act.now, group).await
}

async fn leader_at(db: &impl ConnectionTrait, now: DateTime<Utc>, group: GroupId) -> Result<Option<StaffId>> {
    Ok(group_leader::Entity::find()
        .select_only()
        .column(group_leader::Column::StaffId)
        .join(JoinType::InnerJoin, group_leader::Relation::Staff.def())
        .filter(group_leader::COLUMN.group_id.eq(group))
        .filter(leads())
        .filter(may_have_part())
        .filter(part_holds(now))
        .filter(staff::COLUMN.active.eq(true))
        .order_by(away_last(now), Order::Asc)
        .order_by(group_leader::Column::Position, Order::Asc)
        .into_tuple()
        .one(db)
        .await?)
}

/// The managers at work of a unit and of those above it, the nearest first.
pub async fn managers_above(db: &impl ConnectionTrait, unit: UnitId) -> Result<Vec<StaffId>> {
    Ok(Managers::read(db).await?.above(unit))
}

/// The nearest manager of a unit.
async fn manager_of(db: &impl ConnectionTrait, unit: UnitId) -> Result<Option<StaffId>> {
    Ok(Managers::read(db).await?.nearest(unit))
}

/// The managers at work, and the tree of units in which they are looked for.
pub(super) struct Managers {
    parents: HashMap<UnitId, Option<UnitId>>,
    managers: Vec<(UnitId, StaffId)>,
}

impl Managers {
    pub(super) async fn read(db: &impl ConnectionTrait) -> Result<Self> {
        let parents: Vec<(UnitId, Option<UnitId>)> = unit::Entity::find()
            .select_only()
            .columns([unit::Column::Id, unit::Column::ParentId])
            .into_tuple()
            .all(db)
            .await?;
        let managers = staff::Entity::find()
            .select_only()
            .columns([staff::Column::UnitId, staff::Column::Id])
            .join_rev(JoinType::InnerJoin, staff_role::Relation::Staff.def())
            .filter(staff::COLUMN.active.eq(true))
            .filter(staff_role::COLUMN.role.eq(Role::Manager))
            .order_by(staff::Column::Id, Order::Asc)
            .into_tuple()
            .all(db)
            .await?;
        Ok(Self { parents: parents.into_iter().collect(), managers })
    }

    /// The one of a unit, else of the nearest above it.
    pub(super) fn nearest(&self, unit: UnitId) -> Option<StaffId> {
        self.nearest_of(unit, |_| true)
    }

    /// Those of a unit and of all above it, the nearest first.
    fn above(&self, unit: UnitId) -> Vec<StaffId> {
        let of = |unit: UnitId| self.managers.iter().filter(move |(of, _)| *of == unit).map(|(_, id)| *id);
        self.upwards(unit).flat_map(of).collect()
    }

    /// A unit and those above it.
    fn upwards(&self, unit: UnitId) -> impl Iterator<Item = UnitId> {
        let above = |unit: &UnitId| self.parents.get(unit).copied().flatten();
        std::iter::successors(Some(unit), above).take(self.parents.len())
    }

    /// The nearest of those who will do.
    pub(super) fn nearest_of(&self, unit: UnitId, will_do: impl Fn(StaffId) -> bool) -> Option<StaffId> {
        let of = |unit: UnitId| self.managers.iter().find(|(of, id)| *of == unit && will_do(*id));
        self.upwards(unit).find_map(|unit| of(unit).map(|(_, id)| *id))
    }
}
