//! `once_key`: an act that was done under a once-key, and what a repeat is answered; kept for 24 hours.

use sea_orm::entity::prelude::*;

/// An act that was done under a once-key: only hashes, and where its outcome is read.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "once_key")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub body_hash: String,
    pub status: i32,
    pub location: Option<String>,
    pub flash: Option<String>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
