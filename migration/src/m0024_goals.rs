//! Where goals come from, those that were given up, and what their levels are in the client's own words.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{text_null, timestamp_with_time_zone_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let texts = ["named", "retired_reason", "levels"].map(text_null);
        for column in texts.into_iter().chain([timestamp_with_time_zone_null("retired_at")]) {
            manager.alter_table(Table::alter().table("goal").add_column(column).take()).await?;
        }
        Ok(())
    }
}
