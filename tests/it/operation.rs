//! The program as an operator runs it: a real process, its signals, its copies.

use std::io::{self, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::sync::{Arc, Mutex};

use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use entity::state::Role;
use piiri::app::App;
use piiri::clock::Clock;
use piiri::config::Config;
use piiri::db::{self, Db};
use piiri::error::Error;
use piiri::password::Passwords;
use piiri::router;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use tempfile::TempDir;

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::app::{empty, noon};
use crate::support::places::Plan;
use crate::support::server::{Server, add_staff, piiri, run};

#[test]
fn a_server_is_ready_copied_while_it_serves_stopped_and_restored() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    add_staff(at, "ann@piiri.example");
    let server = Server::start(at);
    assert!(server.get("/health/live").starts_with("HTTP/1.1 200"));
    assert!(server.get("/health/ready").starts_with("HTTP/1.1 200"));
    let path = "/groups/019a0000-0000-7000-8000-000000000000";
    assert!(server.get(path).starts_with("HTTP/1.1 303"), "whoever has not signed in is sent to do so");
    let counters = server.get("/metrics");
    assert!(counters.contains("piiri_http_request_seconds") && counters.contains("route=\"/groups/{id}\""));
    assert!(counters.contains("piiri_statement_seconds") && !counters.contains("019a0000"), "{counters}");
    assert!(run(at, &["backup", "copy.sqlite"]).status.success(), "it is copied while it serves");
    add_staff(at, "later@piiri.example");
    let refused = run(at, &["restore", "copy.sqlite"]);
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("stop it first"));
    assert!(server.stop(), "a stop ends well");
    assert!(run(at, &["restore", "copy.sqlite"]).status.success());
    let reset = |email: &str| run(at, &["staff", "reset", "--email", email]).status.success();
    assert!(reset("ann@piiri.example") && !reset("later@piiri.example"), "what came after the copy is gone");
}

#[test]
fn what_a_crash_left_in_the_side_file_is_kept_with_the_old_database() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    add_staff(at, "ann@piiri.example");
    assert!(run(at, &["backup", "copy.sqlite"]).status.success());
    let server = Server::start(at);
    add_staff(at, "later@piiri.example");
    server.kill();
    assert!(at.join("piiri.sqlite-wal").metadata().unwrap().len() > 0, "the last commits are in the side file");
    assert!(run(at, &["restore", "copy.sqlite"]).status.success());
    for end in ["", "-wal"] {
        std::fs::rename(at.join(format!("piiri.before{end}")), at.join(format!("old.sqlite{end}"))).unwrap();
    }
    assert!(run(at, &["restore", "old.sqlite"]).status.success());
    assert!(run(at, &["staff", "reset", "--email", "later@piiri.example"]).status.success(), "nothing was lost");
}

#[test]
fn a_damaged_copy_and_a_file_of_another_kind_are_refused() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    add_staff(at, "ann@piiri.example");
    std::fs::write(at.join("other.sqlite"), "no database at all, but long enough to be looked at as one").unwrap();
    assert!(!run(at, &["restore", "other.sqlite"]).status.success());
    assert!(!run(at, &["restore", "missing.sqlite"]).status.success());
    assert!(run(at, &["staff", "reset", "--email", "ann@piiri.example"]).status.success(), "the database still stands");
}

#[test]
fn settings_are_shown_without_secrets_and_a_wrong_one_is_named() {
    let folder = TempDir::new().unwrap();
    let secret = "s".repeat(64);
    let shown = piiri(folder.path()).env("PIIRI_SECRET", &secret).args(["config", "check"]).output().unwrap();
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("(hidden)") && !shown.contains(&secret), "{shown}");
    let wrong = piiri(folder.path()).env("PIIRI_MAIL_PROT", "25").args(["config", "check"]).output().unwrap();
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("PIIRI_MAIL_PROT"));
}

#[test]
fn clients_that_send_slowly_are_let_go_and_hold_up_neither_others_nor_a_stop() {
    let folder = TempDir::new().unwrap();
    let settings =
        [("PIIRI_LIMITS_CONNECTIONS", "1"), ("PIIRI_LIMITS_HEADER_SECONDS", "1"), ("PIIRI_LIMITS_BODY_SECONDS", "1")];
    add_staff(folder.path(), "ann@piiri.example");
    let server = Server::start_with(folder.path(), &settings);
    let half = server.send("GET /health/live HTTP/1.1\r\nHost: 127");
    assert!(half.is_empty() || half.starts_with("HTTP/1.1 408"), "{half}");
    let form = "Host: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100";
    let slow = server.send(&format!("POST /login HTTP/1.1\r\n{form}\r\n\r\nemail="));
    assert!(slow.starts_with("HTTP/1.1 4"), "{slow}");
    let mut held = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    held.write_all(b"GET /health/live HTTP/1.1\r\n").unwrap();
    assert!(server.get("/health/live").starts_with("HTTP/1.1 200"), "the next has its turn");
    let mut held = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    held.write_all(b"GET /health/live HTTP/1.1\r\n").unwrap();
    assert!(server.stop(), "a stop does not wait for who never ends");
}

