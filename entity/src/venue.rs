//! `venue`: a meeting place.

use sea_orm::entity::prelude::*;

use crate::id::{UnitId, VenueId};

/// A meeting place.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "venue")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VenueId,
    pub unit_id: Option<UnitId>,
    pub name: String,
    pub name_sort: String,
    pub name_search: String,
    pub address: Option<String>,
    pub municipality: Option<String>,
    pub capacity: Option<i32>,
    pub step_free: bool,
    #[sea_orm(column_type = "Text", nullable)]
    pub access: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub directions: Option<String>,
    pub animals: bool,
    pub active: bool,
    /// Who keeps the room, outside the house.
    pub contact_name: Option<String>,
    pub contact_email: Option<String>,
    pub contact_phone: Option<String>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "unit_id", to = "id")]
    pub unit: BelongsTo<Option<super::unit::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
