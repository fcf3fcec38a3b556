//! `rating_answer`: the answer to one item of a rating: a level or a number, never both.

use sea_orm::entity::prelude::*;

use crate::id::RatingId;
use crate::state::BenefitLevel;

/// The answer to one item of a rating: a level or a number, never both.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rating_answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub rating_id: RatingId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub item: String,
    pub level: Option<BenefitLevel>,
    pub number: Option<i32>,
    #[sea_orm(belongs_to, from = "rating_id", to = "id")]
    pub rating: BelongsTo<super::rating::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
