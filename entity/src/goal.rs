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
    /// What the referral said, where it comes from there: the goal may be worded anew.
    #[sea_orm(column_type = "Text", nullable)]
    pub named: Option<String>,
    pub retired_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text", nullable)]
    pub retired_reason: Option<String>,
    /// What its five levels are in the client's own words, as a list of texts.
    #[sea_orm(column_type = "Text", nullable)]
    pub levels: Option<String>,
    #[sea_orm(belongs_to, from = "participation_id", to = "id")]
    pub participation: BelongsTo<super::participation::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
