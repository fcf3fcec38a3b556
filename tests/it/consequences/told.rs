//! Who hears of changed sessions, when and how: the difference to what each person was last told, and nothing else.

use axum::http::{Method, StatusCode};
use entity::id::ClientId;
use entity::state::{ContactChannel, FeedKind, FeedTitles, MessageChannel, MessageStatus, TaskKind};
use entity::{calendar_link, client, message, task};
use piiri::access::Actor as By;
use piiri::calendar::{self, NewLink};
use piiri::mailer::Mail;
use piiri::people::client::new_link;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::{Value, json};

use super::sessions::{Scene, at, plan, scene};

/// When the acts of these tests begin; what the scene itself tells has gone out.
const START: &str = "2026-10-14T10:00:00Z";

impl Scene {
    async fn post(&self, path: &str, body: Value) -> Value {
        let done = self.leader.api(Method::POST, &format!("/sessions/{}/{path}", self.first), Some(body)).await;
        assert!(done.status.is_success(), "{path}: {}", done.json);
        done.json
    }

    async fn move_to(&self, starts: &str) -> Value {
        self.post("move", json!({ "starts_at": starts })).await
    }

    /// The text messages that were sent from a moment on.
    fn texts_since(&self, moment: &str) -> Vec<String> {
        let since = at(moment);
        self.test.app.sms.kept().into_iter().filter(|sms| sms.at >= since).map(|sms| sms.text).collect()
    }

    fn texts(&self) -> Vec<String> {
        self.texts_since(START)
    }

    fn mails(&self) -> Vec<Mail> {
        self.test.app.mailer.kept().into_iter().filter(|mail| mail.at >= at(START)).collect()
    }

    /// The clients, of whom the first can't come to the first session.
    fn clients(&self) -> [ClientId; 2] {
        [ClientId(self.concerned[0].1), ClientId(self.concerned[1].1)]
    }

    /// What waits for a person, or was sent to them.
    async fn news(&self, who: &str) -> Vec<message::Model> {
        let id = self.concerned.iter().find(|(name, _)| *name == who).unwrap().1;
        let mut rows = self.test.outbox().await;
        rows.retain(|row| {
            row.client_id.map(|client| client.0) == Some(id) || row.staff_id.map(|one| one.0) == Some(id)
        });
        rows.retain(|row| row.status != MessageStatus::Cancelled);
        rows
    }

    /// Takes the messages of the scene's own making out of the way.
    async fn quiet(self) -> Self {
        self.test.run_jobs_at("2026-10-14T09:03:00Z").await;
        self.test.at(START);
        self
    }

