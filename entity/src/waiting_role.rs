//! `waiting_role`: a role that was given to a staff member and that somebody else has not confirmed yet.

use sea_orm::entity::prelude::*;

use crate::id::StaffId;
use crate::state::Role;

/// A role that was given to a staff member and that somebody else has not confirmed yet.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "waiting_role")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: StaffId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub role: Role,
    pub given_by: StaffId,
    pub given_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "staff_id", to = "id")]
    pub staff: BelongsTo<super::staff::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
