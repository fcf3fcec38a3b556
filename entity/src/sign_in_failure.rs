//! `sign_in_failure`: wrong passwords for an address, whether or not somebody has it, and from a caller.

use sea_orm::entity::prelude::*;

/// Wrong passwords for an address, whether or not somebody has it, and from a caller.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_failure")]
pub struct Model {
    /// What they count for: begins with the SHA-256 of the address in lower case, or is that of a caller.
    #[sea_orm(primary_key, auto_increment = false)]
    pub counted_for: String,
    pub failures: i32,
    pub locked_until: Option<DateTimeUtc>,
    pub tried_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
