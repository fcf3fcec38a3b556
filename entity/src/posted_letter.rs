//! `posted_letter`: a letter that was posted, and what stood before.

use sea_orm::entity::prelude::*;

use crate::id::{MessageId, StaffId};

/// A letter that was posted, and what stood before.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "posted_letter")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub message_id: MessageId,
    /// Who posted it.
    pub staff_id: StaffId,
    /// The day on which it was posted.
    pub posted_on: Date,
    /// When that was told.
    pub posted_at: DateTimeUtc,
    /// What the message and its reader's knowledge were before, so that the posting can be taken back.
    #[sea_orm(column_type = "Text")]
    pub before: String,
    #[sea_orm(belongs_to, from = "message_id", to = "id")]
    pub message: BelongsTo<super::message::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
