//! Subscribe: once, and every move and cancellation follows; a feed for each who needs one.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use entity::id::ClientId;
use entity::state::Role;
use serde_json::json;

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::page::Page;
use crate::support::plan::Plan;

/// The path of the address that a page tells.
fn told(page: &Page) -> String {
    let value = page.attributes("#feed-address", "value").pop().unwrap_or_else(|| panic!("{}", page.text()));
    value.strip_prefix("http://127.0.0.1:8080").unwrap().to_owned()
}

async fn read(test: &TestApp, feed: &str) -> String {
    let (status, headers, body) = test.anybody().call(Request::get(feed).body(Body::empty()).unwrap()).await;
    assert_eq!(status, StatusCode::OK, "{feed}");
    assert_eq!(headers["content-type"], "text/calendar; charset=utf-8");
    String::from_utf8(body).unwrap().replace("\r\n ", "")
}

/// The worker makes a client, refers the client with an accompaniment, and the leader takes the client in.
async fn take_in(leader: &Actor, worker: &Actor, plan: &Plan) -> ClientId {
    let client = json!({ "name": "Aino Asiakas", "email": "aino@piiri.example", "channel": "email", "language": "fi" });
    let client = worker.api(Method::POST, "/clients", Some(client)).await.json["id"].clone();
    let referral = json!({
        "client_id": client, "group_id": plan.group, "reason": "Alone too much", "channels": ["peer"],
        "accompany": { "by_staff_id": worker.id(), "session_number": 2 },
    });
    let referral = worker.api(Method::POST, "/referrals", Some(referral)).await.json;
    let steps = format!("/referrals/{}/transitions", referral["id"].as_str().unwrap());
    let placed = leader.api(Method::POST, &steps, Some(json!({ "to": "confirmed" }))).await;
    assert_eq!(placed.status, StatusCode::OK, "{} {}", referral, placed.json);
    client.as_str().unwrap().parse().map(ClientId).unwrap()
}

#[tokio::test]
async fn a_client_subscribes_once_and_every_change_follows() {
    let test = TestApp::new().await;
    let mut leader = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let plan = test.plan("G01", leader.id(), 4).await;
    let client = take_in(&leader, &worker, &plan).await;
    let page = worker.press(&format!("/clients/{client}"), "Make a new link").await;
    let me = page.attributes("#new-link", "value").remove(0);
    let me = me.strip_prefix("http://127.0.0.1:8080").unwrap();

    let mut aino = test.anybody();
    let home = aino.get(me).await;
    let calendar = home.attributes("main a.button[href$='/calendar']", "href").remove(0);
    let feed = told(&aino.submit(&calendar, &[("titles", "neutral")]).await);
    let text = read(&test, &feed).await;
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 4, "the place given today shows what was and what comes");
    assert!(!text.contains("Arjen rytmi") && !text.contains("Kirjasto") && !text.contains("Aino"), "{text}");

    let known: std::collections::BTreeSet<String> =
        text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect();
    let fields = [("date", "2026-10-22"), ("start_time", "12:00"), ("end_time", "14:00"), ("notify", "true")];
    let moved = leader.submit(&format!("/sessions/{}", plan.sessions[2]), &fields).await;
    assert_eq!(moved.status, StatusCode::OK, "{}", moved.text());
    let text = read(&test, &feed).await;
    assert!(text.contains("DTSTART;TZID=Europe/Helsinki:20261022T120000"), "{text}");
    let uids = |text: &str| {
        let lines = text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned);
        lines.collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(uids(&text), known, "the same event, moved: {text}");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 4);

    let fields = [("code", "weather"), ("notify", "true")];
    leader.submit(&format!("/sessions/{}", plan.sessions[3]), &fields).await;
    let text = read(&test, &feed).await;
    assert_eq!(text.matches("STATUS:CANCELLED").count(), 1, "{text}");
    test.run_jobs_at("2026-10-14T09:02:00Z").await;
    let mails = test.app.mailer.kept();
    let news = mails.iter().filter(|mail| mail.to == "aino@piiri.example" && !mail.body.contains("/ratings/"));
    assert!(news.count() >= 2, "a calendar is slow: changes are told too");

    let ended = aino.press(&calendar, "Lopeta tilaus").await;
    assert!(ended.text().contains("Tilaus lopetettiin"), "{}", ended.text());
    let (status, ..) = aino.call(Request::get(&*feed).body(Body::empty()).unwrap()).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    test.outbox().await;
}

#[tokio::test]
async fn staff_venues_groups_and_the_public_have_feeds_of_their_own() {
    let test = TestApp::new().await;
    let mut leader = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let mut manager = test.staff("Max Manager", &[Role::Manager]).await;
    let plan = test.plan("G01", leader.id(), 3).await;
    take_in(&leader, &worker, &plan).await;
    let account = worker.get("/account").await;
    assert!(account.attributes("main a", "href").contains(&"/account/calendars".to_owned()));
    let group = format!("group:{}", plan.group);
    let venue = format!("venue:{}", plan.venue);
    subscribes(&test, &mut leader, "staff", "SUMMARY:G01").await;
    subscribes(&test, &mut leader, &group, "SUMMARY:Arjen rytmi").await;
    subscribes(&test, &mut worker, "staff", "SUMMARY:Accompaniment: G01").await;
    subscribes(&test, &mut manager, &venue, "SUMMARY:G01").await;
    subscribes(&test, &mut manager, "programme", "SUMMARY:Arjen rytmi").await;
    assert!(read(&test, "/open/programme.ics").await.contains("SUMMARY:Arjen rytmi"));
    assert!(read(&test, "/open/groups/g01.ics").await.contains("LOCATION:Kirjasto"));
    test.outbox().await;
}

/// Makes a feed of one's own from the account; it says this, and never a client's name.
async fn subscribes(test: &TestApp, actor: &mut Actor, what: &str, says: &str) {
    let feed = told(&actor.submit("/account/calendars", &[("what", what)]).await);
    let text = read(test, &feed).await;
    assert!(text.contains(says) && !text.contains("Aino"), "{what}: {text}");
}
