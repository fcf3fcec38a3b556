//! The tables of calendar feeds.

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
        calendar_link(manager).await?;
        feed_event(manager).await
    }
}

/// A private calendar feed: its kind, its subject and the hash of its token.
async fn calendar_link(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("calendar_link")
        .col(uuid("id").primary_key())
        .col(string("kind"))
        .col(uuid_null("subject_id"))
        .col(uuid_null("client_id"))
        .col(uuid_null("staff_id"))
        .col(string("titles"))
        .col(string_null("label"))
        .col(string("token_hash").unique_key())
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("fetched_at"))
        .col(string_null("fetched_by"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .foreign_key(&mut references("calendar_link", "client_id", "client"))
        .foreign_key(&mut references("calendar_link", "staff_id", "staff"))
        .take();
    manager.create_table(table).await?;
    index(manager, "calendar_link", &["kind", "subject_id"]).await?;
    index(manager, "calendar_link", &["staff_id"]).await?;
    index(manager, "calendar_link", &["client_id"]).await
}

/// What an audience was last shown of a session: the hash of it, and how often it changed.
async fn feed_event(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("feed_event")
        .col(uuid("session_id"))
        .col(string("audience"))
        .col(string("hash"))
        .col(integer("sequence"))
        .col(timestamp_with_time_zone("changed_at"))
        .primary_key(Index::create().col("session_id").col("audience"))
        .foreign_key(&mut references("feed_event", "session_id", "session"))
        .take();
    manager.create_table(table).await
}
