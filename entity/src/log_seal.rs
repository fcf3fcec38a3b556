//! `log_seal`: a seal over rows of the logs, which name it; each holds the hash of the one before.

use sea_orm::entity::prelude::*;

/// A seal over rows of the logs, which name it; each holds the hash of the one before.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "log_seal")]
pub struct Model {
    /// From 1, without a gap.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub rows: i64,
    /// The hash of what it holds of each log.
    #[sea_orm(column_type = "Text")]
    pub digests: String,
    /// What the key is known by that it was made with; empty without one.
    pub key: String,
    pub hash: String,
    pub sealed_at: DateTimeUtc,
    /// When its rows were removed, their time being over.
    pub forgotten_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
