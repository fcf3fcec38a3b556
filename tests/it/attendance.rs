//! Attendance: the sheet, its API, corrections, walk-ins, two misses.

use axum::http::{Method, StatusCode};
use entity::id::{ParticipationId, SessionId};
use entity::state::{AttendanceStatus, Openness, Role, TaskKind};
use entity::{access_log, attendance, attendance_correction, participation, referral, session, task, walk_in};
use piiri::access::Actor as Who;
use piiri::attendance::notify_absence;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use crate::support::actor::{Actor, Answer};
use crate::support::{TestApp, seed};

const SPRING: &str = "2026-09-01T09:00:00Z";

fn entry(place: ParticipationId, status: &str, minutes: Option<i32>) -> Value {
    json!({ "participation_id": place, "status": status, "minutes": minutes })
}

async fn put(by: &Actor, session: SessionId, body: Value) -> Answer {
    by.api(Method::PUT, &format!("/sessions/{session}/attendance"), Some(body)).await
}

async fn marked(by: &Actor, session: SessionId, entries: Vec<Value>) -> Value {
    let answer = put(by, session, json!({ "entries": entries })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
    answer.json
}

/// The sum of the figures of several sheets, as the brief gives them for G12.
fn sum(sheets: &[Value], name: &str) -> i64 {
    sheets.iter().map(|sheet| sheet["figures"][name].as_i64().unwrap()).sum()
}

#[tokio::test]
async fn the_figures_of_g12_come_out_of_its_sheets_and_c_makes_a_task() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G12", Openness::Closed).await;
    let mut sessions = Vec::new();
    for (number, day) in (1..).zip(["09-16", "09-23", "09-30", "10-07", "10-14"]) {
        sessions.push(seed::session(&test, group, number, &format!("2026-{day}T10:00:00Z")).await);
    }
    seed::cancel(&test, sessions[2]).await;
    let mut places = Vec::new();
    for (name, since) in [("A", SPRING), ("B", SPRING), ("C", SPRING), ("D", "2026-09-20T09:00:00Z")] {
        let client = seed::client(&test, wes.id(), &format!("{name} Client")).await;
        places.push(seed::place(&test, group, client, since).await);
    }
    let [a, b, c, d] = places[..] else { unreachable!() };
    let first = vec![entry(a, "present", None), entry(b, "present", None), entry(c, "present", None)];
    let early = put(&ann, sessions[0], json!({ "entries": [entry(d, "no_show", None)] })).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "D was not expected yet: {}", early.json);
    let sheets = [
        marked(&ann, sessions[0], first).await,
        marked(
            &ann,
            sessions[1],
            vec![
                entry(a, "present", None),
                entry(b, "late", Some(100)),
                entry(c, "no_show", None),
                entry(d, "present", None),
            ],
        )
        .await,
        marked(
            &ann,
            sessions[3],
            vec![
                entry(a, "present", None),
                entry(b, "absent_notified", None),
                entry(c, "no_show", None),
                entry(d, "partial", Some(60)),
            ],
        )
        .await,
    ];
    assert_eq!((sum(&sheets, "present"), sum(&sheets, "expected"), sum(&sheets, "no_show")), (8, 11, 2));
    assert_eq!((sum(&sheets, "absent_notified"), sum(&sheets, "minutes")), (1, 880));
    let page = ann.get(&format!("/groups/{group}/attendance")).await;
    for figure in ["8 / 11 (73 %)", "2 / 11 (18 %)", "1 / 3 (33 %)", "14 h 40 min"] {
        assert!(page.text().contains(figure), "{figure}: {}", page.text());
    }
    let tasks =
        task::Entity::find().filter(task::Column::Kind.eq(TaskKind::TwoMisses)).all(test.app.db.read()).await.unwrap();
    assert_eq!(tasks.len(), 1);
    assert_eq!((tasks[0].staff_id, tasks[0].session_id), (wes.id(), Some(sessions[3])));
    let started = participation::Entity::find_by_id(d).one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!(started.started_on.unwrap().to_string(), "2026-09-23");
    marked(&ann, sessions[3], vec![entry(c, "present", None)]).await;
    let tasks = task::Entity::find().filter(task::Column::DoneAt.is_null()).count(test.app.db.read()).await.unwrap();
    assert_eq!(tasks, 0, "a correction answers the task");
    let cancelled = put(&ann, sessions[2], json!({ "entries": [entry(a, "present", None)] })).await;
    assert_eq!(cancelled.status, StatusCode::CONFLICT);
}

