//! A sheet between people: two at one, a mark before the session, a sheet filled by mistake, who came before the paper
//! was done and who has left.

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, GroupId, ParticipationId, SessionId};
use entity::state::{AttendanceStatus, GroupStatus, Openness, Role, SessionStatus};
use entity::{attendance, attendance_correction, group, participation, session, walk_in};
use piiri::access::Actor as Who;
use piiri::attendance::notify_absence;
use piiri::people::client::new_link;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::{Value, json};

use crate::support::actor::Actor;
use crate::support::{TestApp, seed};

const SPRING: &str = "2026-09-01T09:00:00Z";

/// A group with a session and two clients who have places.
struct Scene {
    ann: Actor,
    group: GroupId,
    session: SessionId,
    places: [ParticipationId; 2],
    clients: [ClientId; 2],
    path: String,
}

async fn scene(test: &TestApp, openness: Openness, starts_at: &str) -> Scene {
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let group = seed::group(test, ann.id(), "G01", openness).await;
    let session = seed::session(test, group, 1, starts_at).await;
    let clients = [seed::client(test, wes.id(), "Aino Lehto").await, seed::client(test, wes.id(), "Eero Salmi").await];
    let places =
        [seed::place(test, group, clients[0], SPRING).await, seed::place(test, group, clients[1], SPRING).await];
    Scene { ann, group, session, places, clients, path: format!("/sessions/{session}/attendance") }
}

async fn marks(test: &TestApp, session: SessionId) -> Vec<(ParticipationId, AttendanceStatus, Option<String>)> {
    let find = attendance::Entity::find().filter(attendance::Column::SessionId.eq(session));
    let rows = find.order_by_asc(attendance::Column::ParticipationId).all(test.app.db.read()).await.unwrap();
    rows.into_iter().map(|row| (row.participation_id, row.status, row.note)).collect()
}

async fn guests(test: &TestApp) -> Vec<String> {
    let rows = walk_in::Entity::find().order_by_asc(walk_in::Column::Alias).all(test.app.db.read()).await.unwrap();
    rows.into_iter().filter_map(|row| row.alias).collect()
}

async fn session_row(test: &TestApp, id: SessionId) -> session::Model {
    session::Entity::find_by_id(id).one(test.app.db.read()).await.unwrap().unwrap()
}

async fn put(by: &Actor, session: SessionId, entries: Value) -> crate::support::actor::Answer {
    let body = json!({ "entries": entries });
    by.api(Method::PUT, &format!("/sessions/{session}/attendance"), Some(body)).await
}

