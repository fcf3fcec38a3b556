//! The figures of the demo: true in the calculation, and hidden on the page where they must be.

use axum::http::{Method, StatusCode};
use entity::state::{CloseReason, Role};
use piiri::demo;
use piiri::statistics::cut::Pattern;
use piiri::statistics::cut::{CellKey, CutPosition};
use piiri::statistics::facts::Facts;
use piiri::statistics::figure::CellTable;
use piiri::statistics::indicators;
use serde_json::Value;

use crate::support::TestApp;
use crate::support::actor::Actor;

async fn demo() -> (TestApp, Actor) {
    let test = TestApp::new().await;
    let tx = test.app.db.write().await.unwrap();
    demo::write(&tx, demo::SEED, 1).await.unwrap();
    tx.commit().await.unwrap();
    test.outbox().await;
    let manager = test.staff("Mia Manager", &[Role::Manager]).await;
    (test, manager)
}

async fn facts(test: &TestApp) -> Facts {
    let year = "2026-01-01".parse().unwrap()..="2026-12-31".parse().unwrap();
    piiri::statistics::facts(test.app.db.read(), year, test.app.clock.now(), test.app.config.zone).await.unwrap()
}

fn whole() -> CellKey {
    CutPosition::default().key(Pattern::NONE).unwrap()
}

fn fraction(table: &CellTable, measure: &str, class: &str) -> (u64, u64) {
    let found = table.true_value(measure, class, &whole()).unwrap_or_else(|| panic!("{measure} {class}"));
    (found.numerator.unwrap(), found.denominator.unwrap())
}

fn count(table: &CellTable, measure: &str) -> u64 {
    table.true_value(measure, "", &whole()).unwrap().numerator.unwrap()
}

#[tokio::test]
async fn the_true_figures_are_those_of_the_brief() {
    let (test, _) = demo().await;
    let facts = facts(&test).await;
    let reach = indicators::reach(&facts);
    assert_eq!(count(&indicators::groups_realised(&facts), "groups_realised"), 16);
    assert_eq!((count(&reach, "unique_clients"), count(&reach, "participations")), (88, 91));
    assert_eq!(count(&indicators::sessions(&facts), "sessions_planned"), 139);
    let conversion = indicators::conversion(&facts);
    assert_eq!(fraction(&conversion, "start_conversion", ""), (91, 127));
    assert_eq!(fraction(&indicators::places_started(&facts), "places_started", ""), (91, 111));
    assert_eq!(fraction(&indicators::exits(&facts), "dropout", "dropped_out"), (13, 54));
    let benefit = indicators::benefit(&facts);
    let levels = ["not_at_all", "little", "somewhat", "much", "very_much"];
    let counts = levels.map(|level| fraction(&benefit, "benefit", level));
    assert_eq!(counts, [(1, 39), (3, 39), (15, 39), (13, 39), (7, 39)]);
    assert_eq!(fraction(&benefit, "benefit", "at_least_somewhat"), (35, 39));
    assert_eq!(fraction(&indicators::follow_up(&facts), "attrition", ""), (25, 43));
    let second = indicators::accompanied_seconds(&facts);
    assert_eq!(fraction(&second, "second_session_rate_accompanied", ""), (25, 28));
    assert_eq!(fraction(&second, "second_session_rate_alone", ""), (49, 63));
    let reasons = [
        (CloseReason::Rejected, 5),
        (CloseReason::Declined, 9),
        (CloseReason::Expired, 6),
        (CloseReason::Withdrawn, 5),
        (CloseReason::GroupCancelled, 4),
        (CloseReason::NeverPlaced, 4),
        (CloseReason::NoStart, 3),
    ];
    for (reason, expected) in reasons {
        assert_eq!(fraction(&conversion, "non_start", reason.code()), (expected, 36), "{reason}");
    }
}

#[tokio::test]
async fn every_measure_is_among_the_published_figures() {
    let (test, _) = demo().await;
    let figures = indicators::published(&facts(&test).await);
    let is_told = |key: &str| figures.iter().any(|figure| figure.measure().key == key);
    let keys = indicators::measure::ALL.iter().map(|measure| measure.key);
    let missing: Vec<&str> = keys.filter(|key| !is_told(key)).collect();
    assert!(missing.is_empty(), "{missing:?} are in no table of published.rs");
}

/// The published figure of a measure, class and cell.
fn item<'a>(items: &'a Value, key: &str, class: Option<&str>, cut: &str) -> &'a Value {
    let found = items["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["key"] == key && item["class"].as_str() == class && item["cut"] == cut);
    found.unwrap_or_else(|| panic!("{key} {class:?} {cut} is answered"))
}

fn published(item: &Value) -> Option<(u64, u64)> {
    Some((item["numerator"].as_u64()?, item["denominator"].as_u64()?))
}

#[tokio::test]
async fn what_may_be_shown_is_shown_and_what_would_tell_on_somebody_is_hidden() {
    let (_test, manager) = demo().await;
    let all = manager.api(Method::GET, "/statistics/indicators", None).await.json;
    assert_eq!(published(item(&all, "start_conversion", None, "none")), Some((91, 127)));
    assert_eq!(published(item(&all, "places_started", None, "none")), Some((91, 111)));
    assert_eq!(published(item(&all, "dropout", Some("dropped_out"), "none")), Some((13, 54)));
    assert_eq!(published(item(&all, "attrition", None, "none")), Some((25, 43)));
    for class in ["not_at_all", "little", "at_least_somewhat"] {
        let hidden = item(&all, "benefit", Some(class), "none");
        assert_eq!((&hidden["suppressed"], &hidden["n"]), (&Value::Bool(true), &Value::Null), "{class}");
    }
    let hidden_reasons: Vec<&str> = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["key"] == "attrition_reason" && item["suppressed"] == true)
        .filter_map(|item| item["class"].as_str())
        .collect();
    assert!(hidden_reasons.len() >= 2 && hidden_reasons.contains(&"need_ended"), "{hidden_reasons:?}");
}

