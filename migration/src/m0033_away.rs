//! When staff are away, who stands in for them, when they work, and whose a task is that somebody else has meanwhile.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    string, string_null, time_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::helper::{index, index_where, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("absence")
            .col(uuid("id").primary_key())
            .col(uuid("staff_id"))
            .col(string("kind"))
            .col(timestamp_with_time_zone("from_at"))
            .col(timestamp_with_time_zone_null("until_at"))
            .col(uuid_null("deputy_id"))
            .col(timestamp_with_time_zone_null("begun_at"))
            .col(timestamp_with_time_zone_null("ended_at"))
            .col(uuid_null("created_by"))
            .col(timestamp_with_time_zone("created_at"))
            .foreign_key(&mut references("absence", "staff_id", "staff"))
            .foreign_key(&mut references("absence", "deputy_id", "staff"))
            .foreign_key(&mut references("absence", "created_by", "staff"))
            .take();
        manager.create_table(table).await?;
        index(manager, "absence", &["staff_id"]).await?;
        index(manager, "absence", &["deputy_id"]).await?;
        let columns =
            [uuid_null("deputy_id"), string_null("work_days"), time_null("work_from"), time_null("work_until")];
        for column in columns {
            manager.alter_table(Table::alter().table("staff").add_column(column).take()).await?;
        }
        manager.alter_table(Table::alter().table("task").add_column(uuid_null("home_id")).take()).await?;
        index_where(manager, "task", &["home_id"], "home_id IS NOT NULL").await
    }
}