#[tokio::test]
async fn an_older_page_writes_only_what_its_person_changed() {
    let test = TestApp::new().await;
    let mut s = scene(&test, Openness::Open, "2026-10-14T06:00:00Z").await;
    let [one, other] = s.places;
    let (status, note) = (format!("status-{one}"), format!("note-{one}"));
    s.ann.submit(&s.path, &[(&status, "no_show"), ("walk_ins", "Reiska")]).await;
    let older = s.ann.get(&s.path).await;
    s.ann.submit(&s.path, &[(&status, "present"), (&note, "came after all"), ("walk_ins", "Reiska\nPirkko")]).await;
    let (action, fields) = older.filled(&[(&format!("status-{other}"), "present"), ("walk_ins", "Reiska\nMatti")]);
    let page = s.ann.post(&action, &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let stands = marks(&test, s.session).await;
    assert!(stands.contains(&(one, AttendanceStatus::Present, Some("came after all".to_owned()))), "{stands:?}");
    assert!(stands.contains(&(other, AttendanceStatus::Present, None)), "{stands:?}");
    assert_eq!(guests(&test).await, ["Matti", "Pirkko", "Reiska"], "guests come one by one");
}

#[tokio::test]
async fn a_guest_goes_one_by_one_and_an_emptied_count_is_empty() {
    let test = TestApp::new().await;
    let mut s = scene(&test, Openness::Open, "2026-10-14T06:00:00Z").await;
    s.ann.submit(&s.path, &[("walk_ins", "Matti\nPirkko"), ("head_count", "4")]).await;
    let older = s.ann.get(&s.path).await;
    s.ann.submit(&s.path, &[("walk_ins", "Matti\nPirkko\nLiisa")]).await;
    let (action, fields) = older.filled(&[("walk_ins", "Pirkko"), ("head_count", "")]);
    s.ann.post(&action, &fields).await;
    assert_eq!(guests(&test).await, ["Liisa", "Pirkko"]);
    assert_eq!(session_row(&test, s.session).await.head_count, None);
}

#[tokio::test]
async fn a_mark_that_two_people_changed_comes_back_with_both() {
    let test = TestApp::new().await;
    let mut s = scene(&test, Openness::Closed, "2026-10-14T06:00:00Z").await;
    let [one, other] = s.places;
    let status = format!("status-{one}");
    let older = s.ann.get(&s.path).await;
    s.ann.submit(&s.path, &[(&status, "present")]).await;
    let (action, fields) = older.filled(&[(&status, "no_show"), (&format!("status-{other}"), "present")]);
    let page = s.ann.post(&action, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("Saved now: Present"), "{}", page.text());
    assert_eq!(
        marks(&test, s.session).await,
        [(one, AttendanceStatus::Present, None)],
        "nothing is overwritten unseen"
    );
    let (action, fields) = page.filled(&[]);
    assert_eq!(s.ann.post(&action, &fields).await.status, StatusCode::OK, "once more is a choice");
    let stands = marks(&test, s.session).await;
    assert!(stands.contains(&(one, AttendanceStatus::NoShow, None)), "{stands:?}");
    assert!(stands.contains(&(other, AttendanceStatus::Present, None)), "{stands:?}");
    test.outbox().await;
}

#[tokio::test]
async fn the_first_mark_takes_nothing_from_those_who_are_on_their_way() {
    let test = TestApp::new().await;
    let mut s = scene(&test, Openness::Closed, "2026-10-14T09:50:00Z").await;
    let [one, other] = s.places;
    put(&s.ann, s.session, json!([{ "participation_id": one, "status": "present" }])).await;
    assert_eq!(session_row(&test, s.session).await.status, SessionStatus::Held);
    let eero = s.clients[1];
    let token = test.system(async |act| new_link(act, eero, act.now + chrono::TimeDelta::days(9)).await).await;
    let where_to = format!("/me/{token}/sessions/{}/place", s.session);
    let mut phone = test.anybody();
    assert_eq!(phone.get(&where_to).await.status, StatusCode::OK, "with its directions");
    test.act(Who::Client(eero), async |act| notify_absence(act, s.session, eero).await).await;
    assert!(marks(&test, s.session).await.contains(&(other, AttendanceStatus::AbsentNotified, None)));
    test.at("2026-10-14T10:00:00Z");
    assert_eq!(phone.get(&where_to).await.status, StatusCode::OK, "it runs until it ends");
    let aino = Who::Client(s.clients[0]);
    let refused = test.app.act(aino, async |act| notify_absence(act, s.session, s.clients[0]).await).await;
    assert!(refused.is_err(), "who was seen to be there is there");
    test.at("2026-10-14T09:20:00Z");
    let page = s.ann.get(&format!("/sessions/{}", s.session)).await;
    assert!(page.attributes("form", "action").iter().any(|action| action.contains("/cancel")), "{}", page.text());
    let cancelled = s
        .ann
        .api(Method::POST, &format!("/sessions/{}/cancel", s.session), Some(json!({ "code": "leader_ill" })))
        .await;
    assert!(cancelled.status.is_success(), "{}", cancelled.json);
    let row = session_row(&test, s.session).await;
    assert_eq!((row.status, row.held_at), (SessionStatus::Cancelled, None));
    let stands = marks(&test, s.session).await;
    assert!(
        stands.iter().all(|(_, status, _)| *status == AttendanceStatus::Unrecorded),
        "marks of what is off fall away"
    );
    let kept = attendance_correction::Entity::find().all(test.app.db.read()).await.unwrap();
    assert_eq!(kept.len(), 2, "with their history");
    let place = participation::Entity::find_by_id(one).one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!(place.started_on, None, "nobody has begun by it");
    test.outbox().await;
}

#[tokio::test]
async fn a_sheet_filled_by_mistake_is_planned_again_when_its_last_mark_is_taken_back() {
    let test = TestApp::new().await;
    let mut s = scene(&test, Openness::Open, "2026-10-14T06:00:00Z").await;
    let row = group::ActiveModel { id: Set(s.group), status: Set(GroupStatus::ConfirmedToRun), ..Default::default() };
    let tx = test.app.db.write().await.unwrap();
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let status = format!("status-{}", s.places[0]);
    let group_status =
        async || group::Entity::find_by_id(s.group).one(test.app.db.read()).await.unwrap().unwrap().status;
    s.ann.submit(&s.path, &[(&status, "present"), ("head_count", "2")]).await;
    assert_eq!(group_status().await, GroupStatus::Running);
    s.ann.submit(&s.path, &[(&status, "unrecorded")]).await;
    assert_eq!(session_row(&test, s.session).await.status, SessionStatus::Held, "people were counted");
    s.ann.submit(&s.path, &[("head_count", "")]).await;
    let row = session_row(&test, s.session).await;
    assert_eq!((row.status, row.held_at, row.recorded_at), (SessionStatus::Planned, None, None));
    assert_eq!(group_status().await, GroupStatus::ConfirmedToRun);
    let cancelled = s
        .ann
        .api(Method::POST, &format!("/sessions/{}/cancel", s.session), Some(json!({ "code": "leader_ill" })))
        .await;
    assert!(cancelled.status.is_success(), "that it was not held can be said: {}", cancelled.json);
    test.outbox().await;
}

#[tokio::test]
async fn who_came_before_the_paper_was_done_is_marked_present_and_nothing_else() {
    let test = TestApp::new().await;
    let mut s = scene(&test, Openness::SemiOpen, "2026-10-14T06:00:00Z").await;
    let ulla = test.staff("Ulla Worker", &[Role::Worker]).await;
    let late = seed::client(&test, ulla.id(), "Tuuli Myöhä").await;
    let place = seed::place(&test, s.group, late, "2026-10-14T08:30:00Z").await;
    let page = s.ann.get(&s.path).await;
    assert!(page.all("legend").contains(&"Tuuli Myöhä".to_owned()), "{}", page.text());
    let status = format!("status-{place}");
    let offered = page.attributes(&format!("input[name={status}]"), "value");
    assert_eq!(offered, ["present", "late", "partial"], "the page asks for nothing that is refused");
    let refused = put(&s.ann, s.session, json!([{ "participation_id": place, "status": "no_show" }])).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody missed what they were not expected at");
    let saved = s.ann.submit(&s.path, &[(&status, "present")]).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
    let row = participation::Entity::find_by_id(place).one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!(row.started_on.unwrap().to_string(), "2026-10-14");
    let long_ago = seed::session(&test, s.group, 2, "2026-09-10T06:00:00Z").await;
    let refused = put(&s.ann, long_ago, json!([{ "participation_id": place, "status": "present" }])).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "some weeks back, not more");
}

