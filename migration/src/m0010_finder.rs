//! What the finder's words are looked for in: name, summary and audience of a group, folded as names are for search.

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
        let told = text_null("card_search");
        manager.alter_table(Table::alter().table("activity_group").add_column(told).take()).await?;
        manager.get_connection().execute_unprepared(FOLD).await.map(drop)
    }
}

/// SQLite lowers no letter beyond ASCII by itself; a card that is saved is folded whole.
const FOLD: &str = "UPDATE activity_group SET card_search = replace(replace(replace(\
    lower(name || ' ' || summary || ' ' || audience), 'Å', 'å'), 'Ä', 'ä'), 'Ö', 'ö')";
