//! What one caller may hold and ask, so that the others have their turn.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use entity::state::Role;
use piiri::config::{Config, ConnectionLimits};
use sea_orm::ConnectionTrait;
use tempfile::TempDir;
use tokio::net::TcpSocket;

use crate::support::TestApp;
use crate::support::server::{Server, add_staff};

/// A try to sign in, which waits for whoever writes.
fn try_from(peer: &str, forwarded: Option<&str>) -> Request<Body> {
    let mut request = Request::post("/login")
        .header(header::HOST, "127.0.0.1:8080")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    if let Some(forwarded) = forwarded {
        request = request.header("x-forwarded-for", forwarded);
    }
    let mut request = request.body(Body::from("email=nobody%40piiri.example&password=guess")).unwrap();
    request.extensions_mut().insert(ConnectInfo(format!("{peer}:40000").parse::<SocketAddr>().unwrap()));
    request
}

type Answer = (StatusCode, HeaderMap);

#[tokio::test(flavor = "multi_thread")]
async fn one_caller_has_so_many_requests_at_a_time_behind_a_proxy_too_and_the_proxy_itself_any_number() {
    let limits = ConnectionLimits { requests_per_caller: 1, ..ConnectionLimits::default() };
    let test = TestApp::with(Config { limits, ..Config::default() }).await;
    let writing = test.app.db.write().await.unwrap();
    if !test.app.db.is_sqlite() {
        writing.execute_unprepared("LOCK TABLE sign_in_failure IN ACCESS EXCLUSIVE MODE").await.unwrap();
    }
    let asked = |peer: &'static str, forwarded: Option<&'static str>| {
        let anybody = test.anybody();
        tokio::spawn(async move {
            let (status, headers, _) = anybody.call(try_from(peer, forwarded)).await;
            (status, headers)
        })
    };
    let turned_away = |(status, headers): &Answer| {
        *status == StatusCode::TOO_MANY_REQUESTS && headers.contains_key(header::RETRY_AFTER)
    };
    // Of two at once by one caller one is turned away while the other waits for the database.
    let mut waiting = Vec::new();
    for (peer, forwarded) in
        [("198.51.100.1", None), ("127.0.0.1", Some("203.0.113.5")), ("127.0.0.1", Some("9.9.9.9, 203.0.113.6"))]
    {
        let (mut one, mut other) = (asked(peer, forwarded), asked(peer, forwarded));
        let (first, rest) = tokio::select! {
            first = &mut one => (first.unwrap(), other),
            first = &mut other => (first.unwrap(), one),
        };
        assert!(turned_away(&first), "{peer} {forwarded:?}: {first:?}");
        waiting.push(rest);
    }
    // What the client writes itself into the header makes nobody another caller.
    let same = asked("127.0.0.1", Some("8.8.8.8, 203.0.113.6")).await.unwrap();
    assert!(turned_away(&same), "{same:?}");
    waiting.extend((0..4).map(|_| asked("127.0.0.1", None)));
    drop(writing);
    for answer in waiting {
        let answer = answer.await.unwrap();
        assert_eq!(answer.0, StatusCode::UNPROCESSABLE_ENTITY, "{answer:?}");
    }
}

/// Connects from one of this machine's own addresses.
async fn from(place: &str, server: &Server) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(format!("{place}:0").parse().unwrap()).unwrap();
    let stream = socket.connect(format!("127.0.0.1:{}", server.port).parse().unwrap()).await.unwrap();
    let stream = stream.into_std().unwrap();
    stream.set_nonblocking(false).unwrap();
    stream
}

/// Asks over a connection and reads what is answered until it is closed.
fn asked(mut stream: TcpStream) -> String {
    let request = b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let mut answer = String::new();
    // A server that closes without a word may do so before it is asked.
    _ = stream.write_all(request);
    _ = stream.read_to_string(&mut answer);
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_holds_so_many_connections_and_leaves_the_others_theirs() {
    let folder = TempDir::new().unwrap();
    add_staff(folder.path(), "ann@piiri.example");
    let settings = [("PIIRI_PROXIES", ""), ("PIIRI_LIMITS_CONNECTIONS_PER_CALLER", "2")];
    let server = Server::start_with(folder.path(), &settings);
    let held = [from("127.0.0.1", &server).await, from("127.0.0.1", &server).await];
    let third = asked(from("127.0.0.1", &server).await);
    assert!(third.starts_with("HTTP/1.1 503") && third.contains("retry-after: "), "{third}");
    assert!(asked(from("127.0.0.2", &server).await).starts_with("HTTP/1.1 200"));
    drop(held);
    // The server hears of the end of a connection when it reads it.
    while !asked(from("127.0.0.1", &server).await).starts_with("HTTP/1.1 200") {
        tokio::task::yield_now().await;
    }
    let counters = asked_for(&server, "/metrics").await;
    assert!(counters.contains("piiri_turned_away_total{what=\"connection\"}"), "{counters}");
    assert!(server.stop());
}

async fn asked_for(server: &Server, path: &str) -> String {
    let mut stream = from("127.0.0.3", server).await;
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_on_this_machine_holds_all_connections_for_its_callers() {
    let folder = TempDir::new().unwrap();
    add_staff(folder.path(), "ann@piiri.example");
    let server = Server::start_with(folder.path(), &[("PIIRI_LIMITS_CONNECTIONS_PER_CALLER", "1")]);
    let _held = [from("127.0.0.1", &server).await, from("127.0.0.1", &server).await];
    assert!(asked(from("127.0.0.1", &server).await).starts_with("HTTP/1.1 200"));
    server.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_that_says_nothing_is_let_go() {
    let folder = TempDir::new().unwrap();
    add_staff(folder.path(), "ann@piiri.example");
    let settings = [("PIIRI_LIMITS_CONNECTIONS", "1"), ("PIIRI_LIMITS_HEADER_SECONDS", "1")];
    let server = Server::start_with(folder.path(), &settings);
    let mut silent = from("127.0.0.1", &server).await;
    assert!(server.get("/health/live").starts_with("HTTP/1.1 200"), "the only place is free again");
    let mut end = Vec::new();
    assert!(silent.read_to_end(&mut end).is_err() || end.is_empty() || end.starts_with(b"HTTP/1.1 408"));
    assert!(server.stop());
}

#[tokio::test]
async fn a_search_for_any_number_of_words_is_answered() {
    let test = TestApp::new().await;
    let roles = [Role::Leader, Role::Worker, Role::Manager, Role::DataProtectionOfficer];
    let mut ann = test.staff("Ann Everything", &roles).await;
    let many = (0..900).map(|n| format!("{n:x}")).collect::<Vec<_>>().join("+");
    let (wild, one) = ("%25_".repeat(700), "a".repeat(3000));
    for page in ["/clients", "/clients.csv", "/groups", "/groups.csv", "/venues", "/find", "/log", "/referrals"] {
        for words in [&many, &wild, &one] {
            let shown = ann.get(&format!("{page}?q={words}")).await;
            assert!(shown.status.is_success() || shown.status.is_client_error(), "{page}: {}", shown.status);
        }
    }
    for list in ["/clients", "/groups"] {
        for words in [&many, &wild, &one] {
            let shown = ann.api(axum::http::Method::GET, &format!("{list}?q={words}"), None).await;
            assert_eq!(shown.status, StatusCode::OK, "{list}: {}", shown.json);
        }
    }
}
