//! `activity_group`: a group activity with its card, its plan and its state.

use sea_orm::entity::prelude::*;

use crate::id::{GroupId, StaffId, UnitId, VenueId};
use crate::list::{Aims, Dates, Languages};
use crate::state::{CancelCode, GroupKind, GroupStatus, Openness};

/// A group activity with its card, its plan and its state.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activity_group")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: GroupId,
    #[sea_orm(unique)]
    pub code: String,
    #[sea_orm(unique)]
    pub slug: String,
    pub name: String,
    pub name_sort: String,
    pub name_search: String,
    /// Name, summary and audience, folded as `name_search` is.
    #[sea_orm(column_type = "Text", nullable)]
    pub card_search: Option<String>,
    pub kind: GroupKind,
    pub openness: Openness,
    pub status: GroupStatus,
    #[sea_orm(column_type = "Text")]
    pub summary: String,
    #[sea_orm(column_type = "Text")]
    pub audience: String,
    #[sea_orm(column_type = "Text")]
    pub criteria: String,
    #[sea_orm(column_type = "Text")]
    pub not_for: String,
    #[sea_orm(column_type = "Text")]
    pub leads_to: String,
    pub aims: Aims,
    pub languages: Languages,
    pub unit_id: UnitId,
    pub municipality: Option<String>,
    pub venue_id: Option<VenueId>,
    pub fallback_venue_id: Option<VenueId>,
    pub capacity: i32,
    pub min_participants: i32,
    pub planned_minutes: i32,
    pub budget_cents: i64,
    #[sea_orm(column_type = "Text")]
    pub incentives: String,
    pub animals: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub risk: String,
    pub project: Option<String>,
    pub timezone: String,
    pub first_date: Option<Date>,
    pub start_time: Option<Time>,
    pub duration_minutes: i32,
    pub rrule: Option<String>,
    pub excluded_dates: Dates,
    pub extra_dates: Dates,
    pub skip_public_holidays: bool,
    pub skip_breaks: bool,
    pub decide_on: Option<Date>,
    pub cancel_code: Option<CancelCode>,
    #[sea_orm(column_type = "Text", nullable)]
    pub status_reason: Option<String>,
    pub starts_at: Option<DateTimeUtc>,
    pub ends_at: Option<DateTimeUtc>,
    pub created_by: StaffId,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub status_at: DateTimeUtc,
    /// When the public was first shown it; from then on its page answers, whatever becomes of it.
    pub published_at: Option<DateTimeUtc>,
    /// Since when it takes nobody in for now, though it is held.
    pub intake_closed_at: Option<DateTimeUtc>,
    /// The group to which those were asked who had a place in this one, when it was given up for that.
    pub merged_into_id: Option<GroupId>,
    #[sea_orm(belongs_to, from = "unit_id", to = "id")]
    pub unit: BelongsTo<super::unit::Entity>,
    #[sea_orm(belongs_to, from = "venue_id", to = "id")]
    pub venue: BelongsTo<Option<super::venue::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
