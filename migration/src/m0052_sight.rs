//! For whom somebody stands in is asked with every request, and whose referrals are open in one's groups with most pages.

use sea_orm_migration::prelude::*;

use crate::helper::{index, index_where};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        index(manager, "staff", &["deputy_id"]).await?;
        // An index that finds the open ones is taken for the shortest way to those of one group, and reads everybody's.
        manager.drop_index(Index::drop().name("ix_referral_closed_at").table("referral").to_owned()).await?;
        index_where(manager, "referral", &["closed_at"], "closed_at IS NOT NULL").await
    }
}
