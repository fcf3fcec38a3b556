//! `participation`: a client's place in a group, from confirmation to its end.

use sea_orm::entity::prelude::*;

use crate::id::{ClientId, GroupId, ParticipationId, ReferralId};
use crate::state::{Attrition, ParticipationStatus};

/// A client's place in a group, from confirmation to its end.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "participation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ParticipationId,
    pub group_id: GroupId,
    pub client_id: ClientId,
    pub referral_id: Option<ReferralId>,
    pub status: ParticipationStatus,
    pub active: bool,
    pub confirmed_at: DateTimeUtc,
    pub started_on: Option<Date>,
    pub ended_on: Option<Date>,
    pub ended_at: Option<DateTimeUtc>,
    pub end_reason: Option<Attrition>,
    #[sea_orm(column_type = "Text", nullable)]
    pub end_note: Option<String>,
    pub accompanied: bool,
    #[sea_orm(column_type = "Text", nullable)]
    pub override_reason: Option<String>,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "group_id", to = "id")]
    pub group: BelongsTo<super::group::Entity>,
    #[sea_orm(belongs_to, from = "client_id", to = "id")]
    pub client: BelongsTo<super::client::Entity>,
    #[sea_orm(belongs_to, from = "referral_id", to = "id")]
    pub referral: BelongsTo<Option<super::referral::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
