//! A database that can't be reached, read-only or full: said so within seconds, once in the log, and nothing that was
//! answered is lost.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode, header};
use entity::state::Role;
use piiri::app::App;
use piiri::clock::Clock;
use piiri::config::Config;
use piiri::db::{self, Db};
use piiri::password::Passwords;
use piiri::router;
use piiri::web::who::Who;
use serde_json::json;
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::app::noon;
use crate::support::page::Page;
use crate::support::server::{Server, add_staff, piiri, run};

/// What "within seconds" is.
const SECONDS: Duration = Duration::from_secs(8);

fn is_unavailable(page: &Page) -> bool {
    page.status == StatusCode::SERVICE_UNAVAILABLE && page.headers.contains_key(header::RETRY_AFTER)
}

#[tokio::test]
async fn without_its_database_every_address_says_so_and_none_breaks() {
    let test = TestApp::new().await;
    let roles = [Role::Leader, Role::Worker, Role::Manager, Role::Administrator, Role::DataProtectionOfficer];
    let ann = test.staff("Ann Everything", &roles).await;
    test.app.db.clone().close().await.unwrap();
    let mut said = Vec::new();
    for row in test.rows.iter().filter(|row| row.method == Method::GET) {
        let path = row.path.replace("{id}", "019a0000-0000-7000-8000-000000000000").replace("{slug}", "slug");
        let page = ann.raw(Method::GET, &path.replace(['{', '}'], ""), None, Vec::new()).await;
        assert_ne!(page.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        let is_said = is_unavailable(&page);
        if matches!(row.who, Who::May(..) | Who::InHand(..) | Who::SignedIn) {
            assert!(is_said, "{path}: {}", page.status);
        }
        if is_said {
            said.push(path);
        }
    }
    for path in ["/open", "/open/groups/slug", "/open/programme.ics", "/api/v1/groups"] {
        let page = ann.raw(Method::GET, path, None, Vec::new()).await;
        assert!(is_unavailable(&page), "{path}: {}", page.status);
    }
    let open = ann.raw(Method::GET, "/open", None, Vec::new()).await;
    assert!(open.text().contains("Palvelu ei juuri nyt toimi"), "{}", open.text());
    let form = b"email=ann%40piiri.example&password=guess".to_vec();
    let sent = ann.raw(Method::POST, "/login", Some("application/x-www-form-urlencoded"), form).await;
    assert!(is_unavailable(&sent), "{}", sent.status);
    assert!(said.len() > 50, "{said:?}");
}

/// Keeps what is logged.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_request_that_finds_no_database_is_logged_once() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    test.app.db.clone().close().await.unwrap();
    let lines = Lines::default();
    let writer = lines.clone();
    let format = tracing_subscriber::fmt().json().with_max_level(tracing::Level::WARN);
    let _kept = tracing::subscriber::set_default(format.with_writer(move || writer.clone()).finish());
    // With a single subscriber, a test beside this one that logs nothing would switch its lines off for this one too.
    let _second = tracing::Dispatch::new(tracing::subscriber::NoSubscriber::default());
    for path in ["/open", "/groups", "/api/v1/groups", "/open/programme.ics"] {
        lines.0.lock().unwrap().clear();
        ann.raw(Method::GET, path, None, Vec::new()).await;
        let told = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
        assert_eq!(told.lines().count(), 1, "{path}: {told}");
    }
    lines.0.lock().unwrap().clear();
    piiri::schedule::run_due(&test.app, piiri::schedule::JOBS).await;
    let told = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert_eq!(told.lines().count(), 1, "twenty jobs find it no better than the first: {told}");
}

/// What becomes of the bytes between this program and the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wire {
    /// They pass.
    Whole,
    /// Connections are closed and none is taken.
    Cut,
    /// Nothing comes through, and nobody is told.
    Silent,
}

