//! Reads of empty attendance sheets.

use std::ops::Range;

use chrono::{DateTime, Utc};
use entity::id::{GroupId, SessionId, StaffId};
use entity::session;
use entity::state::SessionStatus;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
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
        .filter(empty())
        .filter(session::COLUMN.ends_at.gt(within.start))
        .filter(session::COLUMN.ends_at.lte(within.end))
        .order_by(session::Column::Id, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// Whether nothing is recorded of a session that was not called off.
pub async fn is_unrecorded(db: &impl ConnectionTrait, id: SessionId) -> Result<bool> {
    Ok(session::Entity::find_by_id(id).filter(empty()).count(db).await? > 0)
}

fn empty() -> Condition {
    Condition::all().add(session::COLUMN.status.ne(SessionStatus::Cancelled)).add(session::COLUMN.recorded_at.is_null())
}
