//! Reads for the steps of a group's life.

use entity::id::GroupId;
use entity::state::GroupStatus;
use entity::{group, participation, referral};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::error::Result;

/// The groups that have ended with referrals or places still open.
pub async fn left_open(db: &impl ConnectionTrait) -> Result<Vec<GroupId>> {
    let over = [GroupStatus::Ended, GroupStatus::Reported, GroupStatus::Archived];
    let referrals = referral::Entity::find()
        .select_only()
        .column(referral::Column::GroupId)
        .filter(referral::COLUMN.closed_at.is_null());
    let places = participation::Entity::find()
        .select_only()
        .column(participation::Column::GroupId)
        .filter(participation::COLUMN.active.eq(true));
    let left = group::Column::Id.in_subquery(referrals.into_query());
    Ok(group::Entity::find()
        .select_only()
        .column(group::Column::Id)
        .filter(group::COLUMN.status.is_in(over))
        .filter(left.or(group::Column::Id.in_subquery(places.into_query())))
        .order_by(group::Column::Id, Order::Asc)
        .into_tuple()
        .all(db)
        .await?)
}