/// Stands between this program and a server, on a port of its own.
async fn wire(to: SocketAddr, state: watch::Receiver<Wire>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut near, _)) = listener.accept().await {
            let mut state = state.clone();
            tokio::spawn(async move {
                if *state.borrow() == Wire::Cut {
                    return;
                }
                let mut far = TcpStream::connect(to).await.unwrap();
                let mut until = state.clone();
                tokio::select! {
                    _ = tokio::io::copy_bidirectional(&mut near, &mut far) => return,
                    _ = until.wait_for(|state| *state != Wire::Whole) => {}
                }
                _ = state.wait_for(|state| *state != Wire::Silent).await;
            });
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgresql_server_that_stops_or_hangs_is_503_within_seconds_and_back_at_once() {
    if std::env::var("PIIRI_TEST_DATABASE").as_deref() != Ok("postgres") {
        return;
    }
    let test = TestApp::new().await;
    test.staff("Ann Leader", &[Role::Leader]).await;
    let url = test.app.config.database.clone();
    let (head, rest) = url.rsplit_once('@').unwrap();
    let (host, name) = rest.split_once('/').unwrap();
    let to = tokio::net::lookup_host(host).await.unwrap().next().unwrap();
    let state = watch::Sender::new(Wire::Whole);
    let through = wire(to, state.subscribe()).await;
    let db = Db::connect(&format!("{head}@{through}/{name}")).await.unwrap();
    let app = App::new(db, Clock::fixed(noon()), Config::default(), Passwords::cheap()).unwrap();
    let (router, _) = router::router(&app);
    let anybody = Actor::new(router);
    let asked = async |method: Method, path: &str| {
        let began = Instant::now();
        let kind = (method == Method::POST).then_some("application/x-www-form-urlencoded");
        let page = anybody.raw(method, path, kind, b"email=a%40b.example&password=guess".to_vec()).await;
        (page, began.elapsed())
    };
    for broken in [Wire::Cut, Wire::Silent] {
        let (page, _) = asked(Method::GET, "/open").await;
        assert_eq!(page.status, StatusCode::OK, "before {broken:?}");
        state.send_replace(broken);
        let asks = [(Method::GET, "/open"), (Method::POST, "/login"), (Method::GET, "/open/programme.ics")];
        for (method, path) in asks.into_iter().chain([(Method::GET, "/health/ready")]) {
            let (page, took) = asked(method, path).await;
            assert!(is_unavailable(&page), "{broken:?} {path}: {}", page.status);
            assert!(took < SECONDS, "{broken:?} {path}: {took:?}");
        }
        state.send_replace(Wire::Whole);
        let (page, took) = asked(Method::GET, "/open").await;
        assert_eq!(page.status, StatusCode::OK, "after {broken:?}, {took:?}");
        assert_eq!(asked(Method::GET, "/health/ready").await.0.status, StatusCode::OK);
    }
    app.db.close().await.unwrap();
    test.outbox().await;
}

#[tokio::test]
async fn a_file_that_may_only_be_read_shows_its_pages_takes_no_write_and_is_not_ready() {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite:{}", folder.path().join("piiri.sqlite").display());
    db::migrate(&url).await.unwrap();
    let db = Db::connect(&format!("{url}?mode=ro")).await.unwrap();
    let app = App::new(db, Clock::fixed(noon()), Config::default(), Passwords::cheap()).unwrap();
    let (router, _) = router::router(&app);
    let anybody = Actor::new(router);
    let form = || b"email=ann%40piiri.example&password=guess".to_vec();
    let kind = Some("application/x-www-form-urlencoded");
    assert_eq!(anybody.raw(Method::GET, "/open", None, Vec::new()).await.status, StatusCode::OK);
    let refused = anybody.raw(Method::POST, "/login", kind, form()).await;
    assert!(is_unavailable(&refused), "{}", refused.status);
    assert!(is_unavailable(&anybody.raw(Method::GET, "/health/ready", None, Vec::new()).await));
    app.db.close().await.unwrap();
}

/// The program with files that may grow to so many bytes and no further, which is what a full disk is to it.
fn within(folder: &TempDir, bytes: u64) -> Command {
    let mut command = Command::new("sh");
    // Without the trap the first write beyond would end the program; the limit counts halves of a kibibyte.
    let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" serve", bytes / 512);
    command.args(["-c", &script, env!("CARGO_BIN_EXE_piiri")]).current_dir(folder.path());
    let program = piiri(folder.path());
    command.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command
}

#[test]
fn with_a_full_disk_writes_are_refused_the_server_is_not_ready_and_nothing_answered_is_lost() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    add_staff(at, "ann@piiri.example");
    let added = ["staff", "add", "--email", "wes@piiri.example", "--name", "Wes Worker", "--role", "worker"];
    assert!(run(at, &added).status.success());
    let token = run(at, &["token", "create", "--staff", "wes@piiri.example"]);
    let token = String::from_utf8(token.stdout).unwrap().trim().strip_prefix("token ").unwrap().to_owned();
    let size = at.join("piiri.sqlite").metadata().unwrap().len();
    let server = Server::start_by(within(&folder, size + (1 << 19)));
    let head = format!("Host: x\r\nAuthorization: Bearer {token}\r\nConnection: close");
    let add = |number: usize| {
        let body = json!({ "name": format!("Anna {number}"), "channel": "none" }).to_string();
        let kind = "Content-Type: application/json";
        let length = body.len();
        server.send(&format!(
            "POST /api/v1/clients HTTP/1.1\r\n{head}\r\n{kind}\r\nContent-Length: {length}\r\n\r\n{body}"
        ))
    };
    let (mut answered, mut refused) = (Vec::new(), String::new());
    // What is left of the room may take a smaller write, as readiness tries one, before it takes none.
    let is_full = (0..5000).any(|number| {
        let answer = add(number);
        if answer.starts_with("HTTP/1.1 201") {
            answered.push(answer.split("\"id\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned());
            return false;
        }
        assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("retry-after: "), "{answer}");
        refused = answer;
        server.get("/health/ready").starts_with("HTTP/1.1 503")
    });
    assert!(is_full && !answered.is_empty(), "{} were answered, then: {refused}", answered.len());
    assert!(server.get("/health/ready").starts_with("HTTP/1.1 503"), "and stays so");
    assert!(server.get("/open").starts_with("HTTP/1.1 200"), "what is only read goes on");
    server.kill();
    let server = Server::start(at);
    assert!(server.get("/health/ready").starts_with("HTTP/1.1 200"));
    for id in &answered {
        let read = server.send(&format!("GET /api/v1/clients/{id} HTTP/1.1\r\n{head}\r\n\r\n"));
        assert!(read.starts_with("HTTP/1.1 200"), "{id} was answered and is gone: {read}");
    }
    assert!(server.stop());
    assert!(run(at, &["audit", "verify"]).status.success());
}
