//! Who was erased, and whose part in a group has just ended, is looked up each minute among ever more rows.

use sea_orm_migration::prelude::*;

use crate::helper::index_where;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The index alone answers who it is: one without the id is passed over for the whole table.
        manager.drop_index(Index::drop().name("ix_client_erased_at").table("client").to_owned()).await?;
        index_where(manager, "client", &["erased_at", "id"], "erased_at IS NOT NULL").await?;
        index_where(manager, "group_leader", &["until_at"], "until_at IS NOT NULL").await
    }
}
