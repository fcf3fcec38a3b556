//! A long import under way: its file until it is done, and how far it has come.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    blob_null, boolean, integer, string, text, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
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
        let table = Table::create()
            .table("import_run")
            .col(uuid("id").primary_key())
            .col(uuid_null("staff_id"))
            .col(string("kind"))
            .col(string("phase"))
            .col(boolean("dry_run"))
            .col(boolean("skip_bad"))
            .col(blob_null("file"))
            .col(integer("rows"))
            .col(integer("cursor"))
            .col(integer("added"))
            .col(integer("standing"))
            .col(integer("faulty"))
            .col(text("faults"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("lease_until"))
            .col(timestamp_with_time_zone_null("finished_at"))
            .foreign_key(&mut references("import_run", "staff_id", "staff"))
            .take();
        manager.create_table(table).await?;
        index(manager, "import_run", &["finished_at"]).await
    }
}
