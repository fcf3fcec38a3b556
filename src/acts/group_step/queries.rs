//! Reads for the steps of a group's life.

use entity::id::GroupId;
use entity::state::GroupStatus;
use entity::{group, referral};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};

use crate::error::Result;

/// The groups that have ended with referrals still open.
pub async fn left_open(db: &impl ConnectionTrait) -> Result<Vec<GroupId>> {
    let over = [GroupStatus::Ended, GroupStatus::Reported, GroupStatus::Archived];
    Ok(referral::Entity::find()
        .select_only()
        .column(referral::Column::GroupId)
        .join(JoinType::InnerJoin, referral::Relation::Group.def())
        .filter(referral::COLUMN.closed_at.is_null())
        .filter(group::COLUMN.status.is_in(over))
        .distinct()
        .into_tuple()
        .all(db)
        .await?)
}
