//! What befell a client at a session, in the client's own record.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string, text, text_null, timestamp_with_time_zone, uuid};

use crate::helper::{index, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("incident")
            .col(uuid("id").primary_key())
            .col(uuid("origin_id"))
            .col(uuid("client_id"))
            .col(uuid("session_id"))
            .col(uuid("group_id"))
            .col(string("kind"))
            .col(text("what"))
            .col(text_null("done"))
            .col(timestamp_with_time_zone("recorded_at"))
            .col(uuid("recorded_by"))
            .foreign_key(&mut references("incident", "client_id", "client"))
            .foreign_key(&mut references("incident", "session_id", "session"))
            .foreign_key(&mut references("incident", "group_id", "activity_group"))
            .foreign_key(&mut references("incident", "recorded_by", "staff"))
            .take();
        manager.create_table(table).await?;
        index(manager, "incident", &["client_id", "recorded_at"]).await?;
        index(manager, "incident", &["origin_id", "recorded_at"]).await?;
        index(manager, "incident", &["session_id"]).await
    }
}
