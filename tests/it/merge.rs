//! Two clients who are one person: nothing that hangs on either is lost, and what can't be one is refused.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use entity::id::{ClientId, GroupId, SessionId};
use entity::state::{AttendanceStatus, CloseReason, ErasureGround, Openness, ReferralStatus, Role};
use entity::{attendance, attendance_correction, client, pair_rule, participation, referral, walk_in};
use piiri::access::Actor as By;
use piiri::acts::merge_clients;
use piiri::acts::submit_referral;
use piiri::audit;
use piiri::error::{Code, Error, Result};
use piiri::merge::Merge;
use piiri::people::client::{NewPair, by_link, keep_apart, new_link};
use piiri::referral::{NextState, ReferralStep, Side};
use piiri::statistics::cut::{CutPosition, Pattern};
use piiri::statistics::indicators;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, Statement};
use serde_json::json;

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::places::{Plan, new_referral};
use crate::support::{record, seed};

/// Every table with a client in it, but for the sealed logs.
const TABLES: &[&str] = &[
    "application",
    "attendance",
    "calendar_link",
    "client_link",
    "goal",
    "incident",
    "message",
    "offer",
    "participation",
    "rating",
    "rating_request",
    "referral",
    "session_told",
    "task",
    "waiting",
    "walk_in",
];

#[test]
fn every_table_with_a_client_is_looked_at() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("entity/src");
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let source = std::fs::read_to_string(&path).unwrap();
        if source.contains("client_id:") && !source.contains("_log\"") {
            found.insert(path.file_stem().unwrap().to_str().unwrap().to_owned());
        }
    }
    assert_eq!(found, TABLES.iter().map(|table| (*table).to_owned()).collect());
}

async fn rows_of(test: &TestApp, id: ClientId) -> Vec<i64> {
    let db = test.app.db.read();
    let mut counts = Vec::new();
    for table in TABLES {
        let sql = format!("SELECT COUNT(*) AS n FROM {table} WHERE client_id = $1");
        let asked = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.0.into()]);
        counts.push(db.query_one_raw(asked).await.unwrap().unwrap().try_get::<i64>("", "n").unwrap());
    }
    counts
}

async fn merge(test: &TestApp, kept: ClientId, gone: ClientId) -> Result<()> {
    test.app.act(By::System, async |act| merge_clients(act, Merge { kept, gone }).await.map(drop)).await
}

