//! `application`: a referral sent from the public pages; it waits for confirmation by link and for review.

use sea_orm::entity::prelude::*;

use crate::id::{ApplicationId, ChannelCodeId, ClientId, GroupId, ReferralId};
use crate::list::Channels;
use crate::state::{ApplicationStatus, Channel, Language, ReferralSource};

/// A referral sent from the public pages; it waits for confirmation by link and for review.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApplicationId,
    pub group_id: GroupId,
    pub source: ReferralSource,
    pub status: ApplicationStatus,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub municipality: Option<String>,
    pub language: Language,
    #[sea_orm(column_type = "Text")]
    pub message: String,
    pub partner: Option<String>,
    pub partner_person: Option<String>,
    pub first_channel: Channel,
    pub channels: Channels,
    pub channel_code_id: Option<ChannelCodeId>,
    #[sea_orm(unique)]
    pub token_hash: String,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub confirmed_at: Option<DateTimeUtc>,
    pub decided_at: Option<DateTimeUtc>,
    pub client_id: Option<ClientId>,
    pub referral_id: Option<ReferralId>,
    #[sea_orm(belongs_to, from = "group_id", to = "id")]
    pub group: BelongsTo<super::group::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
