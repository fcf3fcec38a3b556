//! Each row of the logs says which seal holds it, and a seal is made with a key: what a seal covers follows from no clock.
//! Rows that were sealed by time are sealed anew, all at once.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, string, text, timestamp_with_time_zone, timestamp_with_time_zone_null,
};

use crate::helper::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for log in ["change_log", "access_log", "disclosure_log"] {
            manager.alter_table(Table::alter().table(log).add_column(big_integer_null("seal")).take()).await?;
            index(manager, log, &["seal", "id"]).await?;
        }
        manager.drop_table(Table::drop().table("log_seal").take()).await?;
        let table = Table::create()
            .table("log_seal")
            .col(big_integer("number").primary_key())
            .col(big_integer("rows"))
            .col(text("digests"))
            .col(string("key"))
            .col(string("hash"))
            .col(timestamp_with_time_zone("sealed_at"))
            .col(timestamp_with_time_zone_null("forgotten_at"))
            .take();
        manager.create_table(table).await
    }
}
