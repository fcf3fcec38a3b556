//! The tables of the logs, the tasks, the outbox and the house itself.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::helper::{index, references, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        change_log(manager).await?;
        access_log(manager).await?;
        disclosure_log(manager).await?;
        log_seal(manager).await?;
        task(manager).await?;
        revision(manager).await?;
        message(manager).await?;
        job_run(manager).await?;
        setting(manager).await?;
        idempotency(manager).await
    }
}

/// One change: who did what to what, written in the transaction of the act.
async fn change_log(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("change_log")
        .col(uuid("id").primary_key())
        .col(timestamp_with_time_zone("at"))
        .col(string("actor_kind"))
        .col(uuid_null("actor_id"))
        .col(string("act"))
        .col(string("subject_kind"))
        .col(uuid_null("subject_id"))
        .col(uuid_null("client_id"))
        .col(json_binary("details"))
        .take();
    manager.create_table(table).await?;
    index(manager, "change_log", &["at", "id"]).await?;
    index(manager, "change_log", &["client_id", "at"]).await?;
    index(manager, "change_log", &["subject_id", "at"]).await
}

/// One view, search or export of a client's data (act 703/2023).
async fn access_log(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("access_log")
        .col(uuid("id").primary_key())
        .col(timestamp_with_time_zone("at"))
        .col(string("actor_kind"))
        .col(uuid_null("actor_id"))
        .col(uuid("client_id"))
        .col(string("what"))
        .col(string_null("reason"))
        .take();
    manager.create_table(table).await?;
    index(manager, "access_log", &["at", "id"]).await?;
    index(manager, "access_log", &["client_id", "at"]).await?;
    index(manager, "access_log", &["actor_id", "at"]).await
}

/// One disclosure of a client's data: to whom, what and on what ground.
async fn disclosure_log(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("disclosure_log")
        .col(uuid("id").primary_key())
        .col(timestamp_with_time_zone("at"))
        .col(string("actor_kind"))
        .col(uuid_null("actor_id"))
        .col(uuid("client_id"))
        .col(string("recipient"))
        .col(string("what"))
        .col(string("ground"))
        .take();
    manager.create_table(table).await?;
    index(manager, "disclosure_log", &["at", "id"]).await?;
    index(manager, "disclosure_log", &["client_id", "at"]).await
}

/// A seal over the log rows up to a moment: each holds the hash of the one before.
async fn log_seal(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("log_seal")
        .col(uuid("id").primary_key())
        .col(string("log"))
        .col(big_integer("number"))
        .col(timestamp_with_time_zone("upto"))
        .col(big_integer("rows"))
        .col(string("hash"))
        .col(timestamp_with_time_zone("sealed_at"))
        .take();
    manager.create_table(table).await?;
    unique(manager, "log_seal", &["log", "number"]).await
}

/// Something a person is asked to do.
async fn task(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("task")
        .col(uuid("id").primary_key())
        .col(string("kind"))
        .col(uuid("staff_id"))
        .col(string("key").unique_key())
        .col(uuid_null("client_id"))
        .col(uuid_null("group_id"))
        .col(uuid_null("session_id"))
        .col(uuid_null("referral_id"))
        .col(text_null("note"))
        .col(timestamp_with_time_zone("due_at"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("done_at"))
        .col(uuid_null("done_by"))
        .foreign_key(&mut references("task", "staff_id", "staff"))
        .foreign_key(&mut references("task", "client_id", "client"))
        .foreign_key(&mut references("task", "done_by", "staff"))
        .take();
    manager.create_table(table).await?;
    index(manager, "task", &["staff_id", "done_at", "due_at"]).await?;
    index(manager, "task", &["done_at", "kind"]).await?;
    index(manager, "task", &["client_id"]).await?;
    index(manager, "task", &["group_id"]).await
}

/// How often what hangs on a subject has changed; caches and feeds compare it.
async fn revision(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("revision")
        .col(uuid("subject_id").primary_key())
        .col(big_integer("number"))
        .col(timestamp_with_time_zone("changed_at"))
        .take();
    manager.create_table(table).await
}

/// The outbox: a message to one recipient by one channel.
async fn message(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("message")
        .col(uuid("id").primary_key())
        .col(string("kind"))
        .col(string("channel"))
        .col(uuid_null("client_id"))
        .col(uuid_null("staff_id"))
        .col(string_null("address"))
        .col(string("language"))
        .col(string("subject"))
        .col(text("body"))
        .col(string_null("secret"))
        .col(string("key").unique_key())
        .col(uuid_null("group_id"))
        .col(uuid_null("session_id"))
        .col(uuid_null("referral_id"))
        .col(string("status"))
        .col(timestamp_with_time_zone("due_at"))
        .col(timestamp_with_time_zone_null("expires_at"))
        .col(integer("attempts"))
        .col(timestamp_with_time_zone_null("lease_until"))
        .col(string_null("error"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("sent_at"))
        .foreign_key(&mut references("message", "client_id", "client"))
        .foreign_key(&mut references("message", "staff_id", "staff"))
        .take();
    manager.create_table(table).await?;
    index(manager, "message", &["status", "due_at"]).await?;
    index(manager, "message", &["client_id", "created_at"]).await?;
    index(manager, "message", &["session_id"]).await?;
    index(manager, "message", &["group_id"]).await?;
    index(manager, "message", &["created_at", "id"]).await
}

/// One due run of a job; its key lets one server of several take it.
async fn job_run(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("job_run")
        .col(string("name"))
        .col(timestamp_with_time_zone("due_at"))
        .col(timestamp_with_time_zone("started_at"))
        .col(timestamp_with_time_zone("lease_until"))
        .col(timestamp_with_time_zone_null("finished_at"))
        .col(string_null("error"))
        .primary_key(Index::create().col("name").col("due_at"))
        .take();
    manager.create_table(table).await
}

/// A setting that an administrator may change while the server runs.
async fn setting(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("setting")
        .col(string("key").primary_key())
        .col(text("value"))
        .col(timestamp_with_time_zone("updated_at"))
        .take();
    manager.create_table(table).await
}

/// The answer to a POST with an `Idempotency-Key`, kept for 24 hours.
async fn idempotency(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("idempotency")
        .col(uuid("staff_id"))
        .col(string("key"))
        .col(string("request_hash"))
        .col(integer("status"))
        .col(string_null("location"))
        .col(text("body"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("staff_id").col("key"))
        .foreign_key(&mut references("idempotency", "staff_id", "staff"))
        .take();
    manager.create_table(table).await?;
    index(manager, "idempotency", &["created_at"]).await
}