async fn refer(test: &TestApp, worker: &Actor, client: ClientId, group: GroupId, steps: &[NextState]) {
    test.act(By::Staff(worker.id()), async |act| {
        let id = submit_referral(act, new_referral((client, group), worker.id())).await?.id;
        for to in steps {
            // A step that the group refuses is left out: somebody waits before this client.
            match record::step_of(act, id, ReferralStep::to(to.clone(), Side::Leader)).await {
                Ok(()) | Err(Error::Conflict(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    })
    .await;
}

/// Hangs a row of each table and, by chance, places on a client.
async fn hang(test: &TestApp, worker: &Actor, client: ClientId, (groups, ways): (&[GroupId], &[usize])) {
    record::fill(test, worker, client).await;
    let steps: [&[NextState]; 4] = [&[], &[NextState::Waitlisted], &[NextState::Offered], &[NextState::Confirmed]];
    for (group, way) in groups.iter().zip(ways) {
        if let Some(steps) = steps.get(*way) {
            refer(test, worker, client, *group, steps).await;
        }
    }
}

#[tokio::test]
async fn nothing_is_lost_whatever_hangs_on_the_two() {
    let mut runner = TestRunner::deterministic();
    let ways = (prop::collection::vec(0_usize..5, 3), prop::collection::vec(0_usize..5, 3));
    for _ in 0..6 {
        let (mine, theirs) = ways.new_tree(&mut runner).unwrap().current();
        let test = TestApp::new().await;
        test.outbox().await;
        let worker = test.staff("Will Worker", &[Role::Worker]).await;
        let mut groups = Vec::new();
        for name in ["Pata", "Nikkarit", "Polku"] {
            groups.push(test.group(name, worker.id(), Plan::open(9)).await);
        }
        let (kept, gone) = (test.client("Aino", worker.id()).await, test.client("Aino", worker.id()).await);
        hang(&test, &worker, kept, (&groups, &mine)).await;
        hang(&test, &worker, gone, (&groups, &theirs)).await;
        let before: Vec<i64> =
            rows_of(&test, kept).await.iter().zip(rows_of(&test, gone).await).map(|(a, b)| a + b).collect();
        let hung = rows_of(&test, gone).await;
        assert!(hung.iter().all(|rows| *rows > 0), "something hangs in each of {TABLES:?}: {hung:?}");
        let twice = mine.iter().zip(&theirs).filter(|(mine, theirs)| (**mine, **theirs) == (3, 3)).count();
        let came = came_to(&test, &[kept, gone]).await;
        merge(&test, kept, gone).await.unwrap();
        assert_eq!(rows_of(&test, gone).await, vec![0; TABLES.len()], "{mine:?} {theirs:?}");
        assert_eq!(came_to(&test, &[kept]).await, came, "no visit is lost: {mine:?} {theirs:?}");
        let after = rows_of(&test, kept).await;
        for ((table, before), after) in TABLES.iter().zip(&before).zip(&after) {
            let surplus = match *table {
                "participation" => i64::try_from(twice).unwrap(),
                // Who walked in to a session to which the same person came has come once: compared by session below.
                "walk_in" => *before,
                _ => 0,
            };
            assert!(after + surplus >= *before, "{table}: {before} became {after} with {mine:?} and {theirs:?}");
        }
        one_in_each_group(&test, kept).await;
    }
}

/// The sessions to which any of these clients came, by a mark or as a guest.
async fn came_to(test: &TestApp, ids: &[ClientId]) -> BTreeSet<SessionId> {
    let db = test.app.db.read();
    let came = [AttendanceStatus::Present, AttendanceStatus::Late, AttendanceStatus::Partial];
    let marks = attendance::Entity::find()
        .filter(attendance::COLUMN.client_id.is_in(ids.iter().copied()))
        .filter(attendance::COLUMN.status.is_in(came));
    let guests = walk_in::Entity::find().filter(walk_in::COLUMN.client_id.is_in(ids.iter().copied()));
    let marks = marks.all(db).await.unwrap().into_iter().map(|mark| mark.session_id);
    marks.chain(guests.all(db).await.unwrap().into_iter().map(|guest| guest.session_id)).collect()
}

/// One person has at most one open referral and one place in a group.
async fn one_in_each_group(test: &TestApp, id: ClientId) {
    let db = test.app.db.read();
    let open =
        referral::Entity::find().filter(referral::COLUMN.client_id.eq(id)).filter(referral::COLUMN.closed_at.is_null());
    let open: Vec<_> = open.all(db).await.unwrap().into_iter().map(|row| row.group_id).collect();
    let held = participation::Entity::find().filter(participation::COLUMN.client_id.eq(id));
    let held = held.filter(participation::COLUMN.active.eq(true)).all(db).await.unwrap();
    let held: Vec<_> = held.into_iter().map(|row| row.group_id).collect();
    for groups in [open, held] {
        assert_eq!(groups.len(), groups.iter().collect::<BTreeSet<_>>().len());
    }
}

#[tokio::test]
async fn two_places_in_one_group_become_one_with_one_mark_a_session_and_no_figure_counts_the_other() {
    let test = TestApp::new().await;
    let worker = test.staff("Will Worker", &[Role::Worker, Role::Leader]).await;
    let group = seed::group(&test, worker.id(), "G01", Openness::Closed).await;
    let mut sessions = Vec::new();
    for (number, starts) in [(1, "2026-10-05T06:00:00Z"), (2, "2026-10-07T06:00:00Z"), (3, "2026-10-12T06:00:00Z")] {
        sessions.push(seed::session(&test, group, number, starts).await);
    }
    let (kept, gone) = (test.client("Aino", worker.id()).await, test.client("Aino", worker.id()).await);
    let later = seed::place(&test, group, kept, "2026-10-02T09:00:00Z").await;
    let earlier = seed::place(&test, group, gone, "2026-10-01T09:00:00Z").await;
    let mark = async |session: usize, place, status| {
        let body = json!({ "entries": [{ "participation_id": place, "status": status }] });
        let path = format!("/sessions/{}/attendance", sessions[session]);
        let answer = worker.api(Method::PUT, &path, Some(body)).await;
        assert!(answer.status.is_success(), "{}", answer.json);
    };
    // Both came to the first, the one was missed at the second, and only the other is known of the third.
    for (session, place, status) in [
        (0, later, "present"),
        (0, earlier, "present"),
        (1, later, "no_show"),
        (1, earlier, "present"),
        (2, earlier, "absent_notified"),
    ] {
        mark(session, place, status).await;
    }
    merge(&test, kept, gone).await.unwrap();
    let db = test.app.db.read();
    let places = participation::Entity::find().all(db).await.unwrap();
    let [place] = places.as_slice() else { panic!("one place: {places:?}") };
    assert_eq!((place.client_id, place.id, place.active), (kept, earlier, true));
    let mut marks = attendance::Entity::find().all(db).await.unwrap();
    marks.sort_by_key(|mark| sessions.iter().position(|session| *session == mark.session_id));
    let said: Vec<_> = marks.iter().map(|mark| (mark.client_id, mark.participation_id, mark.status)).collect();
    assert_eq!(
        said,
        [AttendanceStatus::Present, AttendanceStatus::Present, AttendanceStatus::AbsentNotified]
            .map(|status| (kept, earlier, status))
    );
    let before = attendance_correction::Entity::find().all(db).await.unwrap();
    assert!(before.iter().any(|one| one.status == AttendanceStatus::NoShow), "what stood is kept");
    let year = "2026-01-01".parse().unwrap()..="2026-12-31".parse().unwrap();
    let facts = piiri::statistics::facts(db, year, test.app.clock.now(), test.app.config.zone).await.unwrap();
    let table = indicators::reach(&facts);
    let whole = CutPosition::default().key(Pattern::NONE).unwrap();
    let value = |measure: &str| table.true_value(measure, "", &whole).map(|found| found.value);
    assert_eq!(value("participations"), Some(1.0));
    assert_eq!(value("unique_clients"), Some(1.0));
    test.outbox().await;
}

#[tokio::test]
async fn a_place_after_another_stays_beside_it_and_a_walk_in_beside_a_mark_does_not() {
    let test = TestApp::new().await;
    let worker = test.staff("Will Worker", &[Role::Worker, Role::Leader]).await;
    let group = seed::group(&test, worker.id(), "G01", Openness::Open).await;
    let session = seed::session(&test, group, 1, "2026-10-14T06:00:00Z").await;
    let (kept, gone) = (test.client("Aino", worker.id()).await, test.client("Aino", worker.id()).await);
    let now_held = seed::place(&test, group, kept, "2026-10-02T09:00:00Z").await;
    let ended = seed::place(&test, group, gone, "2026-08-01T09:00:00Z").await;
    test.system(async |act| {
        let row = participation::ActiveModel {
            id: Set(ended),
            active: Set(false),
            status: Set(entity::state::ParticipationStatus::DroppedOut),
            ended_at: Set(Some("2026-09-01T09:00:00Z".parse().unwrap())),
            ..Default::default()
        };
        Ok(row.update(act.tx).await.map(drop)?)
    })
    .await;
    let body = json!({
        "entries": [{ "participation_id": now_held, "status": "present" }],
        "walk_ins": [{ "client_id": gone }],
    });
    let answer = worker.api(Method::PUT, &format!("/sessions/{session}/attendance"), Some(body)).await;
    assert!(answer.status.is_success(), "{}", answer.json);
    merge(&test, kept, gone).await.unwrap();
    let db = test.app.db.read();
    assert_eq!(participation::Entity::find().all(db).await.unwrap().len(), 2, "one after the other");
    assert_eq!(attendance::Entity::find().all(db).await.unwrap().len(), 1);
    assert!(walk_in::Entity::find().all(db).await.unwrap().is_empty(), "who came, came once");
    test.outbox().await;
}

#[tokio::test]
async fn who_was_erased_is_like_nobody() {
    let test = TestApp::new().await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let manager_sees = |page: &crate::support::page::Page| page.all("main li .card").len();
    let mut ids = Vec::new();
    for name in ["Aino", "Aino", "Eero", "Eero"] {
        ids.push(test.client(name, worker.id()).await);
    }
    assert_eq!(manager_sees(&worker.get("/clients/duplicates").await), 2);
    let mut mia = test.staff("Mia Manager", &[Role::Manager]).await;
    assert_eq!(manager_sees(&mia.get("/clients/duplicates").await), 2);
    test.system(async |act| {
        for id in &ids[..3] {
            piiri::people::client::erase(act, *id, ErasureGround::Asked).await.unwrap();
        }
        Ok(())
    })
    .await;
    let page = mia.get("/clients/duplicates").await;
    assert_eq!(manager_sees(&page), 0, "three are erased, and one is left: {}", page.text());
}

#[tokio::test]
async fn of_more_pairs_than_a_page_takes_the_first_are_shown_and_the_page_says_so() {
    let test = TestApp::new().await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    test.system(async |act| {
        let row = |at: u32| piiri::people::client::ClientInput {
            phone: Some("0401234567".to_owned()),
            key_worker_id: Some(worker.id()),
            ..piiri::people::client::ClientInput::named(&format!("Shelter {at}"))
        };
        let rows: Vec<_> = (0..16).map(row).collect();
        piiri::people::client::create_all(act, rows).await.unwrap();
        Ok(())
    })
    .await;
    let page = worker.get("/clients/duplicates").await;
    assert_eq!(page.all("main li .card").len(), 100, "of 120 pairs");
    assert!(page.text().contains("Only the first pairs are shown"), "{}", page.text());
}

#[tokio::test]
async fn of_two_open_referrals_to_one_group_the_further_stays_and_the_place_goes_on() {
    let test = TestApp::new().await;
    test.outbox().await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata", worker.id(), Plan::open(2)).await;
    let (kept, gone) = (test.client("Aino", worker.id()).await, test.client("Aino", worker.id()).await);
    let next = test.client("Eero", worker.id()).await;
    refer(&test, &worker, kept, group, &[NextState::Offered]).await;
    refer(&test, &worker, gone, group, &[NextState::Confirmed]).await;
    refer(&test, &worker, next, group, &[NextState::Waitlisted]).await;
    merge(&test, kept, gone).await.unwrap();
    test.app.clock.set(test.app.clock.now() + TimeDelta::minutes(3));
    piiri::acts::offer_places_on(&test.app, test.app.clock.now()).await.unwrap();
    let rows = referral::Entity::find().all(test.app.db.read()).await.unwrap();
    let of = |id| rows.iter().filter(move |row| row.client_id == id);
    let closed: Vec<_> = of(kept).filter_map(|row| row.close_reason).collect();
    assert_eq!(closed, [CloseReason::Duplicate]);
    let open: Vec<_> = of(kept).filter(|row| row.closed_at.is_none()).map(|row| row.status).collect();
    assert_eq!(open, [ReferralStatus::Confirmed]);
    assert_eq!(of(next).next().unwrap().status, ReferralStatus::Offered, "the place went to the next in line");
}

#[tokio::test]
async fn links_calendars_and_both_logs_lead_to_the_one_who_stays() {
    let test = TestApp::new().await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let mut dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let (kept, gone) = (test.client("Aino Alku", worker.id()).await, test.client("Aino Loppu", worker.id()).await);
    let now = test.app.clock.now();
    let token = test
        .system(async |act| {
            let token = new_link(act, gone, now + TimeDelta::days(9)).await.unwrap();
            audit::seen(act, gone, "client.record").await.unwrap();
            Ok(token)
        })
        .await;
    merge(&test, kept, gone).await.unwrap();
    assert_eq!(by_link(test.app.db.read(), now, &token).await.unwrap().id, kept);
    assert_eq!(worker.get(&format!("/clients/{gone}")).await.path, format!("/clients/{kept}"));
    let body = worker.api(Method::GET, &format!("/clients/{gone}"), None).await;
    assert_eq!(body.json["id"], kept.to_string());
    let listed = worker.api(Method::GET, "/clients", None).await;
    assert_eq!(listed.json["items"].as_array().unwrap().len(), 1);
    assert_eq!(dora.get("/log?q=loppu").await.attributes("#results a", "href"), [format!("/log/{kept}")]);
    let log = dora.get(&format!("/log/{gone}")).await;
    assert!(log.text().contains("the client's record"), "the log of the other: {}", log.text());
    assert!(log.text().contains("joined to another client"), "{}", log.text());
    let held = dora.api(Method::GET, &format!("/clients/{kept}/export"), None).await;
    assert_eq!(held.json["earlier_records"][0]["name"], "Aino Loppu");
    test.outbox().await;
}

#[tokio::test]
async fn pair_rules_go_over_with_both_reasons_and_two_kept_apart_are_never_one() {
    let test = TestApp::new().await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let (kept, gone) = (test.client("Aino", worker.id()).await, test.client("Aino", worker.id()).await);
    let (third, fourth) = (test.client("Eero", worker.id()).await, test.client("Ilmari", worker.id()).await);
    test.act(By::Staff(worker.id()), async |act| {
        for (one, other, reason) in [(kept, third, "one"), (gone, third, "two"), (fourth, gone, "three")] {
            keep_apart(act, worker.id(), NewPair { one, other, reason: reason.to_owned() }).await.unwrap();
        }
        Ok(())
    })
    .await;
    let refused = merge(&test, fourth, gone).await;
    assert!(matches!(refused, Err(Error::Conflict(fault)) if fault.code == Code::MergeApart));
    merge(&test, kept, gone).await.unwrap();
    let rules = pair_rule::Entity::find().all(test.app.db.read()).await.unwrap();
    let mut reasons: Vec<&str> = rules.iter().map(|rule| rule.reason.as_str()).collect();
    reasons.sort_unstable();
    assert_eq!(reasons, ["one\ntwo", "three"]);
    assert!(rules.iter().all(|rule| [rule.client_a_id, rule.client_b_id].contains(&kept)));
    test.outbox().await;
}

#[tokio::test]
async fn a_worker_finds_the_pair_compares_and_joins_it() {
    let test = TestApp::new().await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let mut manager = test.staff("Mary Manager", &[Role::Manager]).await;
    let mut colleague = test.staff("Wendy Worker", &[Role::Worker]).await;
    let (one, other) = (test.client("Aino Asiakas", worker.id()).await, test.client("aino asiakas", worker.id()).await);
    test.client("Eero Eri", worker.id()).await;
    for by in [&mut worker, &mut manager] {
        let list = by.get("/clients/duplicates").await;
        assert_eq!(list.all("main .card strong").len(), 2, "{}", list.text());
        assert!(list.text().contains("Same name"), "{}", list.text());
    }
    let both = format!("/clients/merge?one={one}&other={other}");
    assert_eq!(colleague.get("/clients/duplicates").await.all("main .card strong").len(), 0);
    assert_eq!(colleague.get(&both).await.status, StatusCode::UNPROCESSABLE_ENTITY, "not within reach");
    let unknown = worker.get("/clients/merge?one=Eero+Eri&other=Nobody").await;
    assert_eq!(unknown.attributes(".error-summary a", "href"), ["#f-other"]);
    assert_eq!(unknown.attributes("#f-one", "value"), ["Eero Eri"]);
    let page = worker.get(&both).await;
    let (action, mut fields) = page.filled(&[("kept", "nonsense")]);
    let again = worker.post(&action, &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    fields.retain(|(name, _)| name != "kept");
    fields.push(("kept".to_owned(), other.to_string()));
    let done = worker.post(&action, &fields).await;
    assert_eq!(done.path, format!("/clients/{other}"));
    assert!(done.html().contains("The clients were joined."), "{}", done.text());
    let row = client::Entity::find_by_id(one).one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!((row.merged_into_id, row.name.as_str()), (Some(other), "Aino Asiakas"));
}

#[tokio::test]
async fn a_manager_joins_clients_of_own_units_only() {
    let test = TestApp::new().await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let mut manager = test.staff("Mary Manager", &[Role::Manager]).await;
    let elsewhere = {
        test.system(async |act| {
            let kind = entity::state::UnitKind::Area;
            let unit = piiri::people::add_unit(act, Some(test.county), kind, "Kainuu");
            unit.await
        })
        .await
    };
    let mut stranger = test.staff_of(elsewhere, "Sam Manager", &[Role::Manager]).await;
    let (one, other) = (test.client("Aino Asiakas", worker.id()).await, test.client("Aino Asiakas", worker.id()).await);
    let both = format!("/clients/merge?one={one}&other={other}");
    assert_eq!(stranger.get(&both).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(manager.get(&format!("/clients/{one}")).await.status, StatusCode::FORBIDDEN, "no record to a manager");
    let done = manager.submit(&both, &[("kept", &one.to_string())]).await;
    assert_eq!((done.status, &*done.path), (StatusCode::OK, "/clients/duplicates"), "{}", done.text());
    let row = client::Entity::find_by_id(other).one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!(row.merged_into_id, Some(one));
    test.outbox().await;
}

#[tokio::test]
async fn who_was_joined_is_not_joined_again() {
    let test = TestApp::new().await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let (kept, gone) = (test.client("Aino", worker.id()).await, test.client("Aino", worker.id()).await);
    merge(&test, kept, gone).await.unwrap();
    let again = merge(&test, kept, gone).await;
    assert!(matches!(again, Err(Error::Conflict(fault)) if fault.code == Code::MergeMerged));
    let same = merge(&test, kept, kept).await;
    assert!(matches!(same, Err(Error::Invalid(_))));
    test.outbox().await;
}

#[tokio::test]
async fn two_of_one_name_are_told_apart_and_numbers_are_one_however_they_are_typed() {
    let test = TestApp::new().await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    for (phone, at) in [("040 555 0001", "2026-10-01T09:00:00Z"), ("+358 (0)40-5550001", "2026-10-12T09:00:00Z")] {
        test.at(at);
        let id = test.client("Venla Turvallinen", worker.id()).await;
        let row = client::ActiveModel { id: Set(id), phone: Set(Some(phone.into())), ..Default::default() };
        test.system(async |act| {
            row.update(act.tx).await.unwrap();
            Ok(())
        })
        .await;
    }
    test.at("2026-10-14T09:00:00Z");
    worker.sign_in().await;
    let renamed = client::Entity::find().filter(client::Column::Phone.eq("040 555 0001"));
    let renamed = renamed.one(test.app.db.read()).await.unwrap().unwrap().id;
    let list = worker.get("/clients/duplicates").await;
    assert_eq!(list.all("main .card strong").len(), 2, "{}", list.text());
    assert!(list.text().contains("same telephone number") || list.text().contains("elephone"), "{}", list.text());
    let there = list.attributes("main .card a", "href").into_iter().next().unwrap();
    let page = worker.get(&there).await;
    let labels = page.all("[for^='f-kept'], .radio label, fieldset label");
    let labels: Vec<&String> = labels.iter().filter(|label| label.contains("Venla")).collect();
    assert_eq!(labels.len(), 2, "{}", page.main());
    assert!(labels[0].contains("First") && labels[1].contains("Second"), "{labels:?}");
    assert!(labels.iter().all(|label| label.contains("+358405550001") && label.contains("added")), "{labels:?}");
    assert_ne!(labels[0].split(':').nth(1), labels[1].split(':').nth(1), "the day tells them apart");
    let row = page.all("tbody tr").into_iter().find(|row| row.contains("+358405550001")).unwrap();
    assert!(!row.contains("differ"), "one number is no difference: {row}");
    // Another name: only the number is left, typed in two ways.
    test.system(async |act| {
        let row = client::ActiveModel {
            id: Set(renamed),
            name: Set("Venla Toinen".into()),
            name_search: Set("venla toinen".into()),
            ..Default::default()
        };
        row.update(act.tx).await.unwrap();
        Ok(())
    })
    .await;
    assert_eq!(worker.get("/clients/duplicates").await.all("main .card strong").len(), 2);
}