#[tokio::test]
async fn who_has_left_is_neither_counted_absent_nor_asked_for() {
    let test = TestApp::new().await;
    let mut s = scene(&test, Openness::Closed, "2026-10-14T06:00:00Z").await;
    let [one, other] = s.places;
    let both = json!([{ "participation_id": one, "status": "present" },
        { "participation_id": other, "status": "present" }]);
    put(&s.ann, s.session, both).await;
    let next = seed::session(&test, s.group, 2, "2026-10-21T06:00:00Z").await;
    let after = seed::session(&test, s.group, 3, "2026-10-28T06:00:00Z").await;
    let aino = s.clients[0];
    test.act(Who::Client(aino), async |act| notify_absence(act, after, aino).await).await;
    test.at("2026-10-27T09:00:00Z");
    let ended = json!({ "reason": "transferred", "on": "2026-10-20" });
    let ended = s.ann.api(Method::POST, &format!("/participations/{one}/end"), Some(ended)).await;
    assert!(ended.status.is_success(), "{}", ended.json);
    assert!(marks(&test, after).await.is_empty(), "what was said of sessions after the end falls away");
    assert_eq!(marks(&test, s.session).await.len(), 2, "what was before it stays");
    s.ann.sign_in().await;
    let sheet = s.ann.get(&format!("/sessions/{next}/attendance")).await;
    let listed = sheet.all(".sheet-lines legend");
    assert_eq!(listed, ["Eero Salmi"], "the place ended the day before");
    let page = s.ann.press(&format!("/sessions/{next}/attendance"), "All present").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert_eq!(marks(&test, next).await, [(other, AttendanceStatus::Present, None)]);
    let grid = s.ann.get(&format!("/groups/{}/attendance", s.group)).await;
    assert!(grid.text().contains("3 / 3 (100 %)"), "{}", grid.text());
    test.outbox().await;
}

#[tokio::test]
async fn however_a_place_ends_what_was_said_ahead_falls_away_with_it() {
    let test = TestApp::new().await;
    let s = scene(&test, Openness::Closed, "2026-10-14T06:00:00Z").await;
    let ahead = seed::session(&test, s.group, 2, "2026-10-21T06:00:00Z").await;
    let ulla = test.staff("Ulla Worker", &[Role::Worker]).await;
    let dies = seed::client(&test, ulla.id(), "Veikko Vainaja").await;
    seed::place(&test, s.group, dies, SPRING).await;
    let withdraws = test.referral(s.group, "Petra Perujainen", ulla.id()).await;
    let steps = format!("/referrals/{withdraws}/transitions");
    for to in ["in_review", "offered", "confirmed"] {
        let stepped = s.ann.api(Method::POST, &steps, Some(json!({ "to": to }))).await;
        assert!(stepped.status.is_success(), "{to}: {}", stepped.json);
    }
    let petra =
        entity::referral::Entity::find_by_id(withdraws).one(test.app.db.read()).await.unwrap().unwrap().client_id;
    for client in [dies, petra] {
        test.act(Who::Client(client), async |act| notify_absence(act, ahead, client).await).await;
    }
    assert_eq!(marks(&test, ahead).await.len(), 2);
    let died = json!({ "deceased_on": "2026-10-14" });
    let died = ulla.api(Method::PATCH, &format!("/clients/{dies}"), Some(died)).await;
    assert!(died.status.is_success(), "{}", died.json);
    assert_eq!(marks(&test, ahead).await.len(), 1, "a death ends it");
    let withdrawn = ulla.api(Method::POST, &steps, Some(json!({ "to": "withdrawn" }))).await;
    assert!(withdrawn.status.is_success(), "{}", withdrawn.json);
    assert!(marks(&test, ahead).await.is_empty(), "and so does a referral that is withdrawn");
    test.outbox().await;
}
