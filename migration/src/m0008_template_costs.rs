//! What a template says of risks, incentives and money.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, text_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [big_integer_null("budget_cents"), text_null("incentives"), text_null("risk")] {
            manager.alter_table(Table::alter().table("template").add_column(column).take()).await?;
        }
        Ok(())
    }
}
