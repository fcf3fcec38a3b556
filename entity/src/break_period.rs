//! `break_period`: a break of the whole service or of one unit, without sessions and reminders.

use sea_orm::entity::prelude::*;

use crate::id::{BreakId, UnitId};

/// A break of the whole service or of one unit, without sessions and reminders.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "break_period")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BreakId,
    pub unit_id: Option<UnitId>,
    pub name: String,
    pub starts_on: Date,
    pub ends_on: Date,
    #[sea_orm(belongs_to, from = "unit_id", to = "id")]
    pub unit: BelongsTo<Option<super::unit::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
