//! The address or number of a client at which a message was refused for good, as long as it stands.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let refused = string_null("refused_address");
        manager.alter_table(Table::alter().table("client").add_column(refused).take()).await
    }
}
