//! A run of a long import reads one sheet of a workbook, and tells which of its columns.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["sheet", "layout"] {
            let with = Table::alter().table("import_run").add_column(text_null(column)).to_owned();
            manager.alter_table(with).await?;
        }
        Ok(())
    }
}
