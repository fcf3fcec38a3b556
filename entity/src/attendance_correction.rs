//! `attendance_correction`: what a mark said before it was corrected.

use sea_orm::entity::prelude::*;

use crate::id::{CorrectionId, ParticipationId, SessionId, StaffId};
use crate::state::AttendanceStatus;

/// What a mark said before it was corrected.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attendance_correction")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CorrectionId,
    pub session_id: SessionId,
    pub participation_id: ParticipationId,
    pub status: AttendanceStatus,
    pub minutes: i32,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    pub recorded_at: DateTimeUtc,
    pub recorded_by: Option<StaffId>,
    pub corrected_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "session_id", to = "id")]
    pub session: BelongsTo<super::session::Entity>,
    #[sea_orm(belongs_to, from = "participation_id", to = "id")]
    pub participation: BelongsTo<super::participation::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
