//! `task`: something a person is asked to do.

use sea_orm::entity::prelude::*;

use crate::id::{ClientId, GroupId, ReferralId, SessionId, StaffId, TaskId};
use crate::state::TaskKind;

/// Something a person is asked to do.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TaskId,
    pub kind: TaskKind,
    pub staff_id: StaffId,
    /// Whose it is, while somebody else has it because that person is away.
    pub home_id: Option<StaffId>,
    #[sea_orm(unique)]
    pub key: String,
    pub client_id: Option<ClientId>,
    pub group_id: Option<GroupId>,
    pub session_id: Option<SessionId>,
    pub referral_id: Option<ReferralId>,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    pub due_at: DateTimeUtc,
    pub created_at: DateTimeUtc,
    pub done_at: Option<DateTimeUtc>,
    pub done_by: Option<StaffId>,
    #[sea_orm(belongs_to, from = "staff_id", to = "id")]
    pub staff: BelongsTo<super::staff::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
