//! A sign-in whose device is in a client's hands, and why a rating was asked for before it was due.

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
        let handed_at = timestamp_with_time_zone_null("handed_at");
        manager.alter_table(Table::alter().table("sign_in").add_column(handed_at).take()).await?;
        let early_reason = text_null("early_reason");
        manager.alter_table(Table::alter().table("rating_request").add_column(early_reason).take()).await
    }
}
