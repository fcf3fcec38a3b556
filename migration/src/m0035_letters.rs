//! Where letters to a client go, and letters that were posted: when, by whom, and what stood before, so that it can be
//! taken back.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{date, string_null, text, text_null, timestamp_with_time_zone, uuid};

use crate::helper::{index, references, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let address = text_null("postal_address");
        manager.alter_table(Table::alter().table("client").add_column(address).take()).await?;
        manager.alter_table(Table::alter().table("message").add_column(string_null("slip")).take()).await?;
        unique(manager, "message", &["slip"]).await?;
        let table = Table::create()
            .table("posted_letter")
            .col(uuid("message_id").primary_key())
            .col(uuid("staff_id"))
            .col(date("posted_on"))
            .col(timestamp_with_time_zone("posted_at"))
            .col(text("before"))
            .foreign_key(&mut references("posted_letter", "message_id", "message"))
            .foreign_key(&mut references("posted_letter", "staff_id", "staff"))
            .take();
        manager.create_table(table).await?;
        index(manager, "posted_letter", &["staff_id", "posted_on"]).await
    }
}
