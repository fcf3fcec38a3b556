//! The schema's steps: safe to start together, whole or nothing, and without a clock of the database's own.

use std::collections::BTreeSet;

use entity::id::{ClientId, OfferId, ReferralId};
use entity::list::{Channels, Lines};
use entity::state::{
    Channel, GroupStatus, Language, MessageChannel, MessageKind, MessageStatus, ReferralSource, ReferralStatus,
};
use entity::{group, message, offer, referral};
use piiri::db::{self, Db};
use piiri::random;
use sea_orm::{
    ColumnTrait, ConnectionTrait, Database, DatabaseConnection, DbErr, EntityName, EntityTrait, IdenStatic, Iterable,
    QueryFilter, QueryOrder, Set, Statement,
};
use sea_orm_migration::prelude::*;

use crate::rule_dates::thursdays;
use crate::support::app::{empty, noon};
use crate::support::old::before;

#[tokio::test]
async fn four_servers_that_start_at_once_migrate_once() {
    for _ in 0..3 {
        let (url, _database) = empty().await;
        let starts = (0..4).map(|_| {
            let url = url.clone();
            tokio::spawn(async move { db::migrate(&url).await })
        });
        for start in starts.collect::<Vec<_>>() {
            start.await.unwrap().unwrap();
        }
        let db = Db::connect(&url).await.unwrap();
        db.read().execute_unprepared("SELECT count(*) FROM activity_group").await.unwrap();
        db.close().await.unwrap();
    }
}

#[tokio::test]
async fn no_column_takes_its_value_from_the_database() {
    let (url, _database) = empty().await;
    db::migrate(&url).await.unwrap();
    let db = Db::connect(&url).await.unwrap();
    let sql = if db.is_sqlite() {
        "SELECT m.name || '.' || p.name FROM sqlite_master m, pragma_table_info(m.name) p \
         WHERE m.type = 'table' AND m.name NOT LIKE 'seaql%' AND p.dflt_value IS NOT NULL"
    } else {
        "SELECT table_name || '.' || column_name FROM information_schema.columns \
         WHERE table_schema = 'public' AND table_name NOT LIKE 'seaql%' AND column_default IS NOT NULL"
    };
    let backend = db.read().get_database_backend();
    let rows = db.read().query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
    let columns: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
    assert!(columns.is_empty(), "{columns:?}");
}

/// A step that makes a table and then fails.
struct Failing;

impl MigrationName for Failing {
    fn name(&self) -> &'static str {
        "m9999_failing"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Failing {
    fn use_transaction(&self) -> Option<bool> {
        // What every step of ours says; `every_step_is_one_transaction` holds them to it.
        migration::Migrator::migrations()[0].use_transaction()
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("CREATE TABLE half_way (id integer)").await?;
        Err(DbErr::Custom("fails".into()))
    }
}

struct Broken;

impl MigratorTrait for Broken {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(Failing)]
    }
}

#[tokio::test]
async fn a_failing_step_leaves_nothing_behind() {
    let (url, _database) = empty().await;
    let connection = Database::connect(format!("{url}{}", if url.starts_with("sqlite") { "?mode=rwc" } else { "" }));
    let connection = connection.await.unwrap();
    assert!(Broken::up(&connection, None).await.is_err());
    assert!(connection.execute_unprepared("SELECT * FROM half_way").await.is_err());
    connection.close().await.unwrap();
}

#[test]
fn every_step_is_one_transaction() {
    for step in migration::Migrator::migrations() {
        assert_eq!(step.use_transaction(), Some(true), "{}", step.name());
    }
}

/// The columns of entities, and whether they may be empty.
macro_rules! entity_columns {
    ($($table:ident)+) => {
        [$(entity::$table::Column::iter().map(|column| {
            let empty = if column.def().is_null() { "may be empty" } else { "is never empty" };
            format!("{}.{} {empty}", entity::$table::Entity.table_name(), column.as_str())
        }).collect::<Vec<String>>()),+].concat()
    };
}

#[tokio::test]
async fn the_schema_has_the_columns_of_the_entities() {
    let (url, _database) = empty().await;
    db::migrate(&url).await.unwrap();
    let db = Db::connect(&url).await.unwrap();
    let sql = if db.is_sqlite() {
        "SELECT m.name || '.' || p.name || CASE WHEN p.\"notnull\" = 1 OR p.pk > 0 THEN ' is never empty' \
         ELSE ' may be empty' END FROM sqlite_master m, pragma_table_info(m.name) p \
         WHERE m.type = 'table' AND m.name NOT LIKE 'seaql%' AND m.name NOT LIKE 'sqlite%'"
    } else {
        "SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'NO' THEN ' is never empty' \
         ELSE ' may be empty' END FROM information_schema.columns \
         WHERE table_schema = 'public' AND table_name NOT LIKE 'seaql%'"
    };
    let backend = db.read().get_database_backend();
    let rows = db.read().query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
    let stand: BTreeSet<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
    let meant: BTreeSet<String> = entity_columns! {
        absence access_log api_token application approval attendance attendance_correction break_period calendar_link change_log channel_code client client_link device_key disclosure_log feed_event goal goal_assessment group group_leader import_run incident interpreting job_run log_seal message offer once_key pair_rule participation password_link pending_change posted_letter rating rating_answer rating_request referral referral_note revision season session session_told setting sign_in sign_in_failure staff staff_role task template unit venue waiting waiting_role walk_in
    }
    .into_iter()
    .collect();
    let differ: Vec<&String> = stand.symmetric_difference(&meant).collect();
    assert!(differ.is_empty(), "migrations and entities differ in {differ:#?}");
}

