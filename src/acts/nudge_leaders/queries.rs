//! Reads of empty attendance sheets.

use std::ops::Range;

use chrono::{DateTime, Utc};
use entity::id::{GroupId, SessionId, StaffId};
use entity::state::{SessionStatus, TaskKind};
use entity::{group_leader, session, staff, task};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};

use crate::error::Result;

/// A session whose sheet is still empty.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Unrecorded {
    pub session_id: SessionId,
    pub group_id: GroupId,
    pub substitute: Option<StaffId>,
    pub leader: StaffId,
}

/// The sessions that ended between two moments and have nothing recorded, each with its leaders at work, the first first.
pub async fn unrecorded(db: &impl ConnectionTrait, within: &Range<DateTime<Utc>>) -> Result<Vec<Unrecorded>> {
    let leaders = session::Entity::belongs_to(group_leader::Entity)
        .from(session::Column::GroupId)
        .to(group_leader::Column::GroupId);
    Ok(session::Entity::find()
        .select_only()
        .column_as(session::Column::Id, "session_id")
        .column(session::Column::GroupId)
        .column_as(session::Column::SubstituteId, "substitute")
        .column_as(group_leader::Column::StaffId, "leader")
        .join(JoinType::InnerJoin, leaders.into())
        .join(JoinType::InnerJoin, group_leader::Relation::Staff.def())
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .filter(session::COLUMN.recorded_at.is_null())
        .filter(staff::COLUMN.active.eq(true))
        .filter(session::COLUMN.ends_at.gt(within.start))
        .filter(session::COLUMN.ends_at.lte(within.end))
        .order_by(session::Column::Id, Order::Asc)
        .order_by(group_leader::Column::Position, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// The keys of open tasks about sheets that have been filled in since, or whose session was cancelled.
pub async fn answered(db: &impl ConnectionTrait) -> Result<Vec<String>> {
    let session_of = task::Entity::belongs_to(session::Entity).from(task::Column::SessionId).to(session::Column::Id);
    let settled = Condition::any()
        .add(session::COLUMN.recorded_at.is_not_null())
        .add(session::COLUMN.status.eq(SessionStatus::Cancelled));
    Ok(task::Entity::find()
        .select_only()
        .column(task::Column::Key)
        .join(JoinType::InnerJoin, session_of.into())
        .filter(task::COLUMN.done_at.is_null())
        .filter(task::COLUMN.kind.eq(TaskKind::FillSheet))
        .filter(settled)
        .into_tuple()
        .all(db)
        .await?)
}
