//! Reads of tasks.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId, ReferralId, SessionId, StaffId, TaskId};
use entity::state::{Role, TaskKind};
use entity::{client, group, referral, session, staff, staff_role, task};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use crate::access::rights::{Action, Resource, leads_to_clients};
use crate::access::{Viewer, scope};
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
    let roles = Role::ALL.iter().copied().filter(|role| leads_to_clients(*role));
    let held = held.filter(staff_role::COLUMN.role.is_in(roles));
    Ok(held.count(db).await? > 0)
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
