//! From when until when somebody leads a group; interpreters booked for sessions; who keeps a venue; and what people
//! outside the house were last told of a session.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    string, string_null, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
};

use crate::helper::{index, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["from_at", "until_at"] {
            let column = timestamp_with_time_zone_null(column);
            manager.alter_table(Table::alter().table("group_leader").add_column(column).take()).await?;
        }
        for column in ["contact_name", "contact_email", "contact_phone"] {
            manager.alter_table(Table::alter().table("venue").add_column(string_null(column)).take()).await?;
        }
        manager.alter_table(Table::alter().table("session_told").add_column(string_null("outside")).take()).await?;
        interpreting(manager).await
    }
}

async fn interpreting(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("interpreting")
        .col(uuid("id").primary_key())
        .col(uuid("session_id"))
        .col(string("language"))
        .col(string_null("name"))
        .col(string_null("email"))
        .col(string_null("phone"))
        .col(string("status"))
        .col(timestamp_with_time_zone_null("booked_for"))
        .col(text_null("note"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .foreign_key(&mut references("interpreting", "session_id", "session"))
        .take();
    manager.create_table(table).await?;
    index(manager, "interpreting", &["session_id"]).await
}
