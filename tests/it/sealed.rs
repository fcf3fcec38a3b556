//! The seals of the logs: what was touched shows, and what is right stays right.

use entity::state::Role;
use entity::{access_log, change_log, log_seal};
use piiri::access::Actor as By;
use piiri::audit::seal::SealKeys;
use piiri::audit::{self, Disclosure, SealHead, Verified};
use piiri::config::Config;
use piiri::error::{Code, Error};
use sea_orm::sea_query::Expr;
use sea_orm::{DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};
use tempfile::TempDir;

use crate::support::TestApp;

/// Settings with a key.
fn with_key(named: &str) -> Config {
    Config { seal_keys: named.repeat(64), ..Config::default() }
}

/// An application with rows in every log, under three seals made at these moments.
async fn sealed(config: Config, at: [&str; 3]) -> TestApp {
    let test = TestApp::with(config).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    for (n, moment) in at.into_iter().enumerate() {
        test.at(moment);
        let client = test.client(&format!("Anna {n}"), worker.id()).await;
        test.system(async |act| {
            audit::seen(act, client, "client.record").await?;
            let told = Disclosure { recipient: "A".into(), what: "B".into(), ground: "C".into() };
            audit::disclosed(act, client, told).await
        })
        .await;
        audit::seal_logs(&test.app, test.app.clock.now()).await.unwrap();
    }
    test
}

/// Three minutes, one after the other.
const IN_ORDER: [&str; 3] = ["2026-10-14T09:00:00Z", "2026-10-14T09:01:00Z", "2026-10-14T09:02:00Z"];

async fn verify(test: &TestApp, kept: &[SealHead]) -> Result<Verified, Code> {
    let keys = SealKeys::of(&test.app.config);
    audit::verify(test.app.db.read(), &keys, kept, test.app.clock.now()).await.map_err(|error| match error {
        Error::Conflict(fault) => fault.code,
        other => panic!("{other}"),
    })
}

/// Does something to the database that no act does.
async fn behind(test: &TestApp, touch: impl AsyncFnOnce(&DatabaseTransaction)) {
    let tx = test.app.db.write().await.unwrap();
    touch(&tx).await;
    tx.commit().await.unwrap();
}