/// A database with the steps before one, whose rows need not refer to others.
async fn loose(url: &str, step: &str) -> DatabaseConnection {
    let old = before(url, step).await;
    let is_sqlite = url.starts_with("sqlite");
    let free = if is_sqlite { "PRAGMA foreign_keys = OFF" } else { "SET session_replication_role = replica" };
    old.execute_unprepared(free).await.unwrap();
    old
}

fn old_message(key: &str, status: MessageStatus, news: Option<&str>) -> message::ActiveModel {
    message::ActiveModel {
        id: Set(random::id(noon())),
        kind: Set(MessageKind::Reminder),
        channel: Set(MessageChannel::Sms),
        language: Set(Language::Fi),
        subject: Set(String::new()),
        body: Set("Tervetuloa".to_owned()),
        news: Set(news.map(str::to_owned)),
        key: Set(key.to_owned()),
        status: Set(status),
        due_at: Set(noon()),
        attempts: Set(0),
        created_at: Set(noon()),
        ..Default::default()
    }
}

#[tokio::test]
async fn offers_of_before_keep_their_time_and_messages_without_news_are_called_off() {
    let (url, _database) = empty().await;
    let old = loose(&url, "m0017_answer_by").await;
    let until = noon() + chrono::TimeDelta::hours(48);
    let [offered, other] = [random::id::<OfferId>(noon()), random::id::<OfferId>(noon())];
    let mut insert = Query::insert();
    insert.into_table("offer").columns([
        "id",
        "group_id",
        "client_id",
        "referral_id",
        "status",
        "from_queue",
        "offered_at",
        "expires_at",
        "contact_tries",
    ]);
    let row = [offered.0.into(), other.0.into(), other.0.into(), other.0.into(), "open".into(), true.into()];
    let times: [Expr; 3] = [noon().into(), until.into(), 0.into()];
    insert.values_panic(row.into_iter().chain(times));
    old.execute(&insert).await.unwrap();
    for (key, status, news) in [
        ("waits", MessageStatus::Queued, Some("{}")),
        ("old", MessageStatus::Queued, None),
        ("sent", MessageStatus::Sent, None),
    ] {
        message::Entity::insert(old_message(key, status, news)).exec_without_returning(&old).await.unwrap();
    }
    migration::Migrator::up(&old, None).await.unwrap();
    let kept = offer::Entity::find().one(&old).await.unwrap().unwrap();
    assert_eq!((kept.id, kept.answer_by), (offered, Some(until)), "it counts as told");
    let rows = message::Entity::find().order_by(message::Column::Key, Order::Asc).all(&old).await.unwrap();
    let states: Vec<_> = rows.iter().map(|row| (row.key.as_str(), row.status)).collect();
    let expected = [("old", MessageStatus::Cancelled), ("sent", MessageStatus::Sent), ("waits", MessageStatus::Queued)];
    assert_eq!(states, expected);
    old.close().await.unwrap();
}

#[tokio::test]
async fn groups_of_before_are_shown_for_good_that_the_public_had_seen() {
    let (url, _database) = empty().await;
    let old = loose(&url, "m0022_pending_change").await;
    let mut made = Vec::new();
    for (code, status, is_seen) in [
        ("RUNS", GroupStatus::Running, true),
        ("PLAN", GroupStatus::Approved, false),
        ("SEEN", GroupStatus::Cancelled, true),
        ("NEVER", GroupStatus::Cancelled, false),
    ] {
        let id = thursdays(&old, code, 3).await;
        let stands = group::Entity::update_many().col_expr(group::Column::Status, Expr::value(status));
        stands.filter(group::COLUMN.id.eq(id)).exec(&old).await.unwrap();
        if code == "SEEN" {
            let sent = referral::ActiveModel {
                id: Set(random::id::<ReferralId>(noon())),
                client_id: Set(random::id::<ClientId>(noon())),
                group_id: Set(id),
                status: Set(ReferralStatus::Submitted),
                source: Set(ReferralSource::Worker),
                reason: Set("Alone too much".into()),
                goals: Set(Lines::default()),
                animal_checked: Set(false),
                first_channel: Set(Channel::OwnWorker),
                channels: Set(Channels(vec![Channel::OwnWorker])),
                created_at: Set(noon()),
                updated_at: Set(noon()),
                ..Default::default()
            };
            referral::Entity::insert(sent).exec_without_returning(&old).await.unwrap();
        }
        made.push((id, code, is_seen));
    }
    migration::Migrator::up(&old, None).await.unwrap();
    for (id, code, is_seen) in made {
        let row = group::Entity::find_by_id(id).one(&old).await.unwrap().unwrap();
        assert_eq!(row.published_at.is_some(), is_seen, "{code}");
    }
    old.close().await.unwrap();
}
