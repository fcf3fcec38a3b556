//! A group that names no municipality is found by its venue's.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let filled = "UPDATE activity_group SET municipality = \
            (SELECT venue.municipality FROM venue WHERE venue.id = activity_group.venue_id) \
            WHERE municipality IS NULL AND venue_id IS NOT NULL";
        manager.get_connection().execute_unprepared(filled).await.map(drop)
    }
}
