//! An address at which messages are refused for good: whoever helps the client looks after it, what must be heard is
//! called, and nothing more is sent there.

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, GroupId, SessionId};
use entity::state::{ContactChannel, MessageStatus, Role, TaskKind};
use entity::{client, task};
use piiri::mailer::Mailer;
use piiri::message::About;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::json;

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::outbox::Plain;
use crate::support::places::Plan;
use crate::support::smtp::Sink;

const OLD: &str = "old@piiri.example";
const NEW: &str = "new@piiri.example";

/// A client whose mail is refused for good, with a place in a group that meets on Tuesday 20.10.2026 at 10.
struct Scene {
    test: TestApp,
    sink: Sink,
    lea: Actor,
    wes: Actor,
    ada: Actor,
    group: GroupId,
    session: SessionId,
    client: ClientId,
}

async fn scene() -> Scene {
    let mut test = TestApp::new().await;
    let sink = Sink::start().await;
    let mut config = (*test.app.config).clone();
    config.mail.host = sink.address.ip().to_string();
    config.mail.port = sink.address.port();
    config.mail.security = "none".into();
    config.mail.from = "noreply@piiri.example".into();
    test.app.mailer = Mailer::new(&config).unwrap();
    sink.refuse(OLD, "550 5.1.1 no such user");
    let lea = test.staff("Lea Leader", &[Role::Leader]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let group = test.group("Arjen rytmi", lea.id(), Plan::open(8)).await;
    let session = test.session(group, 1, "2026-10-20T07:00:00Z").await;
    let client = test.client("Aino Asiakas", wes.id()).await;
    let scene = Scene { test, sink, lea, wes, ada, group, session, client };
    scene
        .becomes(client::ActiveModel {
            channel: Set(ContactChannel::Email),
            email: Set(Some(OLD.to_owned())),
            ..Default::default()
        })
        .await;
    scene
}

impl Scene {
    async fn becomes(&self, row: client::ActiveModel) {
        let id = self.client;
        self.test
            .system(async |act| {
                client::ActiveModel { id: Set(id), ..row }.update(act.tx).await.unwrap();
                Ok(())
            })
            .await;
    }

    /// Sends something that nobody comes in vain for, three minutes later.
    async fn ordinary(&self, key: &str, at: &str) {
        let about = About { group: Some(self.group), ..About::default() };
        self.test.tell_plain(Plain { client: self.client, key, about, expires_at: None }).await;
        self.test.run_jobs_at(at).await;
    }

    /// What is asked about the address: of whom, and whether it is done.
    async fn asked(&self) -> Vec<(bool, bool)> {
        let tasks = task::Entity::find().all(self.test.app.db.read()).await.unwrap();
        let about = tasks.into_iter().filter(|task| task.kind == TaskKind::AddressFails);
        about.map(|task| (task.staff_id == self.wes.id(), task.done_at.is_some())).collect()
    }

    async fn status(&self, key: &str) -> Option<MessageStatus> {
        self.test.outbox().await.into_iter().find(|row| row.key == key).map(|row| row.status)
    }

    async fn page(&mut self) -> String {
        self.wes.get(&format!("/clients/{}", self.client)).await.text()
    }

    async fn place(&self) -> entity::id::ReferralId {
        let new = crate::support::places::new_referral((self.client, self.group), self.wes.id());
        let by = piiri::access::Actor::Staff(self.wes.id());
        self.test.act(by, async |act| Ok(piiri::acts::submit_referral(act, new).await?.id)).await
    }
}

const WARNING: &str = "Messages do not arrive";

#[tokio::test]
async fn who_helps_the_client_is_asked_once_to_look_after_an_address_that_fails() {
    let mut scene = scene().await;
    assert!(!scene.page().await.contains(WARNING));
    scene.ordinary("first", "2026-10-14T09:03:00Z").await;
    assert_eq!(scene.status("first").await, Some(MessageStatus::Failed));
    assert_eq!(scene.asked().await, [(true, false)]);
    assert!(scene.page().await.contains(WARNING));
    let today = scene.wes.get("/").await;
    assert!(today.text().contains("The address does not work: check it"), "{}", today.text());
    scene.ordinary("second", "2026-10-14T09:06:00Z").await;
    assert_eq!(scene.status("second").await, None, "nothing more is sent there");
    let answer = scene.wes.press("/", "Done").await;
    assert_eq!(answer.status, StatusCode::OK);
    let admin = scene.ada.press("/messages?status=failed", "Send again").await;
    assert_eq!(admin.status, StatusCode::OK, "{}", admin.text());
    scene.test.run_jobs_at("2026-10-14T09:09:00Z").await;
    assert_eq!(scene.status("first").await, Some(MessageStatus::Failed), "tried there, since somebody asked for it");
    assert_eq!(scene.asked().await, [(true, true)], "not again while the address stands");
    assert!(scene.page().await.contains(WARNING), "and until it changes the page says so");
    scene.test.outbox().await;
}

#[tokio::test]
async fn another_address_closes_the_task_and_what_failed_goes_there_when_it_is_sent_again() {
    let mut scene = scene().await;
    scene.ordinary("first", "2026-10-14T09:03:00Z").await;
    let edit = format!("/clients/{}/edit", scene.client);
    let saved = scene.wes.submit(&edit, &[("email", NEW)]).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
    assert_eq!(scene.asked().await, [(true, true)]);
    assert!(!scene.page().await.contains(WARNING));
    scene.ada.press("/messages?status=failed", "Send again").await;
    scene.test.run_jobs_at("2026-10-14T09:06:00Z").await;
    let to: Vec<_> = scene.sink.received().into_iter().flat_map(|mail| mail.to).collect();
    assert_eq!(to.iter().filter(|to| to.starts_with("new@")).count(), 1, "{to:?}");
    assert_eq!(scene.status("first").await, Some(MessageStatus::Sent));
    scene.sink.refuse(NEW, "550 5.1.1 no such user");
    scene.ordinary("second", "2026-10-14T09:09:00Z").await;
    assert_eq!(scene.asked().await, [(true, true), (true, false)], "asked again of another address");
    scene.test.outbox().await;
}

#[tokio::test]
async fn an_address_that_works_after_all_is_no_task_any_more() {
    let mut scene = scene().await;
    scene.ordinary("first", "2026-10-14T09:03:00Z").await;
    scene.sink.welcome(OLD);
    scene.ada.press("/messages?status=failed", "Send again").await;
    scene.test.run_jobs_at("2026-10-14T09:06:00Z").await;
    assert_eq!(scene.status("first").await, Some(MessageStatus::Sent));
    assert_eq!(scene.asked().await, [(true, true)]);
    assert!(!scene.page().await.contains(WARNING));
    scene.test.outbox().await;
}

#[tokio::test]
async fn an_offer_a_confirmation_and_a_change_that_can_not_be_sent_are_called() {
    let scene = scene().await;
    let referral = scene.place().await;
    let path = format!("/referrals/{referral}/transitions");
    let offered = scene.lea.api(Method::POST, &path, Some(json!({ "to": "offered" }))).await;
    assert_eq!(offered.json["told"]["by_mail"], 1, "nobody knows yet: {}", offered.json);
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    let calls = async || {
        let tasks = task::Entity::find().all(scene.test.app.db.read()).await.unwrap();
        let open = tasks.iter().filter(|task| task.kind == TaskKind::CallSession && task.done_at.is_none());
        open.map(|task| task.staff_id).collect::<Vec<_>>()
    };
    assert_eq!(calls().await, [scene.wes.id()], "the offer that failed is called");
    assert_eq!(scene.asked().await, [(true, false)]);
    let confirmed = scene.lea.api(Method::POST, &path, Some(json!({ "to": "confirmed" }))).await;
    assert_eq!(confirmed.json["told"]["to_call"], 1, "{}", confirmed.json);
    let cancel = format!("/sessions/{}/cancel", scene.session);
    let cancelled = scene.lea.api(Method::POST, &cancel, Some(json!({ "code": "leader_ill" }))).await;
    assert_eq!(cancelled.json["told"]["to_call"], 1, "{}", cancelled.json);
    scene.test.run_jobs_at("2026-10-14T09:06:00Z").await;
    assert!(!calls().await.is_empty());
    assert_eq!(scene.asked().await, [(true, false)], "once");
    scene.test.outbox().await;
}
