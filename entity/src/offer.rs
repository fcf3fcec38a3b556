//! `offer`: a place offered until a deadline.

use sea_orm::entity::prelude::*;

use crate::id::{ClientId, GroupId, OfferId, ReferralId};
use crate::state::OfferStatus;

/// A place offered until a deadline.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "offer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OfferId,
    pub group_id: GroupId,
    pub client_id: ClientId,
    pub referral_id: ReferralId,
    pub status: OfferStatus,
    pub from_queue: bool,
    pub offered_at: DateTimeUtc,
    /// Unknown until its client was told.
    pub answer_by: Option<DateTimeUtc>,
    pub answered_at: Option<DateTimeUtc>,
    pub contact_tries: i32,
    #[sea_orm(column_type = "Text", nullable)]
    pub override_reason: Option<String>,
    #[sea_orm(belongs_to, from = "group_id", to = "id")]
    pub group: BelongsTo<super::group::Entity>,
    #[sea_orm(belongs_to, from = "client_id", to = "id")]
    pub client: BelongsTo<super::client::Entity>,
    #[sea_orm(belongs_to, from = "referral_id", to = "id")]
    pub referral: BelongsTo<super::referral::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
