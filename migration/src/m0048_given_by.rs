//! Who gave a role that works: two whose roles come from one hand are no two pairs of eyes.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{timestamp_with_time_zone_null, uuid_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [uuid_null("given_by"), timestamp_with_time_zone_null("given_at")] {
            manager.alter_table(Table::alter().table("staff_role").add_column(column).take()).await?;
        }
        Ok(())
    }
}
