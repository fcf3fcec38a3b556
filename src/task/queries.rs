//! Reads of tasks.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId, ReferralId, SessionId, StaffId, TaskId, UnitId};
use entity::state::{Role, TaskKind};
use entity::{client, group, group_leader, referral, session, staff, staff_role, task, unit};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationTrait,
};

use crate::access::at_work::{away_last, leads, part_holds};
use crate::access::rights::{Action, Resource};
use crate::access::{Act, Viewer, scope};
use crate::error::Result;

/// A task as its list shows it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct TaskRow {
    pub id: TaskId,
    /// Its name, which says of what it is.
    pub key: String,
    /// What it asks for.
    pub kind: TaskKind,
    /// The client it is about.
    pub client_id: Option<ClientId>,
    /// Whether the person reaches that client's page.
    pub reaches_client: bool,
    /// Whether the person may give that client to a key worker.
    pub gives_client: bool,
    /// The client's name, unless the address is protected and the person is not the key worker.
    pub client_name: Option<String>,
    /// The group it is about.
    pub group_id: Option<GroupId>,
    /// The group's name.
    pub group_name: Option<String>,
    /// The session it is about.
    pub session_id: Option<SessionId>,
    /// When that session begins.
    pub session_starts_at: Option<DateTime<Utc>>,
    /// The zone of that session.
    pub session_zone: Option<String>,
    /// The referral it is about.
    pub referral_id: Option<ReferralId>,
    /// Whether the person reaches that referral.
    pub reaches_referral: bool,
    /// What more is to be known.
    pub note: Option<String>,
    /// When it is due.
    pub due_at: DateTime<Utc>,
}

/// Who is asked, and by when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhoIsAsked {
    pub name: String,
    pub due_at: DateTime<Utc>,
}

/// How many open tasks are somebody's, with those that others do meanwhile.
pub async fn count_of(db: &impl ConnectionTrait, staff: StaffId) -> Result<u64> {
    let own = Condition::all().add(task::COLUMN.staff_id.eq(staff)).add(task::COLUMN.home_id.is_null());
    let theirs = Condition::any().add(own).add(task::COLUMN.home_id.eq(staff));
    Ok(task::Entity::find().filter(theirs).filter(task::COLUMN.done_at.is_null()).count(db).await?)
}

/// The tasks that ask somebody to tell a client something in place of a message.
pub const BY_HAND: [TaskKind; 2] = [TaskKind::CallSession, TaskKind::LetterDue];

/// A person's open tasks, the most urgent first.
pub async fn open_of(db: &impl ConnectionTrait, by: &Viewer, limit: u64) -> Result<Vec<TaskRow>> {
    let unhidden = scope::unhidden(by);
    let client_of = task::Entity::belongs_to(client::Entity).from(task::Column::ClientId).to(client::Column::Id).into();
    let group_of = task::Entity::belongs_to(group::Entity).from(task::Column::GroupId).to(group::Column::Id).into();
    let referral_of =
        task::Entity::belongs_to(referral::Entity).from(task::Column::ReferralId).to(referral::Column::Id).into();
    let session_of =
        task::Entity::belongs_to(session::Entity).from(task::Column::SessionId).to(session::Column::Id).into();
    let reaches = |scope: Condition| Expr::case(scope, true).finally(false);
    Ok(task::Entity::find()
        .expr_as(Expr::case(unhidden, Expr::col((client::Entity, client::Column::Name))), "client_name")
        .expr_as(reaches(scope::clients(by, Resource::Client, Action::Read)), "reaches_client")
        .expr_as(reaches(scope::clients(by, Resource::KeyWorker, Action::Write)), "gives_client")
        .expr_as(reaches(scope::referrals(by, Resource::Referral, Action::Read)), "reaches_referral")
        .expr_as(Expr::col((group::Entity, group::Column::Name)), "group_name")
        .join(JoinType::LeftJoin, client_of)
        .join(JoinType::LeftJoin, group_of)
        .column_as(session::Column::StartsAt, "session_starts_at")
        .column_as(session::Column::Timezone, "session_zone")
        .join(JoinType::LeftJoin, referral_of)
        .join(JoinType::LeftJoin, session_of)
        .filter(task::COLUMN.staff_id.eq(by.staff_id))
        .filter(task::COLUMN.done_at.is_null())
        .order_by(task::Column::DueAt, Order::Asc)
        .order_by(task::Column::Id, Order::Asc)
        .limit(limit)
        .into_model()
        .all(db)
        .await?)
}

