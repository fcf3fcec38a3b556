//! `unit`: a node of the organisation tree: county, area, municipality or unit.

use sea_orm::entity::prelude::*;

use crate::id::UnitId;
use crate::state::UnitKind;

/// A node of the organisation tree: county, area, municipality or unit.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UnitId,
    pub parent_id: Option<UnitId>,
    pub kind: UnitKind,
    pub name: String,
    pub municipality: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
