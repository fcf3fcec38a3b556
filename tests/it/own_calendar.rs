//! A client's own calendar: subscribed to from the private pages, its address told once and kept nowhere.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use chrono::TimeDelta;
use entity::id::{ClientId, GroupId};
use entity::state::{ContactChannel, Language, Role};
use entity::{calendar_link, client, once_key};
use piiri::people::client::new_link;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::json;

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::page::Page;
use crate::support::plan::Plan;

async fn group(test: &TestApp) -> Plan {
    let ann = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    test.plan("G01", ann.id(), 3).await
}

/// A client with a place in the group, and the path of the client's own pages.
async fn with_place(test: &TestApp, name: &str, group: GroupId) -> (ClientId, String) {
    let id = test.place(name, group).await;
    let now = test.app.clock.now();
    let token = test.system(async |act| new_link(act, id, now + TimeDelta::days(60)).await).await;
    (id, format!("/me/{token}"))
}

async fn change(test: &TestApp, id: ClientId, change: impl FnOnce(&mut client::ActiveModel)) {
    let mut row = client::ActiveModel { id: Set(id), ..Default::default() };
    change(&mut row);
    let tx = test.app.db.write().await.unwrap();
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// The path of the address that a page tells.
fn told(test: &TestApp, page: &Page) -> String {
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let value = page.attributes("input[readonly]", "value").pop().unwrap_or_else(|| panic!("{}", page.text()));
    value.strip_prefix(&test.app.config.base_url).unwrap().to_owned()
}

async fn fetch(person: &Actor, path: &str) -> (StatusCode, String) {
    let request = Request::get(path).header("user-agent", "khal/0.11").body(Body::empty()).unwrap();
    let (status, _, body) = person.call(request).await;
    (status, String::from_utf8(body).unwrap().replace("\r\n ", ""))
}

#[tokio::test]
async fn a_client_subscribes_by_the_own_link_and_is_told_the_address_once() {
    let test = TestApp::new().await;
    let plan = group(&test).await;
    let (id, me) = with_place(&test, "Aino Asiakas", plan.group).await;
    let mut aino = test.anybody();
    let home = aino.get(&me).await;
    assert!(home.html().contains(&format!("{me}/calendar")), "{}", home.text());
    let page = aino.submit(&format!("{me}/calendar"), &[("label", "puhelin")]).await;
    let feed = told(&test, &page);
    for start in
        ["webcal://", "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F", "https://outlook.live.com/"]
    {
        let links = page.attributes("main a.button", "href");
        assert!(links.iter().any(|href| href.starts_with(start)), "{start}: {links:?}");
    }
    let text = page.text();
    assert!(text.contains("Tilaa") && !text.contains("Lataa"), "subscribe, not download: {text}");
    assert!(text.contains("8–24"), "the truth about how soon changes are seen: {text}");
    let (status, text) = fetch(&aino, &feed).await;
    assert_eq!(status, StatusCode::OK);
    assert!(text.contains("SUMMARY:Tapaaminen – Anna") && !text.contains("LOCATION"), "discreet by default: {text}");
    let again = aino.get(&format!("{me}/calendar")).await;
    assert!(again.text().contains("puhelin") && !again.html().contains(feed.trim_end_matches(".ics")), "shown once");
    test.run_jobs_at("2026-10-14T09:01:00Z").await;
    let again = aino.get(&format!("{me}/calendar")).await;
    assert!(again.text().contains("Viimeksi haettu ke 14.10. klo 12, khal"), "{}", again.text());
    let row = calendar_link::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!((row.client_id, row.staff_id), (Some(id), None));
    assert!(!feed.contains(&row.token_hash), "only the hash is kept");
    test.outbox().await;
}

#[tokio::test]
async fn a_client_may_choose_full_titles_or_just_the_place() {
    let test = TestApp::new().await;
    let plan = group(&test).await;
    let (_, me) = with_place(&test, "Aino Asiakas", plan.group).await;
    let mut aino = test.anybody();
    let calendar = format!("{me}/calendar");
    let full = told(&test, &aino.submit(&calendar, &[("titles", "full")]).await);
    let placed = told(&test, &aino.submit(&calendar, &[("show_place", "true")]).await);
    let full = fetch(&aino, &full).await.1;
    assert!(full.contains("SUMMARY:Arjen rytmi") && full.contains("LOCATION:Kirjasto"), "{full}");
    let placed = fetch(&aino, &placed).await.1;
    assert!(placed.contains("SUMMARY:Tapaaminen – Anna") && placed.contains("LOCATION:Kirjasto"), "{placed}");
    let home = aino.get(&me).await;
    assert!(home.text().contains("Olavinkatu 1"), "the same choice on the own pages: {}", home.text());
}

#[tokio::test]
async fn a_changed_address_and_an_ended_subscription_lead_nowhere() {
    let test = TestApp::new().await;
    let plan = group(&test).await;
    let (_, me) = with_place(&test, "Aino Asiakas", plan.group).await;
    let mut aino = test.anybody();
    let calendar = format!("{me}/calendar");
    let first = told(&test, &aino.submit(&calendar, &[("label", "puhelin")]).await);
    let second = told(&test, &aino.press(&calendar, "Vaihda osoite").await);
    assert_eq!(fetch(&aino, &first).await.0, StatusCode::NOT_FOUND);
    assert_eq!(fetch(&aino, &second).await.0, StatusCode::OK);
    let ended = aino.press(&calendar, "Lopeta tilaus").await;
    assert!(ended.text().contains("ei enää toimi"), "{}", ended.text());
    assert_eq!(fetch(&aino, &second).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nobody_touches_the_subscription_of_another() {
    let test = TestApp::new().await;
    let plan = group(&test).await;
    let (_, me) = with_place(&test, "Aino Asiakas", plan.group).await;
    let (_, other) = with_place(&test, "Saara Asiakas", plan.group).await;
    let mut aino = test.anybody();
    let feed = told(&test, &aino.submit(&format!("{me}/calendar"), &[("label", "")]).await);
    let id = calendar_link::Entity::find().one(test.app.db.read()).await.unwrap().unwrap().id;
    for act in ["rotate", "revoke"] {
        let path = format!("{other}/calendar/{id}/{act}");
        assert_eq!(test.anybody().bare(Method::POST, &path).await, StatusCode::NOT_FOUND, "{act}");
    }
    assert_eq!(fetch(&aino, &feed).await.0, StatusCode::OK);
}

#[tokio::test]
async fn who_is_protected_or_wants_no_messages_gets_no_feed_and_loses_one_that_was_made() {
    let test = TestApp::new().await;
    let plan = group(&test).await;
    for protected in [true, false] {
        let (id, me) = with_place(&test, "Aino Asiakas", plan.group).await;
        let mut aino = test.anybody();
        let calendar = format!("{me}/calendar");
        let feed = told(&test, &aino.submit(&calendar, &[("label", "")]).await);
        change(&test, id, |row| {
            if protected {
                row.address_protection = Set(true);
            } else {
                row.channel = Set(ContactChannel::None);
            }
        })
        .await;
        assert_eq!(fetch(&aino, &feed).await.0, StatusCode::NOT_FOUND);
        let page = aino.get(&calendar).await;
        assert!(page.attributes("main form", "action").is_empty(), "{}", page.text());
        let sent = [("titles".to_owned(), "neutral".to_owned())];
        assert_eq!(aino.post(&calendar, &sent).await.status, StatusCode::CONFLICT);
        assert!(!aino.get(&me).await.html().contains("/calendar"));
    }
}

#[tokio::test]
async fn easy_finnish_is_spoken_where_a_client_subscribes() {
    let test = TestApp::new().await;
    let plan = group(&test).await;
    let (id, me) = with_place(&test, "Aino Asiakas", plan.group).await;
    change(&test, id, |row| row.language = Set(Language::FiEasy)).await;
    let mut aino = test.anybody();
    let page = aino.submit(&format!("{me}/calendar"), &[("label", "")]).await;
    assert!(page.text().contains("Näet osoitteen vain nyt."), "{}", page.text());
}

#[tokio::test]
async fn a_repeated_request_for_a_link_never_finds_its_address_in_the_database() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let ask = async || {
        let key = [("idempotency-key", "once")];
        ann.api_with(Method::POST, "/calendar-links", Some(json!({ "kind": "staff" })), &key).await
    };
    let first = ask().await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.json);
    let url = first.json["url"].as_str().unwrap();
    let token = url.rsplit('/').next().unwrap().trim_end_matches(".ics");
    let kept = once_key::Entity::find().all(test.app.db.read()).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert!(!format!("{kept:?}").contains(token), "{kept:?}");
    let second = ask().await;
    assert_eq!((second.status, &second.json["id"]), (StatusCode::CREATED, &first.json["id"]), "no second link");
    assert!(second.json.get("url").is_none() && second.json.get("google_url").is_none(), "{}", second.json);
    test.run_jobs_at("2026-10-15T10:00:00Z").await;
    assert!(once_key::Entity::find().all(test.app.db.read()).await.unwrap().is_empty(), "kept for a day");
    test.outbox().await;
}

fn uids(feed: &str) -> Vec<&str> {
    feed.lines().filter_map(|line| line.trim_end().strip_prefix("UID:")).collect()
}

#[tokio::test]
async fn a_calendar_that_names_no_group_can_t_be_looked_up_in_the_public_one() {
    let test = TestApp::new().await;
    let plan = group(&test).await;
    let (_, me) = with_place(&test, "Aino Asiakas", plan.group).await;
    let mut aino = test.anybody();
    let calendar = format!("{me}/calendar");
    let neutral = told(&test, &aino.submit(&calendar, &[("label", "puhelin")]).await);
    let other = told(&test, &aino.submit(&calendar, &[("label", "tabletti")]).await);
    let full = told(&test, &aino.submit(&calendar, &[("titles", "full")]).await);
    let public = fetch(&aino, "/open/programme.ics").await.1;
    let (first, second, full) =
        (fetch(&aino, &neutral).await.1, fetch(&aino, &other).await.1, fetch(&aino, &full).await.1);
    assert_eq!(uids(&public).len(), 3, "{public}");
    assert_eq!(uids(&full), uids(&public), "a calendar that names the group is the same event everywhere");
    for (feed, others) in [(&first, &second), (&second, &first)] {
        assert_eq!(uids(feed).len(), 3, "{feed}");
        for uid in uids(feed) {
            assert!(!public.contains(uid) && !others.contains(uid), "{uid} is in another calendar too");
        }
        assert!(!feed.contains("CREATED:"), "to the second, it would tell the group as well: {feed}");
    }
    let before: Vec<String> = uids(&first).into_iter().map(str::to_owned).collect();
    test.at("2026-10-15T09:00:00Z");
    assert_eq!(uids(&fetch(&aino, &neutral).await.1), before, "and its own events stay the same");
    test.outbox().await;
}

#[tokio::test]
async fn a_changed_address_keeps_the_events_of_its_calendar() {
    let test = TestApp::new().await;
    let plan = group(&test).await;
    let (_, me) = with_place(&test, "Aino Asiakas", plan.group).await;
    let mut aino = test.anybody();
    let calendar = format!("{me}/calendar");
    let before = told(&test, &aino.submit(&calendar, &[("label", "puhelin")]).await);
    let before = fetch(&aino, &before).await.1;
    let after = told(&test, &aino.press(&calendar, "Vaihda osoite").await);
    assert_eq!(uids(&before), uids(&fetch(&aino, &after).await.1));
    test.outbox().await;
}
