//! Question and answer about a referral, each a row of its own. What stands already becomes the first of its thread.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string, text, timestamp_with_time_zone, uuid, uuid_null};

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
            .table("referral_note")
            .col(uuid("id").primary_key())
            .col(uuid("referral_id"))
            .col(string("status"))
            .col(text("words"))
            .col(timestamp_with_time_zone("noted_at"))
            .col(uuid_null("noted_by"))
            .foreign_key(&mut references("referral_note", "referral_id", "referral"))
            .foreign_key(&mut references("referral_note", "noted_by", "staff"))
            .take();
        manager.create_table(table).await?;
        index(manager, "referral_note", &["referral_id", "noted_at"]).await?;
        manager.get_connection().execute_unprepared(ASKED).await.map(drop)
    }
}

/// One row a referral at most, so the referral's own id names it.
const ASKED: &str = "INSERT INTO referral_note (id, referral_id, status, words, noted_at, noted_by) \
    SELECT id, id, 'info_requested', info_request, updated_at, decided_by FROM referral WHERE info_request IS NOT NULL";