    async fn with(&self, client: client::ActiveModel) {
        let tx = self.test.app.db.write().await.unwrap();
        client.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn what_is_changed_back_before_anybody_heard_is_told_to_nobody() {
    let scene = scene().await.quiet().await;
    scene.move_to("2026-10-21T10:00:00Z").await;
    let back = scene.move_to("2026-10-20T07:00:00Z").await;
    assert_eq!(back["told"]["by_text"], 0, "{back}");
    scene.test.run_jobs_at("2026-10-14T10:05:00Z").await;
    assert!(scene.texts().is_empty(), "{:?}", scene.texts());
    assert!(scene.mails().is_empty());
    scene.test.outbox().await;
}

#[tokio::test]
async fn two_changes_are_one_message_with_the_time_that_was_told_last() {
    let scene = scene().await.quiet().await;
    scene.move_to("2026-10-21T10:00:00Z").await;
    scene.test.run_jobs_at("2026-10-14T10:02:00Z").await;
    let first = scene.texts();
    assert_eq!(first.len(), 2, "{first:?}");
    assert!(first[0].starts_with("Tapaaminen ti 20.10. klo 10 siirtyy. Uusi aika: ke 21.10. klo 13."), "{first:?}");
    scene.move_to("2026-10-22T10:00:00Z").await;
    scene.move_to("2026-10-23T10:00:00Z").await;
    scene.test.run_jobs_at("2026-10-14T10:10:00Z").await;
    let both = scene.texts_since("2026-10-14T10:03:00Z");
    assert_eq!(both.len(), 2, "one for each client: {both:?}");
    assert!(both[0].starts_with("Tapaaminen ke 21.10. klo 13 siirtyy. Uusi aika: pe 23.10. klo 13."), "{both:?}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn ordinary_news_waits_for_undo_and_what_is_within_a_day_leaves_at_once() {
    let scene = scene().await.quiet().await;
    let ordinary = scene.move_to("2026-10-20T10:00:00Z").await;
    assert_eq!((&ordinary["told"]["by_text"], &ordinary["told"]["staff"]), (&json!(2), &json!(3)), "{ordinary}");
    assert_eq!(ordinary["told"]["undo_until"], "2026-10-14T10:02:00Z", "{ordinary}");
    let waits = scene.news("a client").await;
    assert_eq!(waits.last().unwrap().due_at.to_rfc3339(), "2026-10-14T10:02:00+00:00");
    scene.test.at("2026-10-19T11:00:00Z");
    let urgent = scene.post("cancel", json!({ "code": "weather" })).await;
    assert_eq!(urgent["told"]["at_once"], true, "{urgent}");
    assert_eq!(urgent["told"]["undo_until"], Value::Null, "{urgent}");
    piiri::notify::deliver(&scene.test.app, scene.test.app.clock.now()).await.unwrap();
    let off = scene.texts_since("2026-10-19T11:00:00Z");
    assert_eq!(off.len(), 2, "{off:?}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_message_follows_a_telephone_that_was_changed_after_it_was_queued() {
    let scene = scene().await.quiet().await;
    scene.move_to("2026-10-21T10:00:00Z").await;
    let phone = Set(Some("+358409999999".to_owned()));
    scene.with(client::ActiveModel { id: Set(scene.clients()[1]), phone, ..Default::default() }).await;
    scene.test.run_jobs_at("2026-10-14T10:02:00Z").await;
    let sent = scene.test.app.sms.kept().into_iter().filter(|sms| sms.at >= at(START));
    let to: Vec<String> = sent.map(|sms| sms.to).collect();
    assert!(to.contains(&"+358409999999".to_owned()) && to.contains(&"+358401234567".to_owned()), "{to:?}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn several_changes_at_once_are_one_message_to_everybody_and_to_a_companion_only_of_their_session() {
    let scene = scene().await.quiet().await;
    let path = format!("/groups/{}/schedule", scene.group);
    let planned = scene.leader.api(Method::PUT, &path, Some(plan("2026-10-20", "13:00"))).await;
    assert!(planned.status.is_success(), "{}", planned.json);
    assert_eq!((&planned.json["told"]["by_text"], &planned.json["told"]["staff"]), (&json!(2), &json!(3)));
    scene.test.run_jobs_at("2026-10-14T10:02:00Z").await;
    let texts = scene.texts();
    assert!(texts.len() == 2 && texts.iter().all(|text| text.contains("aikoja tai paikkoja")), "{texts:?}");
    let mails = scene.mails();
    let subject = |to: &str| mails.iter().filter(|mail| mail.to == to).map(|mail| &*mail.subject).collect::<Vec<_>>();
    for (to, words) in [("berta.toinen", "planned anew"), ("will.worker", "moved"), ("sami.sijainen", "moved")] {
        let subjects = subject(&format!("{to}@piiri.example"));
        assert!(subjects.len() == 1 && subjects[0].contains(words), "{to}: {subjects:?}");
    }
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_groups_new_venue_is_a_move_of_place_for_everybody() {
    let scene = scene().await.quiet().await;
    let venue = scene.leader.api(Method::POST, "/venues", Some(json!({ "name": "Selvin Päin" }))).await;
    let path = format!("/groups/{}", scene.group);
    let before = scene.leader.api(Method::GET, &path, None).await;
    let body = json!({ "code": "G1", "venue_id": venue.json["id"] });
    let changed = scene.leader.api(Method::PATCH, &path, Some(body.clone())).await;
    assert_eq!(changed.json["told"]["by_text"], 2, "{}", changed.json);
    assert_eq!(changed.json["name"], before.json["name"]);
    let again = scene.leader.api(Method::PATCH, &path, Some(body)).await;
    assert_eq!(again.json["told"]["by_text"], 0, "an act that changes nothing does nothing: {}", again.json);
    scene.test.run_jobs_at("2026-10-14T10:02:00Z").await;
    let texts = scene.texts();
    assert!(texts.len() == 2 && texts.iter().all(|text| text.contains("aikoja tai paikkoja")), "{texts:?}");
    for who in ["the other leader", "who comes along", "who stands in"] {
        assert_eq!(scene.news(who).await.iter().filter(|row| row.created_at >= at(START)).count(), 1, "{who}");
    }
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_does_not_want_messages_sent_gets_a_list_of_calls() {
    let scene = scene().await.quiet().await;
    let moved = scene.post("move", json!({ "starts_at": "2026-10-21T10:00:00Z", "notify": false })).await;
    assert_eq!((&moved["told"]["by_text"], &moved["told"]["to_call"]), (&json!(0), &json!(2)), "{moved}");
    let calls = task::Entity::find().filter(task::Column::Kind.eq(TaskKind::CallSession));
    let calls = calls.all(scene.test.app.db.read()).await.unwrap();
    assert_eq!(calls.iter().filter(|call| call.session_id == Some(scene.first)).count(), 2, "{calls:?}");
    scene.test.run_jobs_at("2026-10-14T10:05:00Z").await;
    assert!(scene.texts().is_empty(), "{:?}", scene.texts());
    scene.test.outbox().await;
}

#[tokio::test]
async fn that_a_session_was_not_held_is_told_to_nobody() {
    let scene = scene().await.quiet().await;
    scene.test.at("2026-10-20T09:30:00Z");
    let before = scene.test.outbox().await.len();
    let said = scene.post("cancel", json!({ "code": "weather" })).await;
    assert_eq!(
        (&said["told"]["by_text"], &said["told"]["to_call"], &said["told"]["staff"]),
        (&json!(0), &json!(0), &json!(0))
    );
    assert_eq!(scene.test.outbox().await.len(), before);
}

#[tokio::test]
async fn what_a_client_has_seen_on_the_own_page_is_not_told_again() {
    let scene = scene().await.quiet().await;
    scene.move_to("2026-10-21T10:00:00Z").await;
    let (client, now) = (scene.clients()[1], scene.test.app.clock.now());
    let token = scene.test.system(async |act| new_link(act, client, now + chrono::TimeDelta::days(1)).await).await;
    scene.test.anybody().get(&format!("/me/{token}")).await;
    scene.test.run_jobs_at("2026-10-14T10:02:00Z").await;
    assert_eq!(scene.texts().len(), 1, "only the other hears: {:?}", scene.texts());
    scene.test.outbox().await;
}

#[tokio::test]
async fn what_a_program_has_fetched_ahead_is_told_all_the_same() {
    let scene = scene().await.quiet().await;
    scene.move_to("2026-10-21T10:00:00Z").await;
    let (client, now) = (scene.clients()[1], scene.test.app.clock.now());
    let token = scene.test.system(async |act| new_link(act, client, now + chrono::TimeDelta::days(1)).await).await;
    for method in [Method::HEAD, Method::GET] {
        assert_eq!(scene.test.anybody().scan(method, &format!("/me/{token}")).await, StatusCode::OK);
    }
    scene.test.run_jobs_at("2026-10-14T10:02:00Z").await;
    assert_eq!(scene.texts().len(), 2, "{:?}", scene.texts());
    scene.test.outbox().await;
}

#[tokio::test]
async fn what_is_urgent_is_told_also_to_whom_the_own_page_was_opened() {
    let scene = scene().await.quiet().await;
    scene.test.at("2026-10-20T06:00:00Z");
    scene.post("cancel", json!({ "code": "leader_ill" })).await;
    let (client, now) = (scene.clients()[1], scene.test.app.clock.now());
    let token = scene.test.system(async |act| new_link(act, client, now + chrono::TimeDelta::days(1)).await).await;
    scene.test.anybody().get(&format!("/me/{token}")).await;
    scene.test.run_jobs_at("2026-10-20T06:02:00Z").await;
    assert_eq!(scene.texts().len(), 2, "{:?}", scene.texts());
    scene.test.outbox().await;
}

#[tokio::test]
async fn what_a_calendar_has_fetched_counts_as_told_unless_it_is_urgent() {
    let scene = scene().await.quiet().await;
    let client = scene.clients()[1];
    let new = NewLink {
        kind: FeedKind::Client,
        subject_id: None,
        client_id: Some(client),
        staff_id: None,
        titles: FeedTitles::Neutral,
        label: None,
    };
    scene.test.act(By::Client(client), async |act| calendar::new_link(act, new).await).await;
    let fetched = async |moment: &str| {
        let tx = scene.test.app.db.write().await.unwrap();
        let fetched_at = sea_orm::sea_query::Expr::value(at(moment));
        let update = calendar_link::Entity::update_many().col_expr(calendar_link::Column::FetchedAt, fetched_at);
        update.exec(&tx).await.unwrap();
        tx.commit().await.unwrap();
    };
    scene.move_to("2026-10-21T10:00:00Z").await;
    fetched("2026-10-14T10:01:00Z").await;
    scene.test.run_jobs_at("2026-10-14T10:02:00Z").await;
    assert_eq!(scene.texts().len(), 1, "only the other hears: {:?}", scene.texts());
    // In the evening, for the next day: the message waits for the morning, and the calendar fetches by itself meanwhile.
    scene.test.at("2026-10-20T19:00:00Z");
    scene.move_to("2026-10-21T11:00:00Z").await;
    fetched("2026-10-20T19:01:00Z").await;
    scene.test.run_jobs_at("2026-10-20T19:05:00Z").await;
    scene.test.run_jobs_at("2026-10-21T04:00:00Z").await;
    let texts = scene.texts_since("2026-10-21T04:00:00Z");
    assert_eq!(texts.iter().filter(|text| text.contains("siirtyy")).count(), 2, "{texts:?}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_has_no_way_for_messages_is_called_also_of_several_changes() {
    let scene = scene().await.quiet().await;
    let none =
        client::ActiveModel { id: Set(scene.clients()[1]), channel: Set(ContactChannel::None), ..Default::default() };
    scene.with(none).await;
    let path = format!("/groups/{}/schedule", scene.group);
    let planned = scene.leader.api(Method::PUT, &path, Some(plan("2026-10-20", "13:00"))).await;
    assert_eq!((&planned.json["told"]["by_text"], &planned.json["told"]["to_call"]), (&json!(1), &json!(1)));
    let call = scene.news("a client").await.pop().unwrap();
    assert_eq!((call.channel, call.status), (MessageChannel::Call, MessageStatus::ForHand));
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_cancellation_is_taken_back_until_its_time_and_told_to_who_heard_of_it() {
    let scene = scene().await.quiet().await;
    scene.post("cancel", json!({ "code": "weather" })).await;
    let back = scene.post("restore", json!({})).await;
    assert_eq!((&back["status"], &back["told"]["by_text"]), (&json!("planned"), &json!(0)), "{back}");
    let again = scene.post("restore", json!({})).await;
    assert_eq!(again["status"], "planned", "what already stands is success");
    scene.post("cancel", json!({ "code": "weather" })).await;
    scene.test.run_jobs_at("2026-10-14T10:02:00Z").await;
    assert_eq!(scene.texts().len(), 2, "{:?}", scene.texts());
    scene.test.at("2026-10-14T10:03:00Z");
    scene.post("restore", json!({})).await;
    scene.test.run_jobs_at("2026-10-14T10:05:00Z").await;
    let back = scene.texts_since("2026-10-14T10:03:00Z");
    assert!(back.len() == 2 && back[0].contains("pidetään sittenkin"), "{back:?}");
    scene.post("cancel", json!({ "code": "weather" })).await;
    scene.test.at("2026-10-20T07:00:00Z");
    let late = scene.leader.api(Method::POST, &format!("/sessions/{}/restore", scene.first), Some(json!({}))).await;
    assert_eq!(late.status, axum::http::StatusCode::CONFLICT, "{}", late.json);
    scene.test.outbox().await;
}

#[tokio::test]
async fn the_page_after_a_move_offers_the_way_back_while_nobody_has_heard() {
    let mut scene = scene().await.quiet().await;
    scene.leader.sign_in().await;
    let fields = [("date", "2026-10-22"), ("start_time", "13:00"), ("end_time", "15:00"), ("notify", "true")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let page = scene.leader.post(&format!("/sessions/{}/move", scene.first), &fields).await;
    assert!(page.text().contains("Told: 2 by text message"), "{}", page.text());
    assert!(page.text().contains("Undo the move"), "{}", page.text());
    let was = [("date", "2026-10-20"), ("start_time", "10:00"), ("end_time", "12:00"), ("notify", "true")];
    let was = was.map(|(name, value)| (name.to_owned(), value.to_owned()));
    scene.leader.post(&format!("/sessions/{}/move", scene.first), &was).await;
    scene.test.run_jobs_at("2026-10-14T10:05:00Z").await;
    assert!(scene.texts().is_empty(), "{:?}", scene.texts());
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_call_about_a_session_that_is_ticked_off_on_today_is_a_call_made() {
    let scene = scene().await.quiet().await;
    scene.post("move", json!({ "starts_at": "2026-10-21T10:00:00Z", "notify": false })).await;
    let calls = async |test: &crate::support::TestApp, status| {
        let rows = test.outbox().await.into_iter();
        rows.filter(|row| row.channel == MessageChannel::Call && row.status == status).count()
    };
    assert_eq!(calls(&scene.test, MessageStatus::ForHand).await, 2);
    let asked = task::Entity::find().filter(task::Column::Kind.eq(TaskKind::CallSession));
    let asked = asked.filter(task::Column::SessionId.eq(scene.first)).one(scene.test.app.db.read()).await;
    let asked = asked.unwrap().unwrap();
    let by = By::Staff(asked.staff_id);
    scene.test.act(by, async |act| piiri::acts::finish_task(act, asked.staff_id, asked.id).await).await;
    assert_eq!(calls(&scene.test, MessageStatus::ForHand).await, 1);
    assert_eq!(calls(&scene.test, MessageStatus::Sent).await, 1);
}
