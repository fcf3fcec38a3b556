//! `season`: a programme season.

use sea_orm::entity::prelude::*;

use crate::id::SeasonId;

/// A programme season.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "season")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SeasonId,
    pub name: String,
    pub starts_on: Date,
    pub ends_on: Date,
}

impl ActiveModelBehavior for ActiveModel {}
