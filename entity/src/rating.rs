//! `rating`: one rating: who rated what, when and how.

use sea_orm::entity::prelude::*;

use crate::id::{ClientId, GroupId, ParticipationId, RatingId, RatingRequestId, SessionId, StaffId};
use crate::state::{Rater, RatingPhase, RatingSource};

/// One rating: who rated what, when and how.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rating")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RatingId,
    pub participation_id: ParticipationId,
    pub request_id: Option<RatingRequestId>,
    pub client_id: ClientId,
    pub group_id: GroupId,
    pub phase: RatingPhase,
    pub rater: Rater,
    pub source: RatingSource,
    pub session_id: Option<SessionId>,
    #[sea_orm(column_type = "Text", nullable)]
    pub comment: Option<String>,
    pub given_at: DateTimeUtc,
    pub keyed_by: Option<StaffId>,
    #[sea_orm(belongs_to, from = "participation_id", to = "id")]
    pub participation: BelongsTo<super::participation::Entity>,
    #[sea_orm(belongs_to, from = "request_id", to = "id")]
    pub request: BelongsTo<Option<super::rating_request::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
