//! What was typed when the sign-in ended, or the network: sealed while it is out of the server's hands, and the sender's
//! alone.

use axum::http::StatusCode;
use entity::attendance;
use entity::id::{ParticipationId, SessionId};
use entity::state::{AttendanceStatus, Openness, Role};
use piiri::access::DeviceKey;
use sea_orm::EntityTrait;
use serde_json::Value;

use crate::support::actor::Actor;
use crate::support::app::PASSWORD;
use crate::support::page::Page;
use crate::support::{TestApp, seed};

const ANN: &str = "ann.leader@piiri.example";
const BEA: &str = "bea.leader@piiri.example";
const NOTE: &str = "came with a friend";

struct Scene {
    ann: Actor,
    session: SessionId,
    place: ParticipationId,
    path: String,
}

async fn scene(test: &TestApp) -> Scene {
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let group = seed::group(test, ann.id(), "G01", Openness::Closed).await;
    let session = seed::session(test, group, 1, "2026-10-14T06:00:00Z").await;
    let aino = seed::client(test, wes.id(), "Aino Lehto").await;
    let place = seed::place(test, group, aino, "2026-09-01T09:00:00Z").await;
    Scene { ann, session, place, path: format!("/sessions/{session}/attendance") }
}

impl Scene {
    /// The sheet as its leader has filled it in.
    async fn typed(&mut self) -> (String, Vec<(String, String)>) {
        let [status, note] = ["status", "note"].map(|part| format!("{part}-{}", self.place));
        self.ann.get(&self.path).await.filled(&[(&status, "present"), (&note, NOTE)])
    }

    async fn marks(&self, test: &TestApp) -> Vec<(AttendanceStatus, Option<String>)> {
        let rows = attendance::Entity::find().all(test.app.db.read()).await.unwrap();
        rows.into_iter().filter(|row| row.session_id == self.session).map(|row| (row.status, row.note)).collect()
    }
}

async fn sign_in(person: &mut Actor, asked: &Page, email: &str) -> Page {
    let (action, fields) = asked.filled(&[("email", email), ("password", PASSWORD)]);
    person.post(&action, &fields).await
}

#[tokio::test]
async fn a_form_that_came_after_its_sign_in_is_saved_once_its_sender_is_back() {
    let test = TestApp::new().await;
    let mut s = scene(&test).await;
    let (action, fields) = s.typed().await;
    test.at("2026-10-14T22:00:00Z");
    let asked = s.ann.post(&action, &fields).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED, "{}", asked.text());
    assert!(asked.text().contains("nothing is saved yet"), "{}", asked.text());
    let html = asked.html();
    for told in [NOTE, "came+with", "status-", &s.place.to_string(), "Aino"] {
        assert!(!html.contains(told), "the page can be read by whoever comes by: {told}");
    }
    assert!(s.marks(&test).await.is_empty());
    let wrong = {
        let (action, fields) = asked.filled(&[("email", ANN), ("password", "something else")]);
        s.ann.post(&action, &fields).await
    };
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "a wrong password loses nothing");
    let saved = sign_in(&mut s.ann, &wrong, ANN).await;
    assert_eq!(saved.path, s.path, "{}", saved.text());
    assert!(saved.text().contains("Attendance was saved."), "{}", saved.text());
    assert_eq!(s.marks(&test).await, [(AttendanceStatus::Present, Some(NOTE.to_owned()))]);
    let again = sign_in(&mut s.ann, &asked, ANN).await;
    assert_eq!(again.path, s.path, "sent twice, done once: {}", again.text());
    assert_eq!(s.marks(&test).await.len(), 1);
}

