//! The tables of the programme: venues, seasons, groups and their sessions.

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
        venue(manager).await?;
        season(manager).await?;
        break_period(manager).await?;
        template(manager).await?;
        group(manager).await?;
        group_leader(manager).await?;
        approval(manager).await?;
        session(manager).await
    }
}

/// A meeting place.
async fn venue(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("venue")
        .col(uuid("id").primary_key())
        .col(uuid_null("unit_id"))
        .col(string("name"))
        .col(string("name_sort"))
        .col(string("name_search"))
        .col(string_null("address"))
        .col(string_null("municipality"))
        .col(integer_null("capacity"))
        .col(boolean("step_free"))
        .col(text_null("access"))
        .col(text_null("directions"))
        .col(boolean("animals"))
        .col(boolean("active"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .foreign_key(&mut references("venue", "unit_id", "unit"))
        .take();
    manager.create_table(table).await?;
    index(manager, "venue", &["name_sort"]).await
}

/// A programme season.
async fn season(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("season")
        .col(uuid("id").primary_key())
        .col(string("name"))
        .col(date("starts_on"))
        .col(date("ends_on"))
        .take();
    manager.create_table(table).await?;
    unique(manager, "season", &["starts_on"]).await
}

/// A break of the whole service or of one unit, without sessions and reminders.
async fn break_period(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("break_period")
        .col(uuid("id").primary_key())
        .col(uuid_null("unit_id"))
        .col(string("name"))
        .col(date("starts_on"))
        .col(date("ends_on"))
        .foreign_key(&mut references("break_period", "unit_id", "unit"))
        .take();
    manager.create_table(table).await?;
    index(manager, "break_period", &["starts_on"]).await
}

/// A group to plan new ones from.
async fn template(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("template")
        .col(uuid("id").primary_key())
        .col(string("name"))
        .col(string("kind"))
        .col(string("openness"))
        .col(text("summary"))
        .col(string("aims"))
        .col(text("audience"))
        .col(text("criteria"))
        .col(integer("capacity"))
        .col(integer("min_participants"))
        .col(integer("sessions"))
        .col(integer("duration_minutes"))
        .col(integer("planned_minutes"))
        .col(timestamp_with_time_zone("created_at"))
        .take();
    manager.create_table(table).await
}

/// A group activity with its card, its plan and its state.
async fn group(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("activity_group")
        .col(uuid("id").primary_key())
        .col(string("code").unique_key())
        .col(string("slug").unique_key())
        .col(string("name"))
        .col(string("name_sort"))
        .col(string("name_search"))
        .col(string("kind"))
        .col(string("openness"))
        .col(string("status"))
        .col(text("summary"))
        .col(text("audience"))
        .col(text("criteria"))
        .col(text("not_for"))
        .col(text("leads_to"))
        .col(string("aims"))
        .col(string("languages"))
        .col(uuid("unit_id"))
        .col(string_null("municipality"))
        .col(uuid_null("venue_id"))
        .col(uuid_null("fallback_venue_id"))
        .col(integer("capacity"))
        .col(integer("min_participants"))
        .col(integer("planned_minutes"))
        .col(big_integer("budget_cents"))
        .col(text("incentives"))
        .col(string_null("animals"))
        .col(text("risk"))
        .col(string_null("project"))
        .col(string("timezone"))
        .col(date_null("first_date"))
        .col(time_null("start_time"))
        .col(integer("duration_minutes"))
        .col(string_null("rrule"))
        .col(text("excluded_dates"))
        .col(text("extra_dates"))
        .col(boolean("skip_public_holidays"))
        .col(boolean("skip_breaks"))
        .col(date_null("decide_on"))
        .col(string_null("cancel_code"))
        .col(text_null("status_reason"))
        .col(timestamp_with_time_zone_null("starts_at"))
        .col(timestamp_with_time_zone_null("ends_at"))
        .col(uuid("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(timestamp_with_time_zone("status_at"))
        .foreign_key(&mut references("activity_group", "unit_id", "unit"))
        .foreign_key(&mut references("activity_group", "venue_id", "venue"))
        .foreign_key(&mut references("activity_group", "fallback_venue_id", "venue"))
        .foreign_key(&mut references("activity_group", "created_by", "staff"))
        .take();
    manager.create_table(table).await?;
    group_indexes(manager).await
}

/// Indexes for the lists of groups and for the jobs that look for groups to begin or end.
async fn group_indexes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    index(manager, "activity_group", &["status", "starts_at"]).await?;
    index(manager, "activity_group", &["unit_id", "status"]).await?;
    index(manager, "activity_group", &["kind", "status"]).await?;
    index(manager, "activity_group", &["municipality", "status"]).await?;
    index(manager, "activity_group", &["name_sort"]).await?;
    index(manager, "activity_group", &["starts_at"]).await?;
    index(manager, "activity_group", &["name_search"]).await
}

/// A person's part in leading a group.
async fn group_leader(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("group_leader")
        .col(uuid("group_id"))
        .col(uuid("staff_id"))
        .col(string("role"))
        .col(integer("position"))
        .primary_key(Index::create().col("group_id").col("staff_id"))
        .foreign_key(&mut references("group_leader", "group_id", "activity_group"))
        .foreign_key(&mut references("group_leader", "staff_id", "staff"))
        .take();
    manager.create_table(table).await?;
    index(manager, "group_leader", &["staff_id", "group_id"]).await
}

/// One round of a plan's approval.
async fn approval(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("approval")
        .col(uuid("id").primary_key())
        .col(uuid("group_id"))
        .col(uuid("submitted_by"))
        .col(timestamp_with_time_zone("submitted_at"))
        .col(timestamp_with_time_zone("due_at"))
        .col(uuid_null("decided_by"))
        .col(timestamp_with_time_zone_null("decided_at"))
        .col(boolean_null("approved"))
        .col(text_null("reason"))
        .col(integer_null("minutes"))
        .col(big_integer_null("budget_cents"))
        .foreign_key(&mut references("approval", "group_id", "activity_group"))
        .foreign_key(&mut references("approval", "submitted_by", "staff"))
        .foreign_key(&mut references("approval", "decided_by", "staff"))
        .take();
    manager.create_table(table).await?;
    index(manager, "approval", &["group_id", "submitted_at"]).await?;
    index(manager, "approval", &["decided_at", "due_at"]).await
}

/// One session of a group.
async fn session(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("session")
        .col(uuid("id").primary_key())
        .col(uuid("group_id"))
        .col(integer("number"))
        .col(timestamp_with_time_zone("starts_at"))
        .col(timestamp_with_time_zone("ends_at"))
        .col(string("timezone"))
        .col(uuid_null("venue_id"))
        .col(string("status"))
        .col(text_null("plan"))
        .col(uuid_null("replaces_id"))
        .col(uuid_null("substitute_id"))
        .col(boolean("moved"))
        .col(string_null("cancel_code"))
        .col(text_null("cancel_note"))
        .col(boolean("without_animal"))
        .col(integer_null("head_count"))
        .col(timestamp_with_time_zone_null("held_at"))
        .col(timestamp_with_time_zone_null("recorded_at"))
        .col(integer("sequence"))
        .col(timestamp_with_time_zone("changed_at"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut references("session", "group_id", "activity_group"))
        .foreign_key(&mut references("session", "venue_id", "venue"))
        .foreign_key(&mut references("session", "substitute_id", "staff"))
        .take();
    manager.create_table(table).await?;
    index(manager, "session", &["group_id", "starts_at"]).await?;
    index(manager, "session", &["starts_at", "status"]).await?;
    index(manager, "session", &["venue_id", "starts_at"]).await?;
    index(manager, "session", &["status", "ends_at"]).await?;
    index(manager, "session", &["replaces_id"]).await?;
    index(manager, "session", &["substitute_id"]).await
}
