//! Open tasks of letters and calls are found by the id of their message, and sheets to fill in have a kind of their own.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let id =
            if manager.get_database_backend() == DatabaseBackend::Sqlite { FROM_BYTES } else { "message.id::text" };
        let of_task = "FROM message WHERE message.key = substr(task.key, 9)";
        let keys = format!(
            "UPDATE task SET key = 'message:' || (SELECT {id} {of_task}) \
             WHERE done_at IS NULL AND key LIKE 'message:%' AND EXISTS (SELECT 1 {of_task})"
        );
        connection.execute_unprepared(&keys).await?;
        connection.execute_unprepared(SHEETS).await.map(drop)
    }
}

/// An id in words where it is kept as bytes.
const FROM_BYTES: &str = "lower(substr(hex(message.id), 1, 8) || '-' || substr(hex(message.id), 9, 4) || '-' || \
    substr(hex(message.id), 13, 4) || '-' || substr(hex(message.id), 17, 4) || '-' || substr(hex(message.id), 21))";

/// The title says now what the note did, in the language of whoever reads it.
const SHEETS: &str = "UPDATE task SET kind = 'fill_sheet', note = NULL WHERE kind = 'other' AND key LIKE 'sheet:%'";
