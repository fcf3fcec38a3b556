//! Whether a group takes nobody in for now though it runs, and the group with which one was merged.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{timestamp_with_time_zone_null, uuid_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [timestamp_with_time_zone_null("intake_closed_at"), uuid_null("merged_into_id")] {
            manager.alter_table(Table::alter().table("activity_group").add_column(column).take()).await?;
        }
        Ok(())
    }
}
