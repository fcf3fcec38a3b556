//! `session`: one session of a group.

use sea_orm::entity::prelude::*;

use crate::id::{GroupId, SessionId, StaffId, VenueId};
use crate::state::{CancelCode, SessionStatus};

/// One session of a group.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    pub group_id: GroupId,
    pub number: i32,
    /// The date that the group's rule gave it; none where a person added it or the date can't be told.
    pub rule_date: Option<Date>,
    /// Since when a person has it beside the rule.
    pub added_at: Option<DateTimeUtc>,
    pub starts_at: DateTimeUtc,
    pub ends_at: DateTimeUtc,
    pub timezone: String,
    pub venue_id: Option<VenueId>,
    pub status: SessionStatus,
    #[sea_orm(column_type = "Text", nullable)]
    pub plan: Option<String>,
    pub replaces_id: Option<SessionId>,
    pub substitute_id: Option<StaffId>,
    pub moved: bool,
    /// Why people called it off; a cancelled one without a code was given up by a schedule made anew.
    pub cancel_code: Option<CancelCode>,
    #[sea_orm(column_type = "Text", nullable)]
    pub cancel_note: Option<String>,
    pub without_animal: bool,
    pub head_count: Option<i32>,
    pub held_at: Option<DateTimeUtc>,
    pub recorded_at: Option<DateTimeUtc>,
    pub sequence: i32,
    pub changed_at: DateTimeUtc,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "group_id", to = "id")]
    pub group: BelongsTo<super::group::Entity>,
    #[sea_orm(belongs_to, from = "venue_id", to = "id")]
    pub venue: BelongsTo<Option<super::venue::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
