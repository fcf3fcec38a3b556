//! `group_leader`: a person's part in leading a group.

use sea_orm::entity::prelude::*;

use crate::id::{GroupId, StaffId};
use crate::state::LeaderRole;

/// A person's part in leading a group.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "group_leader")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: GroupId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: StaffId,
    pub role: LeaderRole,
    pub position: i32,
    /// From when on; from the beginning, where it is not told.
    pub from_at: Option<DateTimeUtc>,
    /// Until when; to the end, where it is not told.
    pub until_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "group_id", to = "id")]
    pub group: BelongsTo<super::group::Entity>,
    #[sea_orm(belongs_to, from = "staff_id", to = "id")]
    pub staff: BelongsTo<super::staff::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
