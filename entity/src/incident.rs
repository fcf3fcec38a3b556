//! `incident`: what befell one client at a session, in the words of whoever was there.

use sea_orm::entity::prelude::*;

use crate::id::{ClientId, GroupId, IncidentId, SessionId, StaffId};
use crate::state::IncidentKind;

/// One wording of an entry. A correction is a row of its own with the same origin, and the last one stands.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "incident")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: IncidentId,
    /// The first wording of the entry; its own id where it is that.
    pub origin_id: IncidentId,
    pub client_id: ClientId,
    pub session_id: SessionId,
    pub group_id: GroupId,
    pub kind: IncidentKind,
    #[sea_orm(column_type = "Text")]
    pub what: String,
    /// What was done.
    #[sea_orm(column_type = "Text", nullable)]
    pub done: Option<String>,
    pub recorded_at: DateTimeUtc,
    pub recorded_by: StaffId,
    #[sea_orm(belongs_to, from = "client_id", to = "id")]
    pub client: BelongsTo<super::client::Entity>,
    #[sea_orm(belongs_to, from = "session_id", to = "id")]
    pub session: BelongsTo<super::session::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
