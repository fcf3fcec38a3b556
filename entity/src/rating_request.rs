//! `rating_request`: a rating that is asked of a client, with the return code of its printed form.

use sea_orm::entity::prelude::*;

use crate::id::{ClientId, GroupId, ParticipationId, RatingRequestId, SessionId};
use crate::state::{Attrition, RatingPhase};

/// A rating that is asked of a client, with the return code of its printed form.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rating_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RatingRequestId,
    pub participation_id: ParticipationId,
    pub client_id: ClientId,
    pub group_id: GroupId,
    pub phase: RatingPhase,
    pub session_id: Option<SessionId>,
    #[sea_orm(unique)]
    pub code: String,
    pub asked_at: DateTimeUtc,
    pub due_on: Date,
    pub answered_at: Option<DateTimeUtc>,
    pub attrition: Option<Attrition>,
    /// Why it was asked before it was due.
    #[sea_orm(column_type = "Text", nullable)]
    pub early_reason: Option<String>,
    #[sea_orm(belongs_to, from = "participation_id", to = "id")]
    pub participation: BelongsTo<super::participation::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