#[test]
fn clients_that_do_not_read_are_let_go_and_hold_up_nobody_else() {
    let folder = TempDir::new().unwrap();
    add_staff(folder.path(), "ann@piiri.example");
    let server =
        Server::start_with(folder.path(), &[("PIIRI_LIMITS_READ_SECONDS", "1"), ("PIIRI_LIMITS_CONNECTIONS", "4")]);
    // A long answer fills the sockets with few requests, however slow the machine is.
    let asks = "GET /api/v1/openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".repeat(500);
    let silent: Vec<TcpStream> = (0..8)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
            // What no longer fits into the sockets is not sent: whoever does not read may not hang here either.
            stream.set_nonblocking(true).unwrap();
            _ = stream.write(asks.as_bytes());
            stream
        })
        .collect();
    assert!(server.get("/health/live").starts_with("HTTP/1.1 200"), "places are free again");
    drop(silent);
    assert!(server.stop());
}

#[test]
fn nobody_outside_makes_counters_grow_or_asks_more_than_a_page_of_words() {
    let folder = TempDir::new().unwrap();
    add_staff(folder.path(), "ann@piiri.example");
    let server = Server::start(folder.path());
    for number in 0..50 {
        let answer = server.send(&format!("INVENT{number} /login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
    }
    let counters = server.get("/metrics");
    assert!(counters.contains("method=\"other\"") && !counters.contains("INVENT"), "{counters}");
    let long = server.get(&format!("/open?q={}", "a%25".repeat(5000)));
    assert!(long.starts_with("HTTP/1.1 414"), "{}", long.lines().next().unwrap_or_default());
    assert!(server.stop());
}

#[test]
fn files_with_client_data_are_the_services_own_and_a_missing_database_is_not_made_anew() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let refused = run(at, &["serve"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("there is no database at"), "{said}");
    assert!(!at.join("piiri.sqlite").exists(), "nothing stands in its place");
    add_staff(at, "ann@piiri.example");
    assert!(run(at, &["backup", "copy.sqlite"]).status.success());
    for file in ["piiri.sqlite", "copy.sqlite"] {
        let mode = at.join(file).metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{file}: {mode:o}");
    }
}

#[test]
fn a_server_whose_database_is_gone_says_that_it_is_not_ready_until_it_is_back() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    add_staff(at, "ann@piiri.example");
    let server = Server::start(at);
    std::fs::rename(at.join("piiri.sqlite"), at.join("away.sqlite")).unwrap();
    let ready = server.get("/health/ready");
    assert!(ready.starts_with("HTTP/1.1 503") && ready.contains("retry-after"), "{ready}");
    std::fs::rename(at.join("away.sqlite"), at.join("piiri.sqlite")).unwrap();
    assert!(server.get("/health/ready").starts_with("HTTP/1.1 200"));
    assert!(server.stop());
}

#[test]
fn the_name_of_a_tokens_scheme_is_read_in_any_case_and_no_other_scheme_is() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    add_staff(at, "ann@piiri.example");
    let made = run(at, &["token", "create", "--staff", "ann@piiri.example"]);
    let token = String::from_utf8_lossy(&made.stdout).split_whitespace().nth(1).unwrap().to_owned();
    let server = Server::start(at);
    for (scheme, status) in [("Bearer", 200), ("bearer", 200), ("BEARER", 200), ("Basic", 401)] {
        let head = format!("Host: x\r\nAuthorization: {scheme} {token}\r\nConnection: close");
        let answer = server.send(&format!("GET /api/v1/groups HTTP/1.1\r\n{head}\r\n\r\n"));
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{scheme}: {answer}");
    }
    assert!(server.stop());
}

#[test]
fn figures_are_written_to_a_file_and_a_wrong_question_is_named() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    add_staff(at, "ann@piiri.example");
    let shown = run(at, &["export", "statistics", "--by", "kind", "--language", "en"]);
    assert!(shown.status.success(), "{}", String::from_utf8_lossy(&shown.stderr));
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.starts_with("\u{feff}number;key;cut"), "{shown}");
    let named = ["export", "statistics", "--by", "kind", "--language", "en", "--out", "figures.csv"];
    assert!(run(at, &named).status.success());
    assert_eq!(std::fs::read_to_string(at.join("figures.csv")).unwrap(), shown);
    for wrong in [&["--from", "2026-01-03", "--to", "2026-02-05"][..], &["--by", "shoe"], &["--from", "2026-01-01"]] {
        let refused = run(at, &[&["export", "statistics"], wrong].concat());
        assert!(!refused.status.success() && refused.stdout.is_empty(), "{wrong:?}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains(wrong[0].trim_start_matches('-')), "{wrong:?}");
    }
}

