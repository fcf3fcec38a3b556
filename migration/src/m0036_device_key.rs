//! A key for each staff member, which seals what they typed while it is out of the server's hands.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string, timestamp_with_time_zone, uuid};

use crate::helper::references;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("device_key")
            .col(uuid("id").primary_key())
            .col(uuid("staff_id").unique_key())
            .col(string("secret"))
            .col(timestamp_with_time_zone("created_at"))
            .foreign_key(&mut references("device_key", "staff_id", "staff"))
            .take();
        manager.create_table(table).await
    }
}