#[tokio::test]
async fn clients_are_counted_in_each_cut_and_small_cells_hidden_with_another() {
    let (test, manager) = demo().await;
    let kinds = manager.api(Method::GET, "/statistics/indicators?by=kind", None).await.json;
    for (kind, clients) in [("functional", 29), ("life_management", 23), ("therapeutic", 15), ("animal_nature", 24)] {
        assert_eq!(item(&kinds, "unique_clients", None, kind)["value"], f64::from(clients), "{kind}");
    }
    let groups = manager.api(Method::GET, "/statistics/indicators?by=group", None).await.json;
    for code in ["G08", "G09", "G11", "G12"] {
        let id = group_id(&test, code).await;
        assert_eq!(item(&groups, "unique_clients", None, &id)["suppressed"], true, "{code}");
    }
}

async fn group_id(test: &TestApp, code: &str) -> String {
    use sea_orm::{EntityTrait, QueryFilter};
    let found = entity::group::Entity::find().filter(entity::group::COLUMN.code.eq(code)).one(test.app.db.read()).await;
    found.unwrap().unwrap().id.to_string()
}

#[tokio::test]
async fn page_table_and_csv_hide_the_same_figures() {
    let (_test, mut manager) = demo().await;
    let page = manager.get("/statistics").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(page.text().contains("71.7 %") && page.text().contains("82.0 %") && page.text().contains("24.1 %"));
    assert!(page.text().contains("58.1 %"));
    assert!(!page.text().contains("89.7") && !page.html().contains("35 / 39"), "35 of 39 gives the two lowest away");
    let ways = manager.get("/statistics?by=channel").await;
    assert!(ways.text().contains("own worker") || ways.text().contains("Own worker"), "{}", ways.text());
    let csv = manager.get("/statistics.csv").await.html();
    assert!(csv.contains("91;127") && !csv.contains("35;39"), "{csv}");
}

#[tokio::test]
async fn free_date_ranges_and_unknown_cuts_are_refused() {
    let (_test, manager) = demo().await;
    for query in ["from=2026-01-02&to=2026-12-31", "from=2026-01-01", "by=client", "by=month&kind=functional&unit_id=x"]
    {
        let answer = manager.api(Method::GET, &format!("/statistics/indicators?{query}"), None).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}: {}", answer.json);
    }
}

#[tokio::test]
async fn tallies_added_up_by_the_database_equal_a_plain_recount_of_the_marks() {
    use entity::state::{AttendanceStatus, SessionStatus};
    use entity::{attendance, session};
    use piiri::statistics::month::Month;
    use piiri::statistics::records::Tally;
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    let (test, _) = demo().await;
    let facts = facts(&test).await;
    let db = test.app.db.read();
    let held = session::Entity::find().filter(session::COLUMN.status.eq(SessionStatus::Held)).all(db).await.unwrap();
    let marks = attendance::Entity::find().all(db).await.unwrap();
    let mut recount: std::collections::BTreeMap<(uuid::Uuid, Month), Tally> = std::collections::BTreeMap::new();
    for mark in marks.iter().filter(|mark| mark.status != AttendanceStatus::Unrecorded) {
        let Some(session) = held.iter().find(|session| session.id == mark.session_id) else { continue };
        let month = Month::of(session.starts_at.with_timezone(&chrono_tz::Tz::Europe__Helsinki).date_naive());
        if month.year == 2026 {
            let empty = Tally::empty(mark.participation_id.0, mark.client_id.0, session.group_id.0, month);
            let minutes = u32::try_from(mark.minutes).unwrap();
            recount.entry((mark.participation_id.0, month)).or_insert(empty).mark(mark.status, minutes);
        }
    }
    let mut added: std::collections::BTreeMap<(uuid::Uuid, Month), Tally> = std::collections::BTreeMap::new();
    for tally in facts.tallies.iter().filter(|tally| tally.expected() > 0) {
        assert!(added.insert((tally.participation, tally.month), Tally { unrecorded: 0, ..*tally }).is_none());
    }
    assert!(added.len() > 100);
    assert_eq!(added, recount);
}

#[tokio::test]
async fn figures_are_kept_until_what_they_count_changes_or_a_session_ends() {
    use std::sync::Arc;
    let (test, _manager) = demo().await;
    let kept = async || {
        let year = "2026-01-01".parse().unwrap()..="2026-12-31".parse().unwrap();
        test.app
            .cache::<piiri::statistics::Cache>()
            .figures(&test.app.db, year, test.app.clock.now(), test.app.config.zone)
            .await
            .unwrap()
    };
    let first = kept().await;
    test.staff("Signs In", &[Role::Worker]).await;
    assert!(Arc::ptr_eq(&first, &kept().await), "a new account and its sign-in count nowhere");
    test.app.clock.set(test.app.clock.now() + chrono::TimeDelta::days(1));
    let later = kept().await;
    assert!(!Arc::ptr_eq(&first, &later), "a session that ended is one without a mark");
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let made = worker.api(Method::POST, "/clients", Some(serde_json::json!({"name": "New", "channel": "none"}))).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    assert!(!Arc::ptr_eq(&later, &kept().await), "a change of what is counted makes them anew");
}