/// The names of a person's open tasks to tell clients something by a letter or a call.
pub async fn open_by_hand(db: &impl ConnectionTrait, staff: StaffId) -> Result<Vec<String>> {
    let open = task::Entity::find().select_only().column(task::Column::Key).filter(task::COLUMN.staff_id.eq(staff));
    let open = open.filter(task::COLUMN.kind.is_in(BY_HAND)).filter(task::COLUMN.done_at.is_null());
    Ok(open.into_tuple().all(db).await?)
}

/// The names of a person's open tasks of a kind.
pub async fn open_keys(db: &impl ConnectionTrait, staff: StaffId, kind: TaskKind) -> Result<Vec<String>> {
    let open = task::Entity::find().select_only().column(task::Column::Key).filter(task::COLUMN.staff_id.eq(staff));
    let open = open.filter(task::COLUMN.kind.eq(kind)).filter(task::COLUMN.done_at.is_null());
    Ok(open.into_tuple().all(db).await?)
}

/// The open tasks of these kinds about a group.
pub async fn open_in_group(db: &impl ConnectionTrait, group: GroupId, kinds: &[TaskKind]) -> Result<Vec<task::Model>> {
    let open = task::Entity::find().filter(task::COLUMN.group_id.eq(group)).filter(task::COLUMN.done_at.is_null());
    Ok(open.filter(task::COLUMN.kind.is_in(kinds.iter().copied())).all(db).await?)
}

/// The groups about which there are open tasks of a kind.
pub async fn groups_asked_about(db: &impl ConnectionTrait, kind: TaskKind) -> Result<Vec<GroupId>> {
    let of = task::Entity::find().select_only().column(task::Column::GroupId).distinct();
    let of = of.filter(task::COLUMN.done_at.is_null()).filter(task::COLUMN.kind.eq(kind));
    Ok(of.filter(task::COLUMN.group_id.is_not_null()).into_tuple().all(db).await?)
}

