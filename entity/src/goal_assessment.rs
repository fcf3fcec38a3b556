//! `goal_assessment`: the level of a goal on a day, from −2 to +2.

use sea_orm::entity::prelude::*;

use crate::id::{GoalAssessmentId, GoalId, StaffId};

/// The level of a goal on a day, from −2 to +2.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "goal_assessment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: GoalAssessmentId,
    pub goal_id: GoalId,
    pub level: i32,
    pub on: Date,
    pub assessed_by: Option<StaffId>,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "goal_id", to = "id")]
    pub goal: BelongsTo<super::goal::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
