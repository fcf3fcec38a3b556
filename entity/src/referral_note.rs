//! `referral_note`: what was asked, answered or explained with a step of a referral.

use sea_orm::entity::prelude::*;

use crate::id::{ReferralId, ReferralNoteId, StaffId};
use crate::state::ReferralStatus;

/// One note of the thread between referrer and leader; none is ever overwritten.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "referral_note")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReferralNoteId,
    pub referral_id: ReferralId,
    /// The state that the referral came to with it: a question where that is `info_requested`.
    pub status: ReferralStatus,
    #[sea_orm(column_type = "Text")]
    pub words: String,
    pub noted_at: DateTimeUtc,
    /// The staff member; none where the client or the program took the step.
    pub noted_by: Option<StaffId>,
    #[sea_orm(belongs_to, from = "referral_id", to = "id")]
    pub referral: BelongsTo<super::referral::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
