//! `interpreting`: an interpreter booked for a session.

use sea_orm::entity::prelude::*;

use crate::id::{InterpretingId, SessionId};
use crate::state::InterpretingStatus;

/// An interpreter booked for a session.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "interpreting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InterpretingId,
    pub session_id: SessionId,
    /// From and into which language.
    pub language: String,
    /// The interpreter, or the agency that sends one.
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub status: InterpretingStatus,
    /// The start for which it was confirmed: once the session has moved it is to be confirmed anew.
    pub booked_for: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "session_id", to = "id")]
    pub session: BelongsTo<super::session::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
