//! Reads of empty attendance sheets.

use std::ops::Range;

use chrono::{DateTime, Utc};
use entity::id::{GroupId, SessionId, StaffId};
use entity::state::{SessionStatus, TaskKind};
use entity::{session, task};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::error::Result;
use crate::programme::who_meets_id;

/// A session whose sheet is still empty.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Unrecorded {
    pub session_id: SessionId,
    pub group_id: GroupId,
    /// Whoever met the clients.
    pub met_by: Option<StaffId>,
}

/// The sessions that ended between two moments and have nothing recorded.
pub async fn unrecorded(db: &impl ConnectionTrait, within: &Range<DateTime<Utc>>) -> Result<Vec<Unrecorded>> {
    Ok(session::Entity::find()
        .select_only()
        .column_as(session::Column::Id, "session_id")
        .column(session::Column::GroupId)
        .expr_as(who_meets_id(), "met_by")
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .filter(session::COLUMN.recorded_at.is_null())
        .filter(session::COLUMN.ends_at.gt(within.start))
        .filter(session::COLUMN.ends_at.lte(within.end))
        .order_by(session::Column::Id, Order::Asc)
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
