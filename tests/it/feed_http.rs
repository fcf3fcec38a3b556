//! Feeds as calendar programs fetch them: validators, compression, refusals.

use std::io::Read;

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use entity::access_log;
use entity::state::{FeedKind, FeedTitles, Role};
use flate2::read::GzDecoder;
use piiri::calendar::{self, NewLink};
use piiri::config::Config;
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::support::TestApp;

/// An application with one client's feed, and its path.
async fn with_feed(config: Config) -> (TestApp, String) {
    let test = TestApp::with(config).await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let plan = test.plan("G01", ann.id(), 3).await;
    let client = test.place("Testi Asiakas", plan.group).await;
    let new = NewLink {
        kind: FeedKind::Client,
        subject_id: None,
        client_id: Some(client),
        staff_id: None,
        titles: FeedTitles::Neutral,
        label: None,
    };
    let token = test.system(async |act| calendar::new_link(act, new).await).await;
    (test, format!("/calendar/{token}.ics"))
}

async fn ask(test: &TestApp, method: &str, path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, Vec<u8>) {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    test.anybody().call(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn an_unchanged_feed_is_not_sent_again() {
    let (test, path) = with_feed(Config::default()).await;
    let (status, headers, body) = ask(&test, "GET", &path, &[]).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["content-type"], "text/calendar; charset=utf-8");
    assert_eq!(headers["cache-control"], "private, max-age=300");
    assert_eq!(headers["x-robots-tag"], "noindex");
    assert_eq!(headers["referrer-policy"], "no-referrer");
    assert!(!headers.contains_key("set-cookie") && !headers.contains_key("content-disposition"));
    let (tag, modified) = (headers["etag"].to_str().unwrap(), headers["last-modified"].to_str().unwrap());
    for known in [("if-none-match", tag), ("if-none-match", "*"), ("if-modified-since", modified)] {
        let (status, again, rest) = ask(&test, "GET", &path, &[known]).await;
        assert_eq!((status, rest.len()), (StatusCode::NOT_MODIFIED, 0), "{known:?}");
        assert_eq!(again["etag"], tag);
    }
    let (status, head, rest) = ask(&test, "HEAD", &path, &[]).await;
    assert_eq!((status, rest.len(), &head["etag"]), (StatusCode::OK, 0, &headers["etag"]));
    assert_eq!(head["content-length"], body.len().to_string());
    test.at("2026-10-14T15:00:00Z");
    assert_eq!(ask(&test, "GET", &path, &[("accept", "text/html")]).await.2, body, "neither time nor Accept matters");
}

#[tokio::test]
async fn compression_is_for_who_asks_and_can_be_turned_off() {
    let (test, path) = with_feed(Config::default()).await;
    let plain = ask(&test, "GET", &path, &[]).await.2;
    let (_, headers, packed) = ask(&test, "GET", &path, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(
        (&headers["content-encoding"], &headers["vary"]),
        (&"gzip".parse().unwrap(), &"accept-encoding".parse().unwrap())
    );
    let mut unpacked = Vec::new();
    GzDecoder::new(&packed[..]).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain);
    let (test, path) = with_feed(Config { compress_feeds: false, ..Config::default() }).await;
    let (_, headers, _) = ask(&test, "GET", &path, &[("accept-encoding", "gzip")]).await;
    assert!(!headers.contains_key("content-encoding"));
}

#[tokio::test]
async fn unknown_revoked_and_malformed_addresses_get_the_same_404() {
    let (test, path) = with_feed(Config::default()).await;
    let link = entity::calendar_link::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!(ask(&test, "GET", &path, &[]).await.0, StatusCode::OK);
    test.system(async |act| {
        calendar::revoke(act, link.id).await.unwrap();
        Ok(())
    })
    .await;
    let revoked = ask(&test, "GET", &path, &[]).await;
    assert_eq!((revoked.0, revoked.2.as_slice()), (StatusCode::NOT_FOUND, &b"Not found\n"[..]));
    for other in ["/calendar/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.ics", "/calendar/x.ics"] {
        assert_eq!(ask(&test, "GET", other, &[]).await, revoked, "{other}");
    }
}

#[tokio::test]
async fn other_methods_are_refused_and_never_a_500() {
    let (test, path) = with_feed(Config::default()).await;
    for method in ["PROPFIND", "OPTIONS", "POST", "DELETE", "REPORT"] {
        let (status, headers, _) = ask(&test, method, &path, &[]).await;
        assert_eq!(
            (status, &headers["allow"]),
            (StatusCode::METHOD_NOT_ALLOWED, &"GET, HEAD".parse().unwrap()),
            "{method}"
        );
    }
}

#[tokio::test]
async fn fetches_of_a_clients_feed_are_logged_at_most_once_between_two_runs() {
    let (test, path) = with_feed(Config::default()).await;
    for _ in 0..3 {
        ask(&test, Method::GET.as_str(), &path, &[("user-agent", "Google-Calendar-Importer")]).await;
    }
    let logged = async || access_log::Entity::find().count(test.app.db.read()).await.unwrap();
    assert_eq!(logged().await, 0, "a fetch itself writes nothing");
    calendar::note_fetches(&test.app, test.app.clock.now()).await.unwrap();
    calendar::note_fetches(&test.app, test.app.clock.now()).await.unwrap();
    assert_eq!(logged().await, 1);
    let link = entity::calendar_link::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!((link.fetched_by.as_deref(), link.fetched_at), (Some("Google Calendar"), Some(test.app.clock.now())));
}
