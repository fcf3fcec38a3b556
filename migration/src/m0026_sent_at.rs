//! Finds what was just sent, for providers that take only so many messages a second.

use sea_orm_migration::prelude::*;

use crate::helper::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        index(manager, "message", &["sent_at"]).await
    }
}
