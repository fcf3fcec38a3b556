//! What waited to be sent when a copy was made is held after that copy was put back, until somebody lets it go; and who was
//! erased is looked up each minute.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::timestamp_with_time_zone_null;

use crate::helper::index_where;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let held = timestamp_with_time_zone_null("held_at");
        manager.alter_table(Table::alter().table("message").add_column(held).take()).await?;
        index_where(manager, "message", &["held_at"], "held_at IS NOT NULL").await?;
        index_where(manager, "client", &["erased_at"], "erased_at IS NOT NULL").await
    }
}