/// A session an hour ago with two people.
async fn two(test: &TestApp, openness: Openness) -> (Actor, SessionId, [ParticipationId; 2]) {
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let group = seed::group(test, ann.id(), "G01", openness).await;
    let session = seed::session(test, group, 1, "2026-10-14T06:00:00Z").await;
    let one = seed::client(test, wes.id(), "Aino Lehto").await;
    let other = seed::client(test, wes.id(), "Eero Salmi").await;
    let places = [seed::place(test, group, one, SPRING).await, seed::place(test, group, other, SPRING).await];
    (ann, session, places)
}

#[tokio::test]
async fn a_correction_keeps_what_stood_and_the_same_sheet_again_writes_nothing() {
    let test = TestApp::new().await;
    let (ann, session, [one, other]) = two(&test, Openness::Closed).await;
    let sheet = vec![entry(one, "present", None), entry(other, "no_show", None)];
    let first = marked(&ann, session, sheet.clone()).await;
    assert_eq!(first["status"], "held");
    test.at("2026-10-14T10:00:00Z");
    assert_eq!(marked(&ann, session, sheet).await["entries"], first["entries"], "unchanged marks keep their time");
    marked(&ann, session, vec![entry(other, "late", Some(90))]).await;
    let db = test.app.db.read();
    let kept = attendance_correction::Entity::find().all(db).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].participation_id, kept[0].status), (other, AttendanceStatus::NoShow));
    let rows = attendance::Entity::find().count(db).await.unwrap();
    assert_eq!(rows, 2);
}

#[tokio::test]
async fn a_sheet_is_taken_whole_or_not_at_all() {
    let test = TestApp::new().await;
    let (ann, session, [one, other]) = two(&test, Openness::Closed).await;
    let stranger = "019a0000-0000-7000-8000-000000000000";
    let bad = [
        (entry(other, "late", None), "entries[1].minutes"),
        (entry(other, "partial", Some(121)), "entries[1].minutes"),
        (entry(other, "late", Some(-5)), "entries[1].minutes"),
        (entry(other, "no_show", Some(5)), "entries[1].minutes"),
        (entry(one, "present", None), "entries[1].participation_id"),
        (json!({ "participation_id": stranger, "status": "present" }), "entries[1].participation_id"),
        (json!({ "participation_id": other, "status": "asleep" }), "entries[1].status"),
        (json!({ "participation_id": other, "status": "present", "note": "x\u{0}" }), "entries[1].note"),
        (json!({ "participation_id": other, "status": "present", "note": "x".repeat(2000) }), "entries[1].note"),
    ];
    for (entry_two, field) in bad {
        let answer = put(&ann, session, json!({ "entries": [entry(one, "present", None), entry_two] })).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {}", answer.json);
        assert_eq!(answer.json["errors"][0]["field"], field, "{}", answer.json);
    }
    let body = json!({ "entries": [], "head_count": -1 });
    assert_eq!(put(&ann, session, body).await.json["errors"][0]["field"], "head_count");
    assert_eq!(attendance::Entity::find().count(test.app.db.read()).await.unwrap(), 0);
    let row = session::Entity::find_by_id(session).one(test.app.db.read()).await.unwrap().unwrap();
    assert!(row.held_at.is_none());
}

