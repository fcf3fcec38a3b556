//! Since when a staff member does not want the weekly message about free places.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::timestamp_with_time_zone_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let off = timestamp_with_time_zone_null("weekly_off_at");
        manager.alter_table(Table::alter().table("staff").add_column(off).take()).await
    }
}
