//! How the outbox empties: each way by itself, one person's messages one after the other, no faster than a provider
//! takes them.

use std::time::Duration;

use entity::id::{ClientId, MessageId};
use entity::job_run;
use entity::state::{ContactChannel, MessageKind, MessageStatus, Role};
use piiri::access::Actor as By;
use piiri::mailer::Mailer;
use piiri::message::{self, About, Claim, Lane, Tried};
use piiri::notify;
use piiri::schedule::{self, Every, Job};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use tokio::net::TcpListener;

use crate::support::outbox::Plain;
use crate::support::{TestApp, seed};

/// More than go out at once.
const MANY: usize = 20;

struct Crowd {
    test: TestApp,
    worker: entity::id::StaffId,
}

impl Crowd {
    async fn new() -> Self {
        let test = TestApp::new().await;
        let worker = test.staff("Wes Worker", &[Role::Worker]).await.id();
        Self { test, worker }
    }

    /// A client with a message that is due.
    async fn informed(&self, name: &str, channel: ContactChannel) -> (ClientId, MessageId) {
        let client = seed::client(&self.test, self.worker, name).await;
        let tx = self.test.app.db.write().await.unwrap();
        let row = entity::client::ActiveModel {
            id: Set(client),
            channel: Set(channel),
            phone: Set(Some("+358401234567".into())),
            email: Set(Some("client@piiri.example".into())),
            ..Default::default()
        };
        row.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
        (client, self.inform(client, name).await)
    }

    async fn inform(&self, client: ClientId, key: &str) -> MessageId {
        let plain = Plain { client, key, about: About::default(), expires_at: None };
        self.test.tell_plain(plain).await.expect("the client is reached")
    }

    /// Mail goes to a port of this machine.
    fn mail_to(&mut self, port: u16) {
        let mut config = (*self.test.app.config).clone();
        config.mail.host = "127.0.0.1".into();
        config.mail.port = port;
        config.mail.security = "none".into();
        config.mail.from = "noreply@piiri.example".into();
        self.test.app.mailer = Mailer::new(&config).unwrap();
    }
}

#[tokio::test]
async fn a_mail_server_that_says_nothing_holds_no_text_message_up() {
    let mut crowd = Crowd::new().await;
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    crowd.mail_to(silent.local_addr().unwrap().port());
    for number in 0..MANY {
        crowd.informed(&format!("Mail {number:02}"), ContactChannel::Email).await;
    }
    crowd.informed("Text", ContactChannel::Sms).await;
    let app = crowd.test.app.clone();
    let run = tokio::spawn(async move { notify::deliver(&app, app.clock.now()).await });
    let sms = crowd.test.app.sms.clone();
    let sent = async {
        while sms.kept().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), sent).await.expect("the mails hang for longer");
    run.abort();
    let states: Vec<_> = crowd.test.outbox().await.into_iter().map(|row| row.status).collect();
    assert!(!states.contains(&MessageStatus::Failed), "{states:?}");
}

#[tokio::test]
async fn a_server_that_cannot_be_reached_is_left_alone_until_the_next_run() {
    let mut crowd = Crowd::new().await;
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    crowd.mail_to(closed);
    for number in 0..MANY {
        crowd.informed(&format!("Mail {number:02}"), ContactChannel::Email).await;
    }
    let app = &crowd.test.app;
    notify::deliver(app, app.clock.now()).await.unwrap();
    let tried = crowd.test.outbox().await.iter().filter(|row| row.attempts > 0).count();
    assert!((8..16).contains(&tried), "{tried} of {MANY} were tried in vain");
}

#[tokio::test]
async fn one_person_is_told_one_thing_at_a_time_whoever_sends() {
    let crowd = Crowd::new().await;
    let (client, first) = crowd.informed("Aino", ContactChannel::Sms).await;
    let second = crowd.inform(client, "second").await;
    let (_, other) = crowd.informed("Bertta", ContactChannel::Sms).await;
    let claim = async |id| crowd.test.act(By::System, async |act| message::claim(act, id).await).await;
    let Claim::Taken(row) = claim(first).await else { panic!("it waits") };
    assert!(matches!(claim(first).await, Claim::Busy | Claim::Gone));
    assert!(matches!(claim(second).await, Claim::Busy), "the first is being sent");
    assert!(matches!(claim(other).await, Claim::Taken(_)), "and nobody else waits for it");
    crowd.test.system(async |act| message::mark(act, &row, Tried::Sent).await.map(drop)).await;
    assert!(matches!(claim(second).await, Claim::Taken(_)));
    crowd.test.outbox().await;
}

