//! `device_key`: what seals what a staff member typed while it is out of the server's hands.

use sea_orm::entity::prelude::*;

use crate::id::{DeviceKeyId, StaffId};

/// What seals what a staff member typed while it is out of the server's hands.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "device_key")]
pub struct Model {
    /// The name by which the person's devices know it, which tells nobody who it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeviceKeyId,
    #[sea_orm(unique)]
    pub staff_id: StaffId,
    pub secret: String,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "staff_id", to = "id")]
    pub staff: BelongsTo<super::staff::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