#[test]
fn a_token_opens_the_api_and_the_logs_hold() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    add_staff(at, "ann@piiri.example");
    assert!(!run(at, &["token", "create", "--staff", "nobody@piiri.example"]).status.success());
    let made = run(at, &["token", "create", "--staff", "ann@piiri.example", "--days", "2"]);
    let made = String::from_utf8(made.stdout).unwrap();
    let token = made.trim().strip_prefix("token ").unwrap();
    let server = Server::start(at);
    let head = format!("Host: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nConnection: close");
    let answer = server.send(&format!("GET /api/v1/units HTTP/1.1\r\n{head}\r\n\r\n"));
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(server.stop());
    assert!(run(at, &["audit", "verify"]).status.success());
}

#[tokio::test]
async fn it_is_ready_only_with_its_own_schema_in_a_database_that_answers() {
    let (url, _database) = empty().await;
    let db = Db::connect(&url).await.unwrap();
    let app = App::new(db, Clock::fixed(noon()), Config::default(), Passwords::cheap()).unwrap();
    let (router, _) = router::router(&app);
    let mut monitor = Actor::new(router);
    assert_eq!(monitor.get("/health/ready").await.status, StatusCode::SERVICE_UNAVAILABLE, "nothing is migrated");
    assert_eq!(monitor.get("/health/live").await.status, StatusCode::OK);
    db::migrate(&url).await.unwrap();
    assert_eq!(monitor.get("/health/ready").await.status, StatusCode::OK);
    app.db.close().await.unwrap();
    assert_eq!(monitor.get("/health/ready").await.status, StatusCode::SERVICE_UNAVAILABLE, "the database is gone");
}

/// Keeps what is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_line_of_the_log_names_a_person() {
    let log = Log::default();
    let writer = log.clone();
    let lines = tracing_subscriber::fmt().json().with_max_level(tracing::Level::INFO);
    let _kept = tracing::subscriber::set_default(lines.with_writer(move || writer.clone()).finish());
    // With a single subscriber, a test beside this one that logs nothing would switch its lines off for this one too.
    let _second = tracing::Dispatch::new(tracing::subscriber::NoSubscriber::default());
    let test = TestApp::new().await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(5)).await;
    let client = json!({"name": "Anna Salanimi", "email": "salanimi@piiri.example", "phone": "+358405550142",
        "channel": "email", "external_ref": "SALA-1"});
    let made = worker.api(Method::POST, "/clients", Some(client.clone())).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let again = worker.api(Method::POST, "/clients", Some(client)).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let referral = json!({"client_id": made.json["id"], "group_id": group, "reason": "Salanimi on yksin"});
    let sent = worker.api(Method::POST, "/referrals", Some(referral)).await;
    let step = format!("/referrals/{}/transitions", sent.json["id"].as_str().unwrap());
    assert_eq!(leader.api(Method::POST, &step, Some(json!({"to": "offered"}))).await.status, StatusCode::OK);
    worker.get("/clients?q=Salanimi").await;
    worker.get(&format!("/clients/{}", made.json["id"].as_str().unwrap())).await;
    let fields = ["salanimi@piiri.example", "a wrong password"].map(str::to_owned);
    worker.post("/login", &[("email".into(), fields[0].clone()), ("password".into(), fields[1].clone())]).await;
    test.run_jobs_at("2026-10-15T09:00:00Z").await;
    assert!(!test.outbox().await.is_empty());
    let twice = entity::unit::Entity::find_by_id(test.county).one(test.app.db.read()).await.unwrap().unwrap();
    let twice = entity::unit::ActiveModel { name: Set("Salanimi".to_owned()), ..twice.into_active_model().reset_all() };
    let tx = test.app.db.write().await.unwrap();
    let broken: Error = twice.insert(&tx).await.unwrap_err().into();
    assert_eq!(broken.into_response().status(), StatusCode::INTERNAL_SERVER_ERROR);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("answered") && log.contains("a request failed"), "{log}");
    for told in ["alanimi", "SALA-1", "5550142", "Worker", "a wrong password"] {
        assert!(!log.contains(told), "{told} stands in the log: {log}");
    }
}
