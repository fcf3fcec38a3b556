//! `log_seal`: a seal over the log rows up to a moment: each holds the hash of the one before.

use sea_orm::entity::prelude::*;

use crate::id::LogSealId;

/// A seal over the log rows up to a moment: each holds the hash of the one before.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "log_seal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LogSealId,
    pub log: String,
    pub number: i64,
    pub upto: DateTimeUtc,
    pub rows: i64,
    pub hash: String,
    pub sealed_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
