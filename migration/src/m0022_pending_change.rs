//! What waits beside a group until its supervisor approves it: more money, hours or sessions than were approved; and when a
//! group was first shown to the public, whose page then keeps answering.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer_null, boolean_null, date_null, integer_null, string_null, text_null, time_null,
    timestamp_with_time_zone_null, uuid,
};

use crate::helper::{references, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("pending_change")
            .col(uuid("approval_id").primary_key())
            .col(uuid("group_id"))
            .col(integer_null("planned_minutes"))
            .col(big_integer_null("budget_cents"))
            .col(integer_null("sessions"))
            .col(date_null("first_date"))
            .col(time_null("start_time"))
            .col(integer_null("duration_minutes"))
            .col(string_null("timezone"))
            .col(string_null("rrule"))
            .col(text_null("excluded_dates"))
            .col(text_null("extra_dates"))
            .col(boolean_null("skip_public_holidays"))
            .col(boolean_null("skip_breaks"))
            .foreign_key(&mut references("pending_change", "approval_id", "approval"))
            .foreign_key(&mut references("pending_change", "group_id", "activity_group"))
            .take();
        manager.create_table(table).await?;
        unique(manager, "pending_change", &["group_id"]).await?;
        let published = timestamp_with_time_zone_null("published_at");
        manager.alter_table(Table::alter().table("activity_group").add_column(published).take()).await?;
        manager.get_connection().execute_unprepared(PUBLISHED).await.map(drop)
    }
}

/// Of a cancelled group nothing but what people did with it tells whether it was shown.
const PUBLISHED: &str = "UPDATE activity_group SET published_at = status_at \
    WHERE status IN ('recruiting', 'confirmed_to_run', 'running', 'ended', 'reported', 'archived') \
    OR (status = 'cancelled' AND (EXISTS (SELECT 1 FROM referral WHERE referral.group_id = activity_group.id) \
    OR EXISTS (SELECT 1 FROM application WHERE application.group_id = activity_group.id)))";
