//! By when an offer is to be answered, which is not known until its client was told; offers of before count as told.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::timestamp_with_time_zone_null;

use crate::helper::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let answer_by = timestamp_with_time_zone_null("answer_by");
        manager.alter_table(Table::alter().table("offer").add_column(answer_by).take()).await?;
        let connection = manager.get_connection();
        connection.execute_unprepared("UPDATE offer SET answer_by = expires_at").await?;
        manager.drop_index(Index::drop().name("ix_offer_status_expires_at").table("offer").to_owned()).await?;
        manager.alter_table(Table::alter().table("offer").drop_column("expires_at").take()).await?;
        index(manager, "offer", &["status", "answer_by"]).await
    }
}