/// Who is asked for the open tasks of these names, and by when.
pub async fn asked_for(db: &impl ConnectionTrait, keys: &[String]) -> Result<HashMap<String, WhoIsAsked>> {
    let open: Vec<(String, String, DateTime<Utc>)> = task::Entity::find()
        .select_only()
        .column(task::Column::Key)
        .column(staff::Column::Name)
        .column(task::Column::DueAt)
        .join(JoinType::InnerJoin, task::Relation::Staff.def())
        .filter(task::COLUMN.key.is_in(keys))
        .filter(task::COLUMN.done_at.is_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(open.into_iter().map(|(key, name, due_at)| (key, WhoIsAsked { name, due_at })).collect())
}

/// The group that a task is about.
pub async fn group_of(db: &impl ConnectionTrait, id: TaskId) -> Result<Option<GroupId>> {
    let group = task::Entity::find_by_id(id).select_only().column(task::Column::GroupId);
    Ok(group.into_tuple::<Option<GroupId>>().one(db).await?.flatten())
}

/// The open tasks of a kind that nobody has done by their time.
pub async fn overdue(db: &impl ConnectionTrait, kind: TaskKind, now: DateTime<Utc>) -> Result<Vec<task::Model>> {
    let open = task::Entity::find().filter(task::COLUMN.kind.eq(kind)).filter(task::COLUMN.done_at.is_null());
    Ok(open.filter(task::COLUMN.due_at.lte(now)).all(db).await?)
}

/// The tasks whose names begin so, done or not, the one asked first before the others.
pub async fn named(db: &impl ConnectionTrait, start: &str) -> Result<Vec<task::Model>> {
    let named = task::Entity::find().filter(task::COLUMN.key.starts_with(start));
    Ok(named.order_by(task::Column::Id, Order::Asc).all(db).await?)
}

/// Whether a task is open whose name begins so.
pub async fn is_open(db: &impl ConnectionTrait, start: &str) -> Result<bool> {
    let named = task::Entity::find().filter(task::COLUMN.key.starts_with(start));
    Ok(named.filter(task::COLUMN.done_at.is_null()).count(db).await? > 0)
}

/// Whether somebody, or whoever stands in, was asked to do what a task of a name that begins so asks, whether it is done or
/// not.
pub async fn is_asked(db: &impl ConnectionTrait, staff: StaffId, start: &str) -> Result<bool> {
    let named = task::Entity::find().filter(task::COLUMN.key.starts_with(start));
    let theirs = Condition::any().add(task::COLUMN.staff_id.eq(staff)).add(task::COLUMN.home_id.eq(staff));
    Ok(named.filter(theirs).count(db).await? > 0)
}

/// Whether the roles of a staff member lead to clients.
pub async fn works_with_clients(db: &impl ConnectionTrait, staff: StaffId) -> Result<bool> {
    let held = staff_role::Entity::find().filter(staff_role::COLUMN.staff_id.eq(staff));
    let held = held.filter(staff_role::COLUMN.role.is_in([Role::Leader, Role::Worker, Role::Manager]));
    Ok(held.count(db).await? > 0)
}

/// Who supervises the work with a client: the nearest manager of the client's unit.
pub async fn supervisor_of(db: &impl ConnectionTrait, client: ClientId) -> Result<Option<StaffId>> {
    let unit = client::Entity::find_by_id(client).select_only().column(client::Column::UnitId);
    match unit.into_tuple().one(db).await? {
        Some(unit) => manager_of(db, unit).await,
        None => Ok(None),
    }
}

/// Whether anybody is asked for something of a kind about a group.
pub async fn is_asked_in(db: &impl ConnectionTrait, group: GroupId, kind: TaskKind) -> Result<bool> {
    let of = task::Entity::find().filter(task::COLUMN.group_id.eq(group)).filter(task::COLUMN.kind.eq(kind));
    Ok(of.filter(task::COLUMN.done_at.is_null()).count(db).await? > 0)
}

/// Whether the task of a name was done by a person.
pub async fn is_done_by_somebody(db: &impl ConnectionTrait, key: &str) -> Result<bool> {
    let named = task::Entity::find().filter(task::COLUMN.key.eq(key)).filter(task::COLUMN.done_by.is_not_null());
    Ok(named.count(db).await? > 0)
}

/// How many tasks a person has open.
pub async fn count_open(db: &impl ConnectionTrait, staff: StaffId) -> Result<u64> {
    let open = task::Entity::find().filter(task::COLUMN.staff_id.eq(staff)).filter(task::COLUMN.done_at.is_null());
    Ok(open.count(db).await?)
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
pub async fn named_or_helper(
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

/// A group's leaders with open accounts, in their order; its supervisor, where nobody leads it.
pub async fn leaders(act: Act<'_>, group: GroupId) -> Result<Vec<StaffId>> {
    let leaders: Vec<StaffId> = group_leader::Entity::find()
        .select_only()
        .column(group_leader::Column::StaffId)
        .join(JoinType::InnerJoin, group_leader::Relation::Staff.def())
        .filter(group_leader::COLUMN.group_id.eq(group))
        .filter(leads())
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
        .filter(part_holds(now))
        .filter(staff::COLUMN.active.eq(true))
        .order_by(away_last(now), Order::Asc)
        .order_by(group_leader::Column::Position, Order::Asc)
        .into_tuple()
        .one(db)
        .await?)
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

    /// The nearest of those who will do.
    pub(super) fn nearest_of(&self, unit: UnitId, will_do: impl Fn(StaffId) -> bool) -> Option<StaffId> {
        let mut at = Some(unit);
        for _ in 0..=self.parents.len() {
            let unit = at?;
            if let Some((_, found)) = self.managers.iter().find(|(of, id)| *of == unit && will_do(*id)) {
                return Some(*found);
            }
            at = self.parents.get(&unit).copied().flatten();
        }
        None
    }
}