#[tokio::test]
async fn walk_ins_come_to_open_groups_only() {
    let test = TestApp::new().await;
    let (ann, session, [one, _]) = two(&test, Openness::Open).await;
    let walk_ins = json!([{ "alias": "Matti" }, { "alias": "Liisa", "minutes": 30 }]);
    let body = json!({ "entries": [entry(one, "present", None)], "head_count": 4, "walk_ins": walk_ins });
    let answer = put(&ann, session, body.clone()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
    assert_eq!((&answer.json["head_count"], &answer.json["walk_ins"][1]["minutes"]), (&json!(4), &json!(120)));
    let uncounted = put(&ann, session, json!({ "entries": [], "head_count": null })).await;
    assert_eq!(uncounted.json["head_count"], Value::Null, "null takes a count back");
    let fewer = put(&ann, session, json!({ "entries": [], "walk_ins": [{ "alias": "Liisa" }] })).await;
    assert_eq!(fewer.json["walk_ins"], json!([{ "client_id": null, "alias": "Liisa", "minutes": 30 }]));
    let stranger = json!({ "entries": [], "walk_ins": [{ "client_id": "019a0000-0000-7000-8000-000000000000" }] });
    assert_eq!(put(&ann, session, stranger).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let group = seed::group(&test, ann.id(), "G02", Openness::SemiOpen).await;
    let closed = seed::session(&test, group, 1, "2026-10-14T06:00:00Z").await;
    let refused = put(&ann, closed, json!({ "entries": [], "walk_ins": walk_ins })).await;
    assert_eq!(refused.json["errors"][0]["field"], "walk_ins", "{}", refused.json);
}

#[tokio::test]
async fn a_client_of_the_group_can_be_chosen_as_a_guest_and_stays_one() {
    let test = TestApp::new().await;
    let (mut ann, session, _) = two(&test, Openness::Open).await;
    let group = session::Entity::find_by_id(session).one(test.app.db.read()).await.unwrap().unwrap().group_id;
    let wes = test.staff("Wendy Worker", &[Role::Worker]).await;
    let referral = test.referral(group, "Kaisa Kävijä", wes.id()).await;
    let kaisa = referral::Entity::find_by_id(referral).one(test.app.db.read()).await.unwrap().unwrap().client_id;
    let sheet = format!("/sessions/{session}/attendance");
    let offered = ann.get(&sheet).await.attributes("input[name=walk_in_client]", "value");
    assert_eq!(offered, [kaisa.to_string()], "who is known in the group, and nobody else");
    ann.submit(&sheet, &[("walk_in_client", &kaisa.to_string())]).await;
    let page = ann.submit(&sheet, &[("head_count", "3")]).await;
    assert_eq!(page.attributes("input[name=walk_in_client][checked]", "value"), [kaisa.to_string()]);
    let guests = walk_in::Entity::find().all(test.app.db.read()).await.unwrap();
    assert_eq!(
        guests.iter().map(|guest| guest.client_id).collect::<Vec<_>>(),
        [Some(kaisa)],
        "saving again keeps them"
    );
    test.outbox().await;
}

#[tokio::test]
async fn the_sheet_works_without_scripts_and_takes_one_press_for_all() {
    let test = TestApp::new().await;
    let (mut ann, session, [one, other]) = two(&test, Openness::Open).await;
    let path = format!("/sessions/{session}/attendance");
    let page = ann.get(&path).await;
    assert_eq!(
        page.all("legend").iter().filter(|name| ["Aino Lehto", "Eero Salmi"].contains(&name.as_str())).count(),
        2
    );
    assert_eq!(page.attributes(&format!("input[name=status-{one}]"), "value").len(), 5, "one press a person");
    let status = format!("status-{one}");
    let note = format!("note-{one}");
    let page =
        ann.submit(&path, &[(&status, "late"), (&note, "bus late"), ("walk_ins", "Matti"), ("head_count", "3")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attributes(".error-summary a", "href"), [format!("#f-status-{one}")]);
    assert_eq!(page.attributes(&format!("input[name={note}]"), "value"), ["bus late"], "what was typed stays");
    assert_eq!(page.all("textarea"), ["Matti"]);
    let page = ann.press(&path, "All present").await;
    assert!(page.text().contains("Attendance was saved."), "{}", page.text());
    let rows = attendance::Entity::find().all(test.app.db.read()).await.unwrap();
    assert!(rows.iter().all(|row| row.status == AttendanceStatus::Present && row.minutes == 120) && rows.len() == 2);
    let page = ann.submit(&path, &[(&format!("status-{other}"), "no_show")]).await;
    assert!(page.text().contains("Corrected marks"), "{}", page.text());
    assert!(ann.get(&format!("/sessions/{session}/roster")).await.text().contains("Eero Salmi"));
    let seen = access_log::Entity::find()
        .filter(access_log::Column::What.eq("roster"))
        .count(test.app.db.read())
        .await
        .unwrap();
    assert_eq!(seen, 2, "every name on the list is a view that is logged");
}

#[tokio::test]
async fn before_a_session_the_sheet_takes_told_absences_only() {
    let test = TestApp::new().await;
    let (mut ann, early, [one, _]) = two(&test, Openness::Open).await;
    let group = session::Entity::find_by_id(early).one(test.app.db.read()).await.unwrap().unwrap().group_id;
    let ahead = seed::session(&test, group, 2, "2026-10-14T10:01:00Z").await;
    let refused = put(&ann, ahead, json!({ "entries": [entry(one, "present", None)], "head_count": 3 })).await;
    let fields: Vec<&Value> = refused.json["errors"].as_array().unwrap().iter().map(|fault| &fault["field"]).collect();
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(fields, ["entries[0].status", "head_count"]);
    let path = format!("/sessions/{ahead}/attendance");
    let status = format!("status-{one}");
    let sheet = ann.get(&path).await;
    assert_eq!(sheet.attributes(&format!("input[name={status}]"), "value"), ["absent_notified"]);
    assert!(sheet.attributes("button[name=all]", "value").is_empty() && sheet.all("textarea").is_empty());
    let saved = ann.submit(&path, &[(&status, "absent_notified")]).await;
    assert!(saved.text().contains("Attendance was saved."), "{}", saved.text());
    test.at("2026-10-14T09:01:00Z");
    marked(&ann, ahead, vec![entry(one, "present", None)]).await;
}

#[tokio::test]
async fn other_leaders_find_nothing_and_a_worker_sees_own_clients_only() {
    let test = TestApp::new().await;
    let (ann, session, [one, _]) = two(&test, Openness::Closed).await;
    marked(&ann, session, vec![entry(one, "present", None)]).await;
    let mut bob = test.staff("Bob Leader", &[Role::Leader]).await;
    let path = format!("/sessions/{session}/attendance");
    assert_eq!(bob.api(Method::GET, &path, None).await.status, StatusCode::NOT_FOUND);
    assert_eq!(put(&bob, session, json!({ "entries": [] })).await.status, StatusCode::NOT_FOUND);
    assert_eq!(bob.get(&path).await.status, StatusCode::NOT_FOUND);
    let ulla = test.staff("Ulla Worker", &[Role::Worker]).await;
    assert_eq!(ulla.api(Method::GET, &path, None).await.status, StatusCode::NOT_FOUND);
    let place = participation::Entity::find_by_id(one).one(test.app.db.read()).await.unwrap().unwrap();
    let own = seed::client(&test, ulla.id(), "Oma Asiakas").await;
    seed::place(&test, place.group_id, own, SPRING).await;
    let answer = ulla.api(Method::GET, &path, None).await;
    let names: Vec<&Value> = answer.json["entries"].as_array().unwrap().iter().map(|line| &line["name"]).collect();
    assert_eq!(names, ["Oma Asiakas"]);
    assert_eq!(put(&ulla, session, json!({ "entries": [] })).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_notified_absence_is_marked_before_the_session_without_holding_it() {
    let test = TestApp::new().await;
    let (_, early, [one, _]) = two(&test, Openness::Closed).await;
    let place = participation::Entity::find_by_id(one).one(test.app.db.read()).await.unwrap().unwrap();
    let session = seed::session(&test, place.group_id, 2, "2026-10-21T06:00:00Z").await;
    for _ in 0..2 {
        let who = Who::Client(place.client_id);
        test.act(who, async |act| notify_absence(act, session, place.client_id).await).await;
        let over = test.app.act(who, async |act| notify_absence(act, early, place.client_id).await).await;
        assert!(over.is_err(), "it is over");
    }
    let row = session::Entity::find_by_id(session).one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!(row.status, entity::state::SessionStatus::Planned);
    let marks = attendance::Entity::find().all(test.app.db.read()).await.unwrap();
    assert_eq!((marks.len(), marks[0].status, marks[0].recorded_by), (1, AttendanceStatus::AbsentNotified, None));
}