#[tokio::test]
async fn a_kept_form_is_saved_for_nobody_else_and_not_for_ever() {
    let test = TestApp::new().await;
    let mut s = scene(&test).await;
    let mut bea = test.staff("Bea Leader", &[Role::Leader]).await;
    let (action, fields) = s.typed().await;
    test.at("2026-10-14T22:00:00Z");
    let asked = s.ann.post(&action, &fields).await;
    let other = sign_in(&mut bea, &asked, BEA).await;
    assert!(other.text().contains("was not saved"), "{}", other.text());
    assert!(s.marks(&test).await.is_empty(), "typed by Ann, signed in as Bea");
    test.at("2026-10-16T10:01:00Z");
    let late = sign_in(&mut s.ann, &asked, ANN).await;
    assert!(late.text().contains("was not saved"), "{}", late.text());
    assert!(s.marks(&test).await.is_empty(), "after 36 hours");
}

#[tokio::test]
async fn a_sheet_knows_its_sender_without_any_cookie_and_a_stranger_s_form_is_said_to_be_lost() {
    let test = TestApp::new().await;
    let mut s = scene(&test).await;
    let (action, fields) = s.typed().await;
    let mut browser = test.anybody();
    let asked = browser.post(&action, &fields).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED, "as after a restart without a secret: {}", asked.text());
    let saved = sign_in(&mut browser, &asked, ANN).await;
    assert_eq!((saved.path.as_str(), s.marks(&test).await.len()), (s.path.as_str(), 1));
    let unknown = test.anybody().post("/groups", &[("name".into(), "Kokkiryhmä".into())]).await;
    assert!(unknown.path.starts_with("/login?unsaved="), "{}", unknown.path);
    assert!(unknown.text().contains("Nothing was saved"), "{}", unknown.text());
}

#[tokio::test]
async fn every_form_of_staff_is_kept_and_not_the_sheet_alone() {
    let test = TestApp::new().await;
    let mut wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let (action, fields) = wes.get("/account").await.filled(&[("weekly_places", "true")]);
    test.at("2026-10-14T22:00:00Z");
    let asked = wes.post(&action, &fields).await;
    let saved = sign_in(&mut wes, &asked, "wes.worker@piiri.example").await;
    assert_eq!((saved.status, saved.path.as_str()), (StatusCode::OK, "/account"));
    assert_eq!(saved.attributes("input[name=weekly_places]", "checked").len(), 1, "{}", saved.text());
}

/// What a sheet gives the scripts to keep marks by.
fn keys(page: &Page) -> Vec<String> {
    let keeps = page.attributes("form[data-attend]", "data-keeps").remove(0);
    let keeps: Value = serde_json::from_str(&keeps).unwrap();
    keeps["keys"].as_array().unwrap().iter().map(|key| key[1].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn marks_on_a_device_are_opened_by_their_writer_until_they_are_old_or_the_writer_has_left() {
    let test = TestApp::new().await;
    let mut s = scene(&test).await;
    let page = s.ann.get(&s.path).await;
    let (first, by) = (keys(&page), page.attributes("input[name=kept_by]", "value"));
    assert!(!by[0].contains(&s.ann.id().to_string()), "the device keeps no one's name");
    s.ann.sign_in().await;
    assert_eq!(keys(&s.ann.get(&s.path).await), first, "the same person after a new sign-in");
    let bea = test.staff("Bea Leader", &[Role::Leader]).await;
    let hers = DeviceKey::made(&test.app, bea.id()).await.unwrap().turns(test.app.clock.now());
    assert!(hers.iter().all(|key| !first.contains(&key.key)), "another person has other keys");
    test.at("2026-10-16T22:00:00Z");
    s.ann.sign_in().await;
    let later = keys(&s.ann.get(&s.path).await);
    assert!(later.iter().all(|key| key != &first[0]), "of what is too old there is no key any more");
    let out = s.ann.press(&s.path, "Sign out").await;
    assert_eq!(out.attributes("[data-forget]", "data-forget"), by, "the device is told to forget: {}", out.html());
    s.ann.sign_in().await;
    s.ann.press("/account", "Sign out everywhere").await;
    s.ann.sign_in().await;
    let anew = keys(&s.ann.get(&s.path).await);
    assert!(anew.iter().all(|key| !later.contains(key)), "what other devices hold is sealed for good");
}
