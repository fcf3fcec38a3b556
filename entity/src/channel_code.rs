//! `channel_code`: a code on a poster or a link that tells where a referral came from.

use sea_orm::entity::prelude::*;

use crate::id::{ChannelCodeId, GroupId};
use crate::state::Channel;

/// A code on a poster or a link that tells where a referral came from.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "channel_code")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ChannelCodeId,
    pub group_id: GroupId,
    pub channel: Channel,
    #[sea_orm(unique)]
    pub code: String,
    pub label: String,
    pub visits: i64,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "group_id", to = "id")]
    pub group: BelongsTo<super::group::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
