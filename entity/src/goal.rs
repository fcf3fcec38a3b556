//! `goal`: a goal of a participation, scaled by Goal Attainment Scaling.

use sea_orm::entity::prelude::*;

use crate::id::{ClientId, GoalId, ParticipationId};

/// A goal of a participation, scaled by Goal Attainment Scaling.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "goal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: GoalId,
    pub participation_id: ParticipationId,
    pub client_id: ClientId,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    pub weight: i32,
    pub start_level: i32,
    pub position: i32,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "participation_id", to = "id")]
    pub participation: BelongsTo<super::participation::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
