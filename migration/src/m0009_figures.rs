//! Indexes that hold all that the figures read of attendance, sessions and end ratings.

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
        // The wider indexes begin with the columns of those they replace.
        manager
            .drop_index(Index::drop().name("ix_attendance_session_id_status").table("attendance").to_owned())
            .await?;
        index(manager, "attendance", &["session_id", "status", "participation_id", "minutes"]).await?;
        manager.drop_index(Index::drop().name("ix_session_starts_at_status").table("session").to_owned()).await?;
        index(manager, "session", &["starts_at", "status", "group_id", "id"]).await?;
        index(manager, "rating_request", &["phase", "asked_at"]).await?;
        index_where(manager, "client", &["address_protection"], "address_protection").await
    }
}
