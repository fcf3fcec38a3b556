//! Two servers on one database, of which one dies.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use entity::state::Role;
use piiri::notify::{self, Audience, News};
use tempfile::TempDir;

use crate::support::TestApp;
use crate::support::server::{Server, piiri};
use crate::support::smtp::Sink;

/// How many are told something.
const PEOPLE: usize = 30;
/// Within this the work of a dead server goes on; and how long a busy machine is given for it.
const SOON: Duration = Duration::from_secs(30);
const SLOWLY: Duration = Duration::from_secs(15);

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_server_was_sending_goes_on_within_half_a_minute_and_nothing_else_comes_twice() {
    if std::env::var("PIIRI_TEST_DATABASE").as_deref() != Ok("postgres") {
        // On SQLite one server runs alone.
        return;
    }
    let (test, sink, folder) = (TestApp::new().await, Sink::start().await, TempDir::new().unwrap());
    let worker = test.staff("Wes Worker", &[Role::Worker]).await;
    let client = test.client("Anna", worker.id()).await;
    for number in 0..PEOPLE {
        let person = test.staff(&format!("Person {number}"), &[Role::Worker]).await.id();
        let told = test
            .system(async |act| notify::tell(act, &[Audience::Staff(person)], News::ClientChanged { client }).await);
        assert!(!told.await.is_nobody());
    }
    let serve = || {
        let mut command = piiri(folder.path());
        command.env("PIIRI_DATABASE", &test.app.config.database).arg("serve");
        command.env("PIIRI_MAIL_HOST", "127.0.0.1").env("PIIRI_MAIL_PORT", sink.address.port().to_string());
        command.env("PIIRI_MAIL_SECURITY", "none").env("PIIRI_MAIL_FROM", "noreply@piiri.example");
        tokio::task::spawn_blocking(move || Server::start_by(command))
    };
    sink.be_silent(true);
    let dying = serve().await.unwrap();
    while sink.received().is_empty() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let living = serve().await.unwrap();
    let in_flight = sink.received().len();
    dying.kill();
    let killed = Instant::now();
    sink.be_silent(false);
    let all = |sink: &Sink| {
        let mut of: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for mail in sink.received() {
            let id = mail.data.lines().find(|line| line.to_lowercase().starts_with("message-id:")).unwrap().to_owned();
            of.entry(mail.to.concat()).or_default().push(id);
        }
        of
    };
    let is_done = async || {
        let rows = test.outbox().await;
        rows.iter().all(|row| row.status == entity::state::MessageStatus::Sent)
    };
    while !is_done().await {
        assert!(killed.elapsed() < SOON + SLOWLY, "{} of {PEOPLE} were told", all(&sink).len());
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let told = all(&sink);
    assert_eq!(told.len(), PEOPLE, "nobody is forgotten");
    let twice: Vec<_> = told.values().filter(|ids| ids.len() > 1).collect();
    assert!(twice.len() <= in_flight.max(8), "{twice:?} of {in_flight}");
    assert!(twice.iter().all(|ids| ids.iter().all(|id| *id == ids[0])), "the same message both times: {twice:?}");
    let stopped = tokio::task::spawn_blocking(move || living.stop()).await.unwrap();
    assert!(stopped);
}
