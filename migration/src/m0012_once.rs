//! The outcome of an act under its once-key, in place of whole answers, which held what was read of clients.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, string, string_null, timestamp_with_time_zone};

use crate::helper::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("idempotency").to_owned()).await?;
        let table = Table::create()
            .table("once_key")
            .col(string("id").primary_key())
            .col(string("body_hash"))
            .col(integer("status"))
            .col(string_null("location"))
            .col(string_null("flash"))
            .col(timestamp_with_time_zone("created_at"))
            .take();
        manager.create_table(table).await?;
        index(manager, "once_key", &["created_at"]).await
    }
}
