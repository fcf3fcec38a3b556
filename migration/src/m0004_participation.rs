//! The tables of taking part: referral, place, attendance, rating and goals.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::helper::{index, references, unique_where};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        channel_code(manager).await?;
        referral(manager).await?;
        application(manager).await?;
        participation(manager).await?;
        waiting(manager).await?;
        offer(manager).await?;
        attendance(manager).await?;
        attendance_correction(manager).await?;
        walk_in(manager).await?;
        rating_request(manager).await?;
        rating(manager).await?;
        rating_answer(manager).await?;
        goal(manager).await?;
        goal_assessment(manager).await
    }
}

/// A code on a poster or a link that tells where a referral came from.
async fn channel_code(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("channel_code")
        .col(uuid("id").primary_key())
        .col(uuid("group_id"))
        .col(string("channel"))
        .col(string("code").unique_key())
        .col(string("label"))
        .col(big_integer("visits"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut references("channel_code", "group_id", "activity_group"))
        .take();
    manager.create_table(table).await?;
    index(manager, "channel_code", &["group_id"]).await
}

/// A referral of one client into one group.
async fn referral(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("referral")
        .col(uuid("id").primary_key())
        .col(uuid("client_id"))
        .col(uuid("group_id"))
        .col(string("status"))
        .col(string("source"))
        .col(uuid_null("referrer_id"))
        .col(string_null("partner"))
        .col(text("reason"))
        .col(text("goals"))
        .col(text_null("needs"))
        .col(boolean("animal_checked"))
        .col(string("first_channel"))
        .col(string("channels"))
        .col(uuid_null("channel_code_id"))
        .col(uuid_null("accompany_staff_id"))
        .col(integer_null("accompany_session"))
        .col(timestamp_with_time_zone_null("submitted_at"))
        .col(date_null("submitted_on"))
        .col(timestamp_with_time_zone_null("decided_at"))
        .col(uuid_null("decided_by"))
        .col(string_null("reject_code"))
        .col(text_null("note"))
        .col(text_null("info_request"))
        .col(uuid_null("redirected_to_id"))
        .col(timestamp_with_time_zone_null("closed_at"))
        .col(string_null("close_reason"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .foreign_key(&mut references("referral", "client_id", "client"))
        .foreign_key(&mut references("referral", "group_id", "activity_group"))
        .foreign_key(&mut references("referral", "referrer_id", "staff"))
        .foreign_key(&mut references("referral", "accompany_staff_id", "staff"))
        .foreign_key(&mut references("referral", "decided_by", "staff"))
        .take();
    manager.create_table(table).await?;
    index(manager, "referral", &["group_id", "status"]).await?;
    index(manager, "referral", &["client_id", "created_at"]).await?;
    index(manager, "referral", &["referrer_id", "status"]).await?;
    index(manager, "referral", &["status", "submitted_at"]).await?;
    index(manager, "referral", &["accompany_staff_id"]).await?;
    index(manager, "referral", &["submitted_on"]).await?;
    index(manager, "referral", &["closed_at"]).await?;
    unique_where(manager, "referral", &["client_id", "group_id"], "closed_at IS NULL").await
}

/// A referral sent from the public pages; it waits for confirmation by link and for review.
async fn application(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("application")
        .col(uuid("id").primary_key())
        .col(uuid("group_id"))
        .col(string("source"))
        .col(string("status"))
        .col(string("name"))
        .col(string_null("email"))
        .col(string_null("phone"))
        .col(string_null("municipality"))
        .col(string("language"))
        .col(text("message"))
        .col(string_null("partner"))
        .col(string_null("partner_person"))
        .col(string("first_channel"))
        .col(string("channels"))
        .col(uuid_null("channel_code_id"))
        .col(string("token_hash").unique_key())
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("confirmed_at"))
        .col(timestamp_with_time_zone_null("decided_at"))
        .col(uuid_null("client_id"))
        .col(uuid_null("referral_id"))
        .foreign_key(&mut references("application", "group_id", "activity_group"))
        .foreign_key(&mut references("application", "client_id", "client"))
        .take();
    manager.create_table(table).await?;
    index(manager, "application", &["group_id", "status"]).await?;
    index(manager, "application", &["client_id"]).await?;
    index(manager, "application", &["status", "expires_at"]).await
}

/// A client's place in a group, from confirmation to its end.
async fn participation(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("participation")
        .col(uuid("id").primary_key())
        .col(uuid("group_id"))
        .col(uuid("client_id"))
        .col(uuid_null("referral_id"))
        .col(string("status"))
        .col(boolean("active"))
        .col(timestamp_with_time_zone("confirmed_at"))
        .col(date_null("started_on"))
        .col(date_null("ended_on"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .col(string_null("end_reason"))
        .col(text_null("end_note"))
        .col(boolean("accompanied"))
        .col(text_null("override_reason"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut references("participation", "group_id", "activity_group"))
        .foreign_key(&mut references("participation", "client_id", "client"))
        .foreign_key(&mut references("participation", "referral_id", "referral"))
        .take();
    manager.create_table(table).await?;
    unique_where(manager, "participation", &["group_id", "client_id"], "active").await?;
    index(manager, "participation", &["group_id", "status"]).await?;
    index(manager, "participation", &["client_id", "status"]).await?;
    index(manager, "participation", &["referral_id"]).await
}

/// A place in a group's queue: ordered by time, with a reasoned override.
async fn waiting(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("waiting")
        .col(uuid("id").primary_key())
        .col(uuid("group_id"))
        .col(uuid("client_id"))
        .col(uuid("referral_id"))
        .col(timestamp_with_time_zone("queued_at"))
        .col(integer("priority"))
        .col(text_null("priority_reason"))
        .col(boolean("active"))
        .col(timestamp_with_time_zone_null("left_at"))
        .foreign_key(&mut references("waiting", "group_id", "activity_group"))
        .foreign_key(&mut references("waiting", "client_id", "client"))
        .foreign_key(&mut references("waiting", "referral_id", "referral"))
        .take();
    manager.create_table(table).await?;
    unique_where(manager, "waiting", &["group_id", "client_id"], "active").await?;
    index(manager, "waiting", &["group_id", "active", "priority", "queued_at"]).await?;
    index(manager, "waiting", &["referral_id"]).await?;
    index(manager, "waiting", &["client_id"]).await
}

/// A place offered until a deadline.
async fn offer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("offer")
        .col(uuid("id").primary_key())
        .col(uuid("group_id"))
        .col(uuid("client_id"))
        .col(uuid("referral_id"))
        .col(string("status"))
        .col(boolean("from_queue"))
        .col(timestamp_with_time_zone("offered_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("answered_at"))
        .col(integer("contact_tries"))
        .col(text_null("override_reason"))
        .foreign_key(&mut references("offer", "group_id", "activity_group"))
        .foreign_key(&mut references("offer", "client_id", "client"))
        .foreign_key(&mut references("offer", "referral_id", "referral"))
        .take();
    manager.create_table(table).await?;
    unique_where(manager, "offer", &["referral_id"], "status = 'open'").await?;
    index(manager, "offer", &["status", "expires_at"]).await?;
    index(manager, "offer", &["group_id", "status"]).await?;
    index(manager, "offer", &["client_id"]).await
}

/// One client's attendance of one session, as last recorded.
async fn attendance(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("attendance")
        .col(uuid("session_id"))
        .col(uuid("participation_id"))
        .col(uuid("client_id"))
        .col(string("status"))
        .col(integer("minutes"))
        .col(text_null("note"))
        .col(timestamp_with_time_zone("recorded_at"))
        .col(uuid_null("recorded_by"))
        .primary_key(Index::create().col("session_id").col("participation_id"))
        .foreign_key(&mut references("attendance", "session_id", "session"))
        .foreign_key(&mut references("attendance", "participation_id", "participation"))
        .foreign_key(&mut references("attendance", "client_id", "client"))
        .foreign_key(&mut references("attendance", "recorded_by", "staff"))
        .take();
    manager.create_table(table).await?;
    index(manager, "attendance", &["participation_id", "session_id"]).await?;
    index(manager, "attendance", &["client_id", "session_id"]).await?;
    index(manager, "attendance", &["session_id", "status"]).await
}

/// What a mark said before it was corrected.
async fn attendance_correction(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("attendance_correction")
        .col(uuid("id").primary_key())
        .col(uuid("session_id"))
        .col(uuid("participation_id"))
        .col(string("status"))
        .col(integer("minutes"))
        .col(text_null("note"))
        .col(timestamp_with_time_zone("recorded_at"))
        .col(uuid_null("recorded_by"))
        .col(timestamp_with_time_zone("corrected_at"))
        .foreign_key(&mut references("attendance_correction", "session_id", "session"))
        .foreign_key(&mut references("attendance_correction", "participation_id", "participation"))
        .foreign_key(&mut references("attendance_correction", "recorded_by", "staff"))
        .take();
    manager.create_table(table).await?;
    index(manager, "attendance_correction", &["session_id", "participation_id"]).await
}

/// Someone who came to a session of an open group without a referral, by client or by alias.
async fn walk_in(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("walk_in")
        .col(uuid("id").primary_key())
        .col(uuid("session_id"))
        .col(uuid_null("client_id"))
        .col(string_null("alias"))
        .col(integer("minutes"))
        .col(timestamp_with_time_zone("recorded_at"))
        .col(uuid("recorded_by"))
        .foreign_key(&mut references("walk_in", "session_id", "session"))
        .foreign_key(&mut references("walk_in", "client_id", "client"))
        .foreign_key(&mut references("walk_in", "recorded_by", "staff"))
        .take();
    manager.create_table(table).await?;
    index(manager, "walk_in", &["session_id"]).await?;
    index(manager, "walk_in", &["client_id"]).await
}

/// A rating that is asked of a client, with the return code of its printed form.
async fn rating_request(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("rating_request")
        .col(uuid("id").primary_key())
        .col(uuid("participation_id"))
        .col(uuid("client_id"))
        .col(uuid("group_id"))
        .col(string("phase"))
        .col(uuid_null("session_id"))
        .col(string("code").unique_key())
        .col(timestamp_with_time_zone("asked_at"))
        .col(date("due_on"))
        .col(timestamp_with_time_zone_null("answered_at"))
        .col(string_null("attrition"))
        .foreign_key(&mut references("rating_request", "participation_id", "participation"))
        .foreign_key(&mut references("rating_request", "client_id", "client"))
        .foreign_key(&mut references("rating_request", "group_id", "activity_group"))
        .foreign_key(&mut references("rating_request", "session_id", "session"))
        .take();
    manager.create_table(table).await?;
    index(manager, "rating_request", &["participation_id", "phase"]).await?;
    index(manager, "rating_request", &["client_id", "answered_at"]).await?;
    index(manager, "rating_request", &["group_id", "phase"]).await?;
    index(manager, "rating_request", &["phase", "due_on"]).await
}

/// One rating: who rated what, when and how.
async fn rating(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("rating")
        .col(uuid("id").primary_key())
        .col(uuid("participation_id"))
        .col(uuid_null("request_id"))
        .col(uuid("client_id"))
        .col(uuid("group_id"))
        .col(string("phase"))
        .col(string("rater"))
        .col(string("source"))
        .col(uuid_null("session_id"))
        .col(text_null("comment"))
        .col(timestamp_with_time_zone("given_at"))
        .col(uuid_null("keyed_by"))
        .foreign_key(&mut references("rating", "participation_id", "participation"))
        .foreign_key(&mut references("rating", "request_id", "rating_request"))
        .foreign_key(&mut references("rating", "client_id", "client"))
        .foreign_key(&mut references("rating", "group_id", "activity_group"))
        .foreign_key(&mut references("rating", "session_id", "session"))
        .foreign_key(&mut references("rating", "keyed_by", "staff"))
        .take();
    manager.create_table(table).await?;
    index(manager, "rating", &["participation_id", "phase"]).await?;
    index(manager, "rating", &["request_id"]).await?;
    index(manager, "rating", &["group_id", "phase"]).await?;
    index(manager, "rating", &["client_id", "given_at"]).await
}

/// The answer to one item of a rating: a level or a number, never both.
async fn rating_answer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("rating_answer")
        .col(uuid("rating_id"))
        .col(string("item"))
        .col(string_null("level"))
        .col(integer_null("number"))
        .primary_key(Index::create().col("rating_id").col("item"))
        .foreign_key(&mut references("rating_answer", "rating_id", "rating"))
        .take();
    manager.create_table(table).await
}

/// A goal of a participation, scaled by Goal Attainment Scaling.
async fn goal(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("goal")
        .col(uuid("id").primary_key())
        .col(uuid("participation_id"))
        .col(uuid("client_id"))
        .col(text("text"))
        .col(integer("weight"))
        .col(integer("start_level"))
        .col(integer("position"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut references("goal", "participation_id", "participation"))
        .foreign_key(&mut references("goal", "client_id", "client"))
        .take();
    manager.create_table(table).await?;
    index(manager, "goal", &["participation_id", "position"]).await?;
    index(manager, "goal", &["client_id"]).await
}

/// The level of a goal on a day, from −2 to +2.
async fn goal_assessment(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("goal_assessment")
        .col(uuid("id").primary_key())
        .col(uuid("goal_id"))
        .col(integer("level"))
        .col(date("on"))
        .col(uuid_null("assessed_by"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut references("goal_assessment", "goal_id", "goal"))
        .foreign_key(&mut references("goal_assessment", "assessed_by", "staff"))
        .take();
    manager.create_table(table).await?;
    index(manager, "goal_assessment", &["goal_id", "on"]).await
}
