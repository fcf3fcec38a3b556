//! The leaders of a group, in whose name clients are written to.

use entity::id::{GroupId, StaffId};
use entity::{group_leader, staff};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
};

use crate::error::Result;

/// A leader of the group.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Leader {
    pub staff_id: StaffId,
    pub given_name: String,
}

/// The group's leaders, the first first.
pub async fn leaders(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<Leader>> {
    Ok(group_leader::Entity::find()
        .select_only()
        .column(group_leader::Column::StaffId)
        .expr_as(Expr::col((staff::Entity, staff::Column::GivenName)), "given_name")
        .join(JoinType::InnerJoin, group_leader::Relation::Staff.def())
        .filter(group_leader::COLUMN.group_id.eq(group))
        .order_by(group_leader::Column::Position, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}
