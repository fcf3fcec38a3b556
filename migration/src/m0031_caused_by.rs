//! Whose act a message came of, and whom a person was last told to meet at a session.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::uuid_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let caused_by = uuid_null("caused_by");
        manager.alter_table(Table::alter().table("message").add_column(caused_by).take()).await?;
        let meets = uuid_null("meets_id");
        manager.alter_table(Table::alter().table("session_told").add_column(meets).take()).await
    }
}
