//! A run of a long import tells which columns of its file it reads.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let layout = Table::alter().table("import_run").add_column(text_null("layout")).to_owned();
        manager.alter_table(layout).await
    }
}
