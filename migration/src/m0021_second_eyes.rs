//! Passwords that people set themselves by a link of their own, and roles that wait for a second pair of eyes.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid};

use crate::helper::{index, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let given = timestamp_with_time_zone_null("password_given_at");
        manager.alter_table(Table::alter().table("staff").add_column(given).take()).await?;
        password_link(manager).await?;
        waiting_role(manager).await
    }
}

/// A link by which a staff member sets the own password, once.
async fn password_link(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("password_link")
        .col(uuid("id").primary_key())
        .col(uuid("staff_id"))
        .col(string("token_hash").unique_key())
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(&mut references("password_link", "staff_id", "staff"))
        .take();
    manager.create_table(table).await?;
    index(manager, "password_link", &["staff_id"]).await
}

/// A role that was given to a staff member and that somebody else has not confirmed yet.
async fn waiting_role(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("waiting_role")
        .col(uuid("staff_id"))
        .col(string("role"))
        .col(uuid("given_by"))
        .col(timestamp_with_time_zone("given_at"))
        .primary_key(Index::create().col("staff_id").col("role"))
        .foreign_key(&mut references("waiting_role", "staff_id", "staff"))
        .foreign_key(&mut references("waiting_role", "given_by", "staff"))
        .take();
    manager.create_table(table).await
}
