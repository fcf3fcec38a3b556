//! The tables of the organisation, its staff and its clients.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::helper::{index, index_where, references, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        unit(manager).await?;
        staff(manager).await?;
        staff_role(manager).await?;
        sign_in(manager).await?;
        sign_in_failure(manager).await?;
        api_token(manager).await?;
        client(manager).await?;
        pair_rule(manager).await?;
        client_link(manager).await
    }
}

/// A node of the organisation tree: county, area, municipality or unit.
async fn unit(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("unit")
        .col(uuid("id").primary_key())
        .col(uuid_null("parent_id"))
        .col(string("kind"))
        .col(string("name"))
        .col(string_null("municipality"))
        .foreign_key(&mut references("unit", "parent_id", "unit"))
        .take();
    manager.create_table(table).await?;
    index(manager, "unit", &["parent_id"]).await
}

/// A person who works with groups and may sign in.
async fn staff(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("staff")
        .col(uuid("id").primary_key())
        .col(uuid("unit_id"))
        .col(string("given_name"))
        .col(string("name"))
        .col(string("name_sort"))
        .col(string("email"))
        .col(string("email_key").unique_key())
        .col(string_null("phone"))
        .col(string("language"))
        .col(string_null("password_hash"))
        .col(boolean("active"))
        .col(boolean("address_protection"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut references("staff", "unit_id", "unit"))
        .take();
    manager.create_table(table).await?;
    index(manager, "staff", &["unit_id"]).await?;
    index(manager, "staff", &["name_sort"]).await
}

/// A role that a staff member holds.
async fn staff_role(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("staff_role")
        .col(uuid("staff_id"))
        .col(string("role"))
        .primary_key(Index::create().col("staff_id").col("role"))
        .foreign_key(&mut references("staff_role", "staff_id", "staff"))
        .take();
    manager.create_table(table).await
}

/// A signed-in browser of a staff member.
async fn sign_in(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("sign_in")
        .col(uuid("id").primary_key())
        .col(uuid("staff_id"))
        .col(string("token_hash").unique_key())
        .col(string("agent"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("seen_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .foreign_key(&mut references("sign_in", "staff_id", "staff"))
        .take();
    manager.create_table(table).await?;
    index(manager, "sign_in", &["staff_id", "created_at"]).await
}

/// Wrong passwords for an address, whether or not somebody has it.
async fn sign_in_failure(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("sign_in_failure")
        .col(string("address_hash").primary_key())
        .col(integer("failures"))
        .col(timestamp_with_time_zone_null("locked_until"))
        .col(timestamp_with_time_zone("tried_at"))
        .take();
    manager.create_table(table).await?;
    index(manager, "sign_in_failure", &["tried_at"]).await
}

/// A bearer token of a staff account for `/api/v1`.
async fn api_token(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("api_token")
        .col(uuid("id").primary_key())
        .col(uuid("staff_id"))
        .col(string("name"))
        .col(string("token_hash").unique_key())
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .foreign_key(&mut references("api_token", "staff_id", "staff"))
        .take();
    manager.create_table(table).await?;
    index(manager, "api_token", &["staff_id"]).await
}

/// A client: what the process needs to know, and nothing more.
async fn client(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("client")
        .col(uuid("id").primary_key())
        .col(string_null("external_ref").unique_key())
        .col(uuid("unit_id"))
        .col(string("name"))
        .col(string("given_name"))
        .col(string("name_sort"))
        .col(string("name_search"))
        .col(integer_null("birth_year"))
        .col(string("language"))
        .col(string_null("municipality"))
        .col(string_null("email"))
        .col(string_null("phone"))
        .col(string("channel"))
        .col(string("reminders"))
        .col(boolean("address_protection"))
        .col(string_null("interpreter"))
        .col(text_null("needs"))
        .col(text_null("contact_note"))
        .col(uuid_null("key_worker_id"))
        .col(boolean("show_place"))
        .col(date_null("deceased_on"))
        .col(uuid_null("merged_into_id"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .foreign_key(&mut references("client", "unit_id", "unit"))
        .foreign_key(&mut references("client", "key_worker_id", "staff"))
        .foreign_key(&mut references("client", "merged_into_id", "client"))
        .take();
    manager.create_table(table).await?;
    index(manager, "client", &["key_worker_id", "name_sort"]).await?;
    index(manager, "client", &["unit_id", "name_sort"]).await?;
    index(manager, "client", &["name_search"]).await?;
    index(manager, "client", &["municipality"]).await?;
    index_where(manager, "client", &["merged_into_id"], "merged_into_id IS NOT NULL").await
}

/// Two clients who must not meet; shown as a bare conflict, never with its reason.
async fn pair_rule(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("pair_rule")
        .col(uuid("id").primary_key())
        .col(uuid("client_a_id"))
        .col(uuid("client_b_id"))
        .col(text("reason"))
        .col(uuid("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut references("pair_rule", "client_a_id", "client"))
        .foreign_key(&mut references("pair_rule", "client_b_id", "client"))
        .foreign_key(&mut references("pair_rule", "created_by", "staff"))
        .take();
    manager.create_table(table).await?;
    unique(manager, "pair_rule", &["client_a_id", "client_b_id"]).await?;
    index(manager, "pair_rule", &["client_b_id"]).await
}

/// A private link to a client's own pages; only the hash of its token is kept.
async fn client_link(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("client_link")
        .col(uuid("id").primary_key())
        .col(uuid("client_id"))
        .col(string("token_hash").unique_key())
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .foreign_key(&mut references("client_link", "client_id", "client"))
        .take();
    manager.create_table(table).await?;
    index(manager, "client_link", &["client_id"]).await
}
