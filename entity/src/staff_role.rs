//! `staff_role`: a role that a staff member holds.

use sea_orm::entity::prelude::*;

use crate::id::StaffId;
use crate::state::Role;

/// A role that a staff member holds.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_role")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: StaffId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub role: Role,
    /// Who gave it, where somebody else confirmed it by a page; nobody who works here vouches for what whoever runs the
    /// server gives.
    pub given_by: Option<StaffId>,
    /// When it began to work.
    pub given_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "staff_id", to = "id")]
    pub staff: BelongsTo<super::staff::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
