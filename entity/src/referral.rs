//! `referral`: a referral of one client into one group.

use sea_orm::entity::prelude::*;

use crate::id::{ChannelCodeId, ClientId, GroupId, ReferralId, StaffId};
use crate::list::{Channels, Lines};
use crate::state::{Channel, CloseReason, ReferralSource, ReferralStatus, RejectCode};

/// A referral of one client into one group.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "referral")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReferralId,
    pub client_id: ClientId,
    pub group_id: GroupId,
    pub status: ReferralStatus,
    pub source: ReferralSource,
    pub referrer_id: Option<StaffId>,
    pub partner: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub goals: Lines,
    #[sea_orm(column_type = "Text", nullable)]
    pub needs: Option<String>,
    pub animal_checked: bool,
    pub first_channel: Channel,
    pub channels: Channels,
    pub channel_code_id: Option<ChannelCodeId>,
    pub accompany_staff_id: Option<StaffId>,
    pub accompany_session: Option<i32>,
    /// The number of the session that was promised, while it is off and another stands in for it.
    pub accompany_promised: Option<i32>,
    pub submitted_at: Option<DateTimeUtc>,
    pub submitted_on: Option<Date>,
    pub decided_at: Option<DateTimeUtc>,
    pub decided_by: Option<StaffId>,
    pub reject_code: Option<RejectCode>,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub info_request: Option<String>,
    pub redirected_to_id: Option<GroupId>,
    pub closed_at: Option<DateTimeUtc>,
    pub close_reason: Option<CloseReason>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "client_id", to = "id")]
    pub client: BelongsTo<super::client::Entity>,
    #[sea_orm(belongs_to, from = "group_id", to = "id")]
    pub group: BelongsTo<super::group::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
