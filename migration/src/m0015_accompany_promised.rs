//! To which session somebody had promised to come along, before it fell away.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::integer_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let promised = integer_null("accompany_promised");
        manager.alter_table(Table::alter().table("referral").add_column(promised).take()).await
    }
}