#[tokio::test]
async fn what_is_urgent_stands_before_what_waited_longer_and_each_way_has_its_own() {
    let crowd = Crowd::new().await;
    let (_, text) = crowd.informed("Text", ContactChannel::Sms).await;
    let (elsewhere, mail) = crowd.informed("Mail", ContactChannel::Email).await;
    let tx = crowd.test.app.db.write().await.unwrap();
    let urgent =
        entity::message::ActiveModel { id: Set(text), kind: Set(MessageKind::SessionCancelled), ..Default::default() };
    urgent.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    crowd.test.at("2026-10-14T09:01:00Z");
    let now = crowd.test.app.clock.now();
    let second = crowd.inform(elsewhere, "later").await;
    let db = crowd.test.app.db.read();
    let due = async |lane| -> Vec<MessageId> {
        let first = |kind| kind == MessageKind::SessionCancelled;
        message::next_due(db, now, lane, first, 10).await.unwrap().into_iter().map(|due| due.id).collect()
    };
    assert_eq!((due(Lane::Text).await, due(Lane::Mail).await), (vec![text], vec![mail, second]));
    let tx = crowd.test.app.db.write().await.unwrap();
    let moved =
        entity::client::ActiveModel { id: Set(elsewhere), channel: Set(ContactChannel::Sms), ..Default::default() };
    moved.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(due(Lane::Text).await, [text, mail, second], "the way of now, the urgent one first");
    crowd.test.outbox().await;
}

#[tokio::test]
async fn a_provider_gets_no_more_a_second_than_it_takes_from_all_servers_together() {
    let crowd = Crowd::new().await;
    let (_, first) = crowd.informed("Aino", ContactChannel::Email).await;
    let (app, now) = (&crowd.test.app, crowd.test.app.clock.now());
    let room = async |at| message::room(app.db.read(), at, Lane::Mail, 3).await.unwrap();
    assert_eq!(message::room(app.db.read(), now, Lane::Mail, 0).await.unwrap(), u64::MAX, "no limit");
    assert_eq!(room(now).await, 3);
    let Claim::Taken(row) = crowd.test.act(By::System, async |act| message::claim(act, first).await).await else {
        panic!("it waits")
    };
    assert_eq!(room(now).await, 2, "it is being sent");
    crowd.test.system(async |act| message::mark(act, &row, Tried::Sent).await.map(drop)).await;
    assert_eq!(room(now).await, 2, "it was just sent");
    assert_eq!(room(now + chrono::TimeDelta::seconds(2)).await, 3);
    assert_eq!(message::room(app.db.read(), now, Lane::Text, 3).await.unwrap(), 3, "each way has its own");
    crowd.test.outbox().await;
}

#[tokio::test]
async fn a_job_of_a_server_that_died_goes_on_within_half_a_minute_and_a_clock_that_was_ahead_holds_nothing() {
    const IDLE: &[Job] = &[Job { name: "test.idle", every: Every::Minutes(1), run: |_, _| Box::pin(async { Ok(()) }) }];
    let test = TestApp::new().await;
    let begun = test.app.clock.now();
    let held = async |lease: chrono::DateTime<chrono::Utc>| {
        let tx = test.app.db.write().await.unwrap();
        job_run::Entity::delete_many().exec(&tx).await.unwrap();
        let row = job_run::ActiveModel {
            name: Set("test.idle".into()),
            due_at: Set(begun),
            started_at: Set(begun),
            lease_until: Set(lease),
            finished_at: Set(None),
            error: Set(None),
        };
        job_run::Entity::insert(row).exec_without_returning(&tx).await.unwrap();
        tx.commit().await.unwrap();
    };
    let is_done = async || {
        schedule::run_due(&test.app, IDLE).await;
        let rows = job_run::Entity::find().all(test.app.db.read()).await.unwrap();
        rows.iter().any(|row| row.finished_at.is_some())
    };
    held(begun + chrono::TimeDelta::seconds(25)).await;
    assert!(!is_done().await, "its server beats");
    test.at("2026-10-14T09:00:30Z");
    assert!(is_done().await, "its server is dead");
    held(begun + chrono::TimeDelta::days(30)).await;
    assert!(is_done().await, "nobody holds a run for a month");
}
