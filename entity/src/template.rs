//! `template`: a group to plan new ones from.

use sea_orm::entity::prelude::*;

use crate::id::TemplateId;
use crate::list::Aims;
use crate::state::{GroupKind, Openness};

/// A group to plan new ones from.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "template")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TemplateId,
    pub name: String,
    pub kind: GroupKind,
    pub openness: Openness,
    #[sea_orm(column_type = "Text")]
    pub summary: String,
    pub aims: Aims,
    #[sea_orm(column_type = "Text")]
    pub audience: String,
    #[sea_orm(column_type = "Text")]
    pub criteria: String,
    pub capacity: i32,
    pub min_participants: i32,
    pub sessions: i32,
    pub duration_minutes: i32,
    pub planned_minutes: i32,
    pub budget_cents: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub incentives: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub risk: Option<String>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
