//! `sign_in`: a signed-in browser of a staff member.

use sea_orm::entity::prelude::*;

use crate::id::{SignInId, StaffId};

/// A signed-in browser of a staff member.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SignInId,
    pub staff_id: StaffId,
    #[sea_orm(unique)]
    pub token_hash: String,
    pub agent: String,
    pub created_at: DateTimeUtc,
    pub seen_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub revoked_at: Option<DateTimeUtc>,
    /// Since when the device is in a client's hands.
    pub handed_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "staff_id", to = "id")]
    pub staff: BelongsTo<super::staff::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
