//! `revision`: how often what hangs on a subject has changed; caches and feeds compare it.

use sea_orm::entity::prelude::*;

/// How often what hangs on a subject has changed; caches and feeds compare it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revision")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: Uuid,
    pub number: i64,
    pub changed_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
