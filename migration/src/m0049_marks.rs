//! What must stay closed after a restore is listed each minute: protected, silent and dead clients, ended links and calendars.

use sea_orm_migration::prelude::*;

use crate::helper::{index, index_where};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        index(manager, "client", &["channel"]).await?;
        index_where(manager, "client", &["deceased_on"], "deceased_on IS NOT NULL").await?;
        for table in ["client_link", "calendar_link", "api_token"] {
            index_where(manager, table, &["revoked_at", "token_hash"], "revoked_at IS NOT NULL").await?;
        }
        Ok(())
    }
}