async fn seals_from(test: &TestApp, number: i64) {
    behind(test, async |tx| {
        change_log::Entity::delete_many().filter(change_log::COLUMN.seal.gte(number)).exec(tx).await.unwrap();
        access_log::Entity::delete_many().filter(access_log::COLUMN.seal.gte(number)).exec(tx).await.unwrap();
        let disclosed = entity::disclosure_log::Entity::delete_many();
        disclosed.filter(entity::disclosure_log::COLUMN.seal.gte(number)).exec(tx).await.unwrap();
        log_seal::Entity::delete_many().filter(log_seal::COLUMN.number.gte(number)).exec(tx).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_row_that_was_changed_added_or_removed_is_named_by_its_log() {
    let test = sealed(with_key("k"), IN_ORDER).await;
    let whole = verify(&test, &[]).await.unwrap();
    assert!(whole.rows >= 12 && whole.without_key == 0 && whole.unsealed == 0, "{whole:?}");
    assert_eq!(whole.head.as_ref().map(|head| head.number), Some(3));
    let of = access_log::COLUMN.seal.eq(2_i64);
    let rows = access_log::Entity::find().filter(of.clone()).all(test.app.db.read()).await.unwrap();
    let [row] = &rows[..] else { panic!("{rows:?}") };
    let what = async |what: &str| {
        let change = access_log::Entity::update_many().col_expr(access_log::Column::What, Expr::value(what));
        behind(&test, async |tx| _ = change.filter(of.clone()).exec(tx).await.unwrap()).await;
    };
    what("nothing").await;
    assert_eq!(verify(&test, &[]).await, Err(Code::AuditAccessLogBroken));
    what(&row.what).await;
    assert_eq!(verify(&test, &[]).await, Ok(whole));
    behind(&test, async |tx| {
        let moved = access_log::Entity::update_many().col_expr(access_log::Column::Seal, Expr::value(1));
        moved.filter(of.clone()).exec(tx).await.unwrap();
    })
    .await;
    assert_eq!(verify(&test, &[]).await, Err(Code::AuditAccessLogBroken), "a row under another seal");
    behind(&test, async |tx| {
        change_log::Entity::delete_many().filter(change_log::COLUMN.seal.eq(1_i64)).exec(tx).await.unwrap();
    })
    .await;
    assert_eq!(verify(&test, &[]).await, Err(Code::AuditChangeLogBroken));
}

#[tokio::test]
async fn seals_that_were_deleted_are_missed_with_their_rows_or_without() {
    let test = sealed(with_key("k"), IN_ORDER).await;
    behind(&test, async |tx| _ = log_seal::Entity::delete_by_id(2).exec(tx).await.unwrap()).await;
    assert_eq!(verify(&test, &[]).await, Err(Code::AuditSealsGone), "a gap");
    let test = sealed(with_key("k"), IN_ORDER).await;
    behind(&test, async |tx| _ = log_seal::Entity::delete_by_id(3).exec(tx).await.unwrap()).await;
    assert_eq!(verify(&test, &[]).await, Err(Code::AuditSealsGone), "rows name a seal that is gone");
    behind(&test, async |tx| {
        log_seal::Entity::delete_many().exec(tx).await.unwrap();
        access_log::Entity::delete_many().exec(tx).await.unwrap();
    })
    .await;
    assert_eq!(verify(&test, &[]).await, Err(Code::AuditSealsGone), "the other logs still name them");
    seals_from(&test, 0).await;
    assert_eq!(verify(&test, &[]).await, Err(Code::AuditEmptied));
}

#[tokio::test]
async fn a_cut_end_is_missed_where_the_head_is_kept_outside_the_database() {
    let folder = TempDir::new().unwrap();
    let config = Config { record: folder.path().display().to_string(), ..with_key("k") };
    let test = sealed(config, IN_ORDER).await;
    let head = audit::head(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!(test.app.record.head().await.unwrap(), Some(head.to_string()), "the job keeps it");
    assert_eq!(head.to_string().parse::<SealHead>().unwrap(), head);
    assert!(verify(&test, std::slice::from_ref(&head)).await.is_ok());
    assert!(!piiri::data_rights::is_older(&test.app).await.unwrap());
    seals_from(&test, 2).await;
    assert!(verify(&test, &[]).await.is_ok(), "in itself it is whole and only shorter");
    assert_eq!(verify(&test, &[head]).await, Err(Code::AuditHeadGone));
    assert!(piiri::data_rights::is_older(&test.app).await.unwrap(), "a server that starts on it sees it too");
}

#[tokio::test]
async fn without_the_key_nobody_makes_the_seals_anew() {
    let test = sealed(with_key("k"), IN_ORDER).await;
    let head = audit::head(test.app.db.read()).await.unwrap().unwrap();
    let anew = async |keys: &SealKeys| {
        behind(&test, async |tx| {
            log_seal::Entity::delete_many().exec(tx).await.unwrap();
            let none = || Expr::value(Option::<i64>::None);
            change_log::Entity::update_many().col_expr(change_log::Column::Seal, none()).exec(tx).await.unwrap();
            access_log::Entity::update_many().col_expr(access_log::Column::Seal, none()).exec(tx).await.unwrap();
            let disclosed = entity::disclosure_log::Entity::update_many();
            disclosed.col_expr(entity::disclosure_log::Column::Seal, none()).exec(tx).await.unwrap();
        })
        .await;
        test.app.act(By::System, async |act| audit::seal_due(act, keys).await).await.unwrap();
    };
    anew(&SealKeys::of(&with_key("x"))).await;
    assert_eq!(verify(&test, &[]).await, Err(Code::AuditKeyUnknown));
    anew(&SealKeys::of(&Config::default())).await;
    let told = verify(&test, &[]).await.unwrap();
    assert_eq!(told.without_key, told.rows, "seals without a key are told as such");
    assert_eq!(verify(&test, &[head]).await, Err(Code::AuditHeadGone));
}

#[tokio::test]
async fn a_seal_without_a_key_above_those_with_one_is_nobodys_of_ours_and_the_server_makes_none() {
    let mut test = sealed(with_key("k"), IN_ORDER).await;
    test.app.config = Config { database: test.app.config.database.clone(), ..Config::default() }.into();
    test.staff("Wes Worker", &[Role::Worker]).await;
    assert!(audit::seal_logs(&test.app, test.app.clock.now()).await.is_err(), "the key is gone from the settings");
    assert_eq!(log_seal::Entity::find().count(test.app.db.read()).await.unwrap(), 3);
    behind(&test, async |tx| {
        let key = log_seal::Entity::update_many().col_expr(log_seal::Column::Key, Expr::value(""));
        key.filter(log_seal::COLUMN.number.eq(3_i64)).exec(tx).await.unwrap();
    })
    .await;
    test.app.config = with_key("k").into();
    assert_eq!(verify(&test, &[]).await, Err(Code::AuditSealBroken));
}

#[tokio::test]
async fn a_key_that_was_changed_still_reads_what_it_has_sealed() {
    let mut test = sealed(with_key("k"), IN_ORDER).await;
    let both = format!("{}, {}", "n".repeat(64), "k".repeat(64));
    test.app.config = Config { seal_keys: both, ..Config::default() }.into();
    test.staff("Wes Worker", &[Role::Worker]).await;
    audit::seal_logs(&test.app, test.app.clock.now()).await.unwrap();
    let whole = verify(&test, &[]).await.unwrap();
    assert_eq!((whole.head.map(|head| head.number), whole.unsealed, whole.without_key), (Some(4), 0, 0));
    test.app.config = with_key("n").into();
    assert_eq!(verify(&test, &[]).await, Err(Code::AuditKeyUnknown), "the old one is told to be missing");
}

#[tokio::test]
async fn a_clock_that_was_ahead_and_goes_back_breaks_nothing() {
    let jumping = ["2026-10-14T09:00:00Z", "2026-11-14T09:00:00Z", "2026-10-14T09:02:00Z"];
    let test = sealed(with_key("k"), jumping).await;
    test.at("2026-10-14T09:03:00Z");
    test.staff("Wes Worker", &[Role::Worker]).await;
    audit::seal_logs(&test.app, test.app.clock.now()).await.unwrap();
    let whole = verify(&test, &[]).await.unwrap();
    assert_eq!((whole.head.map(|head| head.number), whole.unsealed), (Some(4), 0));
}

#[tokio::test]
async fn after_twelve_years_the_rows_go_and_the_seals_hold_and_no_row_goes_sooner() {
    let test = sealed(with_key("k"), ["2026-10-14T09:00:00Z", "2026-10-20T09:00:00Z", "2030-01-01T09:00:00Z"]).await;
    let whole = verify(&test, &[]).await.unwrap();
    let forget = async |at: &str| {
        test.at(at);
        audit::forget(&test.app, test.app.clock.now()).await.unwrap();
        verify(&test, whole.head.as_slice()).await.unwrap()
    };
    assert_eq!(forget("2038-10-13T09:00:00Z").await.forgotten, 0, "a day before");
    let first = forget("2038-10-14T09:00:00Z").await;
    assert!(first.forgotten > 0 && first.rows == whole.rows, "{first:?}");
    let second = forget("2038-10-21T09:00:00Z").await;
    assert!(second.forgotten > first.forgotten && second.forgotten < second.rows, "{second:?}");
    let told = change_log::Entity::find().filter(change_log::COLUMN.act.eq("log.forgotten"));
    assert_eq!(told.count(test.app.db.read()).await.unwrap(), 2, "each time is logged");
    behind(&test, async |tx| {
        access_log::Entity::delete_many().filter(access_log::COLUMN.seal.eq(3_i64)).exec(tx).await.unwrap();
        let early = log_seal::Entity::update_many().col_expr(
            log_seal::Column::ForgottenAt,
            Expr::value("2038-10-21T09:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap()),
        );
        early.filter(log_seal::COLUMN.number.eq(3_i64)).exec(tx).await.unwrap();
    })
    .await;
    assert!(verify(&test, &[]).await.is_err(), "whoever removes rows before their time can't call it forgetting");
}

#[tokio::test]
async fn rows_of_an_open_transaction_come_under_the_next_seal() {
    let test = sealed(with_key("k"), IN_ORDER).await;
    let worker = test.staff("Wes Worker", &[Role::Worker]).await;
    let client = test.client("Berta", worker.id()).await;
    audit::seal_logs(&test.app, test.app.clock.now()).await.unwrap();
    // An act that began long before this seal and is committed after it.
    let long_ago = "2026-10-14T08:00:00Z".parse().unwrap();
    test.app.act_at(By::System, long_ago, async |act| audit::seen(act, client, "client.record").await).await.unwrap();
    assert_eq!(verify(&test, &[]).await.unwrap().unsealed, 1);
    audit::seal_logs(&test.app, test.app.clock.now()).await.unwrap();
    let whole = verify(&test, &[]).await.unwrap();
    assert_eq!((whole.unsealed, whole.head.map(|head| head.number)), (0, Some(5)));
}
