//! `pending_change`: what of a group waits to be approved, beside the group as it was approved.

use sea_orm::entity::prelude::*;

use crate::id::{ApprovalId, GroupId};
use crate::list::Dates;

/// More money, hours or sessions than a group was approved with; a column without a value asks for nothing.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pending_change")]
pub struct Model {
    /// The round of approval that it waits in.
    #[sea_orm(primary_key, auto_increment = false)]
    pub approval_id: ApprovalId,
    #[sea_orm(unique)]
    pub group_id: GroupId,
    pub planned_minutes: Option<i32>,
    pub budget_cents: Option<i64>,
    /// How many sessions the schedule gives; the schedule's columns have values when this has one.
    pub sessions: Option<i32>,
    pub first_date: Option<Date>,
    pub start_time: Option<Time>,
    pub duration_minutes: Option<i32>,
    pub timezone: Option<String>,
    pub rrule: Option<String>,
    pub excluded_dates: Option<Dates>,
    pub extra_dates: Option<Dates>,
    pub skip_public_holidays: Option<bool>,
    pub skip_breaks: Option<bool>,
    #[sea_orm(belongs_to, from = "group_id", to = "id")]
    pub group: BelongsTo<super::group::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
