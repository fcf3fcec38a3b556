//! Reads of tasks.

use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId, ReferralId, SessionId, StaffId, TaskId};
use entity::state::TaskKind;
use entity::{client, group, task};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use crate::error::Result;

/// A task as its list shows it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct TaskRow {
    /// The task.
    pub id: TaskId,
    /// What it asks for.
    pub kind: TaskKind,
    /// The client it is about.
    pub client_id: Option<ClientId>,
    /// The client's name.
    pub client_name: Option<String>,
    /// The group it is about.
    pub group_id: Option<GroupId>,
    /// The group's name.
    pub group_name: Option<String>,
    /// The session it is about.
    pub session_id: Option<SessionId>,
    /// The referral it is about.
    pub referral_id: Option<ReferralId>,
    /// What more is to be known.
    pub note: Option<String>,
    /// When it is due.
    pub due_at: DateTime<Utc>,
}

/// A person's open tasks, the most urgent first.
pub async fn open_of(db: &impl ConnectionTrait, staff: StaffId, limit: u64) -> Result<Vec<TaskRow>> {
    let client_of = task::Entity::belongs_to(client::Entity).from(task::Column::ClientId).to(client::Column::Id).into();
    let group_of = task::Entity::belongs_to(group::Entity).from(task::Column::GroupId).to(group::Column::Id).into();
    Ok(task::Entity::find()
        .expr_as(Expr::col((client::Entity, client::Column::Name)), "client_name")
        .expr_as(Expr::col((group::Entity, group::Column::Name)), "group_name")
        .join(JoinType::LeftJoin, client_of)
        .join(JoinType::LeftJoin, group_of)
        .filter(task::COLUMN.staff_id.eq(staff))
        .filter(task::COLUMN.done_at.is_null())
        .order_by(task::Column::DueAt, Order::Asc)
        .order_by(task::Column::Id, Order::Asc)
        .limit(limit)
        .into_model()
        .all(db)
        .await?)
}

/// How many tasks a person has open.
pub async fn count_open(db: &impl ConnectionTrait, staff: StaffId) -> Result<u64> {
    let open = task::Entity::find().filter(task::COLUMN.staff_id.eq(staff)).filter(task::COLUMN.done_at.is_null());
    Ok(open.count(db).await?)
}
