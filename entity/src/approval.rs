//! `approval`: one round of a plan's approval.

use sea_orm::entity::prelude::*;

use crate::id::{ApprovalId, GroupId, StaffId};

/// One round of a plan's approval.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approval")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApprovalId,
    pub group_id: GroupId,
    pub submitted_by: StaffId,
    pub submitted_at: DateTimeUtc,
    pub due_at: DateTimeUtc,
    pub decided_by: Option<StaffId>,
    pub decided_at: Option<DateTimeUtc>,
    pub approved: Option<bool>,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    pub minutes: Option<i32>,
    pub budget_cents: Option<i64>,
    /// How many sessions the plan had by its rule.
    pub sessions: Option<i32>,
    #[sea_orm(belongs_to, from = "group_id", to = "id")]
    pub group: BelongsTo<super::group::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
