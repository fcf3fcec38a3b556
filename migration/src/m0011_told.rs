//! What each person was last told of each session, and the news that a message holds until it is sent.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::helper::{index, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let news = text_null("news");
        manager.alter_table(Table::alter().table("message").add_column(news).take()).await?;
        session_told(manager).await
    }
}

/// No key to `session`: a plan made anew may delete what people were told of.
async fn session_told(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("session_told")
        .col(uuid("session_id"))
        .col(uuid("person_id"))
        .col(uuid_null("client_id"))
        .col(uuid("group_id"))
        .col(timestamp_with_time_zone("starts_at"))
        .col(timestamp_with_time_zone("ends_at"))
        .col(uuid_null("venue_id"))
        .col(boolean("stands"))
        .col(string("told_by"))
        .col(timestamp_with_time_zone("told_at"))
        .primary_key(Index::create().col("session_id").col("person_id"))
        .foreign_key(&mut references("session_told", "client_id", "client"))
        .foreign_key(&mut references("session_told", "group_id", "activity_group"))
        .take();
    manager.create_table(table).await?;
    index(manager, "session_told", &["client_id"]).await?;
    index(manager, "session_told", &["ends_at"]).await
}
