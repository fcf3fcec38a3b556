//! `waiting`: a place in a group's queue: ordered by time, with a reasoned override.

use sea_orm::entity::prelude::*;

use crate::id::{ClientId, GroupId, ReferralId, WaitingId};

/// A place in a group's queue: ordered by time, with a reasoned override.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "waiting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WaitingId,
    pub group_id: GroupId,
    pub client_id: ClientId,
    pub referral_id: ReferralId,
    pub queued_at: DateTimeUtc,
    pub priority: i32,
    #[sea_orm(column_type = "Text", nullable)]
    pub priority_reason: Option<String>,
    pub active: bool,
    pub left_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "group_id", to = "id")]
    pub group: BelongsTo<super::group::Entity>,
    #[sea_orm(belongs_to, from = "client_id", to = "id")]
    pub client: BelongsTo<super::client::Entity>,
    #[sea_orm(belongs_to, from = "referral_id", to = "id")]
    pub referral: BelongsTo<super::referral::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
