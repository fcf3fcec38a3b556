//! `attendance`: one client's attendance of one session, as last recorded.

use sea_orm::entity::prelude::*;

use crate::id::{ClientId, ParticipationId, SessionId, StaffId};
use crate::state::AttendanceStatus;

/// One client's attendance of one session, as last recorded.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attendance")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: SessionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub participation_id: ParticipationId,
    pub client_id: ClientId,
    pub status: AttendanceStatus,
    pub minutes: i32,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    pub recorded_at: DateTimeUtc,
    pub recorded_by: Option<StaffId>,
    #[sea_orm(belongs_to, from = "session_id", to = "id")]
    pub session: BelongsTo<super::session::Entity>,
    #[sea_orm(belongs_to, from = "participation_id", to = "id")]
    pub participation: BelongsTo<super::participation::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
