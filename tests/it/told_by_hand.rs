//! What a person tells in place of a message: it says what stands now, once to each client, and is over when it is too late.

use entity::id::{ClientId, MessageId, SessionId};
use entity::message;
use entity::state::{ContactChannel, MessageStatus, TaskKind};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::support::heard::{Heard, ReachedBy};

const NUMBER: &str = "+358401234567";

/// A group that meets on Thursday 22.10.2026 at 14, and a week later at 15; its client is called.
struct Scene {
    heard: Heard,
    later: SessionId,
    client: ClientId,
}

async fn scene() -> Scene {
    let heard = Heard::at("2026-10-22T11:00:00Z").await;
    let later = heard.test.session(heard.group, 2, "2026-10-29T13:00:00Z").await;
    let client = heard.placed("Sulo Hiljainen", ReachedBy::by(ContactChannel::None, Some(NUMBER))).await;
    heard.runs().await;
    Scene { heard, later, client }
}

impl Scene {
    async fn open(&self) -> Vec<message::Model> {
        let of = message::Entity::find().filter(message::COLUMN.client_id.eq(self.client));
        let of = of.filter(message::COLUMN.status.eq(MessageStatus::ForHand));
        let open = of.all(self.heard.test.app.db.read()).await.unwrap();
        self.heard.test.outbox().await;
        open
    }

    /// What is to be told now.
    async fn words(&self) -> Vec<String> {
        self.open().await.into_iter().map(|row| row.body).collect()
    }

    async fn moves(&mut self, session: SessionId, date: &str, start: &str, end: &str) {
        let fields = [("date", date), ("start_time", start), ("end_time", end), ("notify", "true")];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        self.heard.leader.sign_in().await;
        let page = self.heard.leader.post(&format!("/sessions/{session}/move"), &fields).await;
        assert!(page.text().contains("The session is moved"), "{}", page.text());
    }

    async fn cancels(&mut self, session: SessionId) {
        let fields = [("code", "leader_ill"), ("notify", "true")];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        self.heard.leader.sign_in().await;
        let page = self.heard.leader.post(&format!("/sessions/{session}/cancel"), &fields).await;
        assert!(page.text().contains("The session is cancelled"), "{}", page.text());
    }

    async fn told(&self, id: MessageId) {
        self.heard.test.system(async |act| piiri::notify::done_by_hand(act, id).await).await;
    }

    async fn row(&self, id: MessageId) -> message::Model {
        message::Entity::find_by_id(id).one(self.heard.test.app.db.read()).await.unwrap().unwrap()
    }
}

fn first(time: &str) -> String {
    format!("Paikkasi on vahvistettu. Ensimmäinen tapaaminen on {time}. Sinut ottaa vastaan Anna.")
}

#[tokio::test]
async fn a_call_says_what_stands_now_and_who_was_not_told_of_the_place_has_one_call() {
    let mut scene = scene().await;
    assert_eq!(scene.words().await, [first("to 22.10. klo 14")]);
    let session = scene.heard.session;
    scene.moves(session, "2026-10-22", "15:00", "16:30").await;
    assert_eq!(scene.words().await, [first("to 22.10. klo 15")], "one call, and what it says is so");
    scene.cancels(session).await;
    assert_eq!(scene.words().await, [first("to 29.10. klo 15")]);
    let later = scene.later;
    scene.moves(later, "2026-10-29", "10:00", "11:30").await;
    assert_eq!(scene.words().await, [first("to 29.10. klo 10")]);
    assert!(scene.heard.leader.get("/calls").await.text().contains("to 29.10. klo 10"));
}

#[tokio::test]
async fn a_call_about_sessions_is_due_no_later_than_before_and_over_when_its_session_is() {
    let mut scene = scene().await;
    let place = scene.open().await.remove(0);
    let due = scene.heard.tasks(TaskKind::CallSession).await[0].due_at;
    assert_eq!(due.to_rfc3339(), "2026-10-22T09:00:00+00:00", "two hours before");
    let session = scene.heard.session;
    scene.moves(session, "2026-10-21", "10:00", "11:30").await;
    let due = scene.heard.tasks(TaskKind::CallSession).await[0].due_at;
    assert_eq!(due.to_rfc3339(), "2026-10-21T05:00:00+00:00", "it begins sooner");
    assert_eq!(scene.row(place.id).await.expires_at.unwrap().to_rfc3339(), "2026-10-21T07:00:00+00:00");
    scene.moves(session, "2026-10-23", "10:00", "11:30").await;
    let due = scene.heard.tasks(TaskKind::CallSession).await[0].due_at;
    assert_eq!(due.to_rfc3339(), "2026-10-21T05:00:00+00:00", "who knew of the earlier day is called before it");
}

#[tokio::test]
async fn who_was_told_of_the_place_hears_of_a_change_by_a_call_that_says_both_times() {
    let mut scene = scene().await;
    let place = scene.open().await.remove(0);
    scene.told(place.id).await;
    assert!(scene.open().await.is_empty());
    let session = scene.heard.session;
    scene.moves(session, "2026-10-22", "15:00", "16:30").await;
    assert_eq!(scene.words().await, ["Tapaaminen to 22.10. klo 14 on siirretty. Uusi aika on to 22.10. klo 15."]);
    scene.moves(session, "2026-10-22", "14:00", "15:30").await;
    assert!(scene.words().await.iter().all(|words| !words.contains("siirretty")), "changed back: no news");
}

#[tokio::test]
async fn a_call_that_nobody_made_in_time_is_closed_with_its_task_and_the_leader_sees_it() {
    let mut scene = scene().await;
    let place = scene.open().await.remove(0);
    scene.told(place.id).await;
    let session = scene.heard.session;
    scene.cancels(session).await;
    let call = scene.open().await.remove(0);
    scene.heard.test.run_jobs_at("2026-10-22T10:59:00Z").await;
    assert_eq!(scene.row(call.id).await.status, MessageStatus::ForHand, "until the session begins it is of use");
    scene.heard.test.run_jobs_at("2026-10-22T11:01:00Z").await;
    assert_eq!(scene.row(call.id).await.status, MessageStatus::Untold);
    assert!(scene.heard.tasks(TaskKind::CallSession).await.is_empty(), "its tasks are done with it");
    scene.heard.leader.sign_in().await;
    let list = scene.heard.leader.get("/calls").await;
    assert!(!list.text().contains("Sulo Hiljainen"), "{}", list.text());
    let page = scene.heard.leader.get(&format!("/sessions/{session}/calls")).await;
    assert!(page.text().contains("Not told in time"), "{}", page.text());
    scene.heard.test.outbox().await;
}

#[tokio::test]
async fn who_was_told_of_no_place_before_its_first_session_is_still_told_with_the_next() {
    let scene = scene().await;
    scene.heard.test.run_jobs_at("2026-10-22T11:01:00Z").await;
    assert_eq!(scene.words().await, [first("to 29.10. klo 15")]);
}

#[tokio::test]
async fn the_calls_of_a_session_are_all_that_its_clients_are_still_to_be_told_of_the_group() {
    let mut scene = scene().await;
    let path = format!("/sessions/{}/calls", scene.heard.session);
    let page = scene.heard.leader.get(&path).await;
    assert!(page.text().contains("Sulo Hiljainen") && page.text().contains("Paikkasi on"), "{}", page.text());
    assert!(!page.text().contains("nobody needs to be called"), "{}", page.text());
    scene.heard.leader.press(&path, "Mark as done").await;
    assert!(scene.open().await.is_empty());
}
