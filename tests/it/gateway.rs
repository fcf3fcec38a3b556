//! Text messages through a gateway that really speaks HTTP.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use entity::id::ClientId;
use entity::state::{ContactChannel, MessageStatus, Openness, Role, TaskKind};
use entity::{client, task};
use piiri::message::About;
use piiri::sms::Sms;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::support::outbox::Plain;
use crate::support::{TestApp, seed};

/// How the gateway takes the next messages.
#[derive(Clone, Copy)]
enum Mood {
    Answers(u16),
    Hangs,
}

#[derive(Clone)]
struct Gateway {
    mood: Arc<Mutex<Mood>>,
    taken: Arc<Mutex<Vec<(String, Value)>>>,
}

impl Gateway {
    /// A gateway on a port of its own, and the application's text messages going to it.
    async fn start(test: &mut TestApp) -> Self {
        let gateway = Self { mood: Arc::new(Mutex::new(Mood::Answers(200))), taken: Arc::default() };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut config = (*test.app.config).clone();
        config.sms.url = format!("http://{}/send", listener.local_addr().unwrap());
        config.sms.token = "a token for tests".into();
        config.sms.from = "Terveiset".into();
        config.sms.timeout_seconds = 1;
        test.app.sms = Sms::new(&config);
        let router = Router::new().route("/send", post(take)).with_state(gateway.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        gateway
    }

    fn is(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    fn taken(&self) -> Vec<(String, Value)> {
        self.taken.lock().unwrap().clone()
    }
}

async fn take(State(gateway): State<Gateway>, headers: HeaderMap, Json(body): Json<Value>) -> StatusCode {
    let mood = *gateway.mood.lock().unwrap();
    match mood {
        Mood::Hangs => std::future::pending().await,
        Mood::Answers(status) => {
            let token = headers.get("authorization").unwrap().to_str().unwrap().to_owned();
            gateway.taken.lock().unwrap().push((token, body));
            StatusCode::from_u16(status).unwrap()
        }
    }
}

async fn aino(test: &TestApp) -> ClientId {
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let id = seed::client(test, worker.id(), "Aino Asiakas").await;
    let tx = test.app.db.write().await.unwrap();
    let row = client::ActiveModel {
        id: Set(id),
        channel: Set(ContactChannel::Sms),
        phone: Set(Some("+358401234567".into())),
        ..Default::default()
    };
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn queue(test: &TestApp, client: ClientId, expires: &str) {
    let plain = Plain { client, key: "news", about: About::default(), expires_at: Some(expires) };
    test.tell_plain(plain).await.expect("somebody hears of it");
}

/// Cancels a session of the client's that begins in two minutes.
async fn cancel_a_session(test: &TestApp, client: ClientId) {
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = seed::group(test, ann.id(), "G01", Openness::Closed).await;
    let session = seed::session(test, group, 1, "2026-10-14T09:02:00Z").await;
    seed::place(test, group, client, "2026-10-01T09:00:00Z").await;
    let path = format!("/sessions/{session}/cancel");
    let done = ann.api(Method::POST, &path, Some(json!({ "code": "leader_ill" }))).await;
    assert!(done.status.is_success(), "{}", done.json);
}

async fn deliver_at(test: &TestApp, moment: &str) -> (MessageStatus, Option<String>, i32) {
    test.at(moment);
    piiri::notify::deliver(&test.app, test.app.clock.now()).await.unwrap();
    let row = test.outbox().await.remove(0);
    (row.status, row.error, row.attempts)
}

#[tokio::test]
async fn a_message_goes_with_token_sender_and_a_reference_of_its_own() {
    let mut test = TestApp::new().await;
    let gateway = Gateway::start(&mut test).await;
    let aino = aino(&test).await;
    queue(&test, aino, "2026-10-20T07:00:00Z").await;
    assert_eq!(deliver_at(&test, "2026-10-14T09:01:00Z").await, (MessageStatus::Sent, None, 1));
    let taken = gateway.taken();
    let (token, body) = &taken[0];
    assert_eq!(token, "Bearer a token for tests");
    assert_eq!((&body["to"], &body["from"]), (&Value::from("+358401234567"), &Value::from("Terveiset")));
    assert_eq!(body["reference"], test.outbox().await[0].id.to_string());
    assert!(body["text"].as_str().unwrap().contains("/me/"), "the link stands in the text only as it is sent: {body}");
    assert!(!test.outbox().await[0].body.contains("/me/"), "and is kept nowhere");
}

#[tokio::test]
async fn a_gateway_in_trouble_is_tried_again_with_the_same_reference() {
    let mut test = TestApp::new().await;
    let gateway = Gateway::start(&mut test).await;
    let aino = aino(&test).await;
    queue(&test, aino, "2026-10-20T07:00:00Z").await;
    gateway.is(Mood::Answers(500));
    assert_eq!(deliver_at(&test, "2026-10-14T09:01:00Z").await, (MessageStatus::Queued, Some("gateway".into()), 1));
    gateway.is(Mood::Answers(429));
    let busy = Some("gateway_refused_for_now".into());
    assert_eq!(deliver_at(&test, "2026-10-14T09:02:00Z").await, (MessageStatus::Queued, busy, 2));
    gateway.is(Mood::Answers(202));
    assert_eq!(deliver_at(&test, "2026-10-14T09:07:00Z").await, (MessageStatus::Sent, None, 3));
    let references: Vec<_> = gateway.taken().into_iter().map(|(_, body)| body["reference"].clone()).collect();
    assert!(references.windows(2).all(|pair| pair[0] == pair[1]), "so that the gateway can drop what came before");
}

#[tokio::test]
async fn a_gateway_that_hangs_is_given_up_and_tried_later() {
    let mut test = TestApp::new().await;
    let gateway = Gateway::start(&mut test).await;
    let aino = aino(&test).await;
    queue(&test, aino, "2026-10-20T07:00:00Z").await;
    gateway.is(Mood::Hangs);
    assert_eq!(deliver_at(&test, "2026-10-14T09:01:00Z").await, (MessageStatus::Queued, Some("timeout".into()), 1));
}

#[tokio::test]
async fn a_refused_number_fails_at_once_and_the_administrator_sees_why() {
    let mut test = TestApp::new().await;
    let gateway = Gateway::start(&mut test).await;
    let aino = aino(&test).await;
    queue(&test, aino, "2026-10-20T07:00:00Z").await;
    gateway.is(Mood::Answers(422));
    let refused = Some("gateway_refused".into());
    assert_eq!(deliver_at(&test, "2026-10-14T09:01:00Z").await, (MessageStatus::Failed, refused, 1));
    let mut admin = test.staff("Ada Admin", &[Role::Administrator]).await;
    assert!(admin.get("/messages").await.text().contains("gateway_refused"));
    assert!(test.outbox().await[0].news.is_some(), "it can be sent again");
    deliver_at(&test, "2026-10-20T07:00:00Z").await;
    assert_eq!(test.outbox().await[0].news, None, "until its purpose is over");
}

#[tokio::test]
async fn a_cancellation_that_cannot_be_sent_in_time_becomes_a_call() {
    for mood in [Mood::Answers(422), Mood::Answers(503)] {
        let mut test = TestApp::new().await;
        let gateway = Gateway::start(&mut test).await;
        let aino = aino(&test).await;
        cancel_a_session(&test, aino).await;
        gateway.is(mood);
        assert_eq!(deliver_at(&test, "2026-10-14T09:01:00Z").await.0, MessageStatus::ForHand);
        let mut tasks = task::Entity::find().all(test.app.db.read()).await.unwrap();
        tasks.retain(|task| task.kind == TaskKind::CallSession);
        assert_eq!(tasks.len(), 1, "somebody is asked to call");
    }
}
