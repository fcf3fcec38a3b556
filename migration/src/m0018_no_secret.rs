//! What was written into the outbox before it held news as data is called off, and with it the links that it kept.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(WITHOUT_NEWS).await?;
        manager.alter_table(Table::alter().table("message").drop_column("secret").take()).await
    }
}

const WITHOUT_NEWS: &str =
    "UPDATE message SET status = 'cancelled' WHERE news IS NULL AND status IN ('queued', 'sending', 'failed')";
