//! Wrong passwords are counted under more than the address: also for each caller, and for browsers that are known.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let renamed = Table::alter().table("sign_in_failure").rename_column("address_hash", "counted_for").take();
        manager.alter_table(renamed).await
    }
}
