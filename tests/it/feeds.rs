//! What feeds say to whom, and how their changes are counted.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use entity::id::{ClientId, SessionId, StaffId};
use entity::state::{FeedKind, FeedTitles, GroupStatus, Role, SessionStatus};
use entity::{client, group, group_leader, participation, session, staff, staff_role, venue};
use piiri::calendar::{self, NewLink};
use piiri::revision;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::plan::Plan;

const NEUTRAL: FeedTitles = FeedTitles::Neutral;
const FULL: FeedTitles = FeedTitles::Full;

fn blank(kind: FeedKind, titles: FeedTitles) -> NewLink {
    NewLink { kind, subject_id: None, client_id: None, staff_id: None, titles, label: None }
}

fn of_client(id: ClientId, titles: FeedTitles) -> NewLink {
    NewLink { client_id: Some(id), ..blank(FeedKind::Client, titles) }
}

fn of_staff(id: StaffId, titles: FeedTitles) -> NewLink {
    NewLink { staff_id: Some(id), ..blank(FeedKind::Staff, titles) }
}

/// The path of a new private feed.
async fn link(test: &TestApp, new: NewLink) -> String {
    let token = test.system(async |act| calendar::new_link(act, new).await).await;
    format!("/calendar/{token}.ics")
}

/// Status, entity tag and text of a feed.
async fn fetch(test: &TestApp, path: &str) -> (StatusCode, String, String) {
    let request = Request::builder().uri(path).header("user-agent", "khal/0.11").body(Body::empty()).unwrap();
    let (status, headers, body) = test.anybody().call(request).await;
    let tag = headers.get("etag").map(|tag| tag.to_str().unwrap().to_owned()).unwrap_or_default();
    (status, tag, String::from_utf8(body).unwrap())
}

async fn text(test: &TestApp, path: &str) -> String {
    let (status, _, text) = fetch(test, path).await;
    assert_eq!(status, StatusCode::OK, "{text}");
    text
}

/// The feed without its zone and with ids told by number, for snapshots.
fn shown(text: &str, plan: &Plan) -> String {
    let mut text = text.replace("\r\n", "\n").replace(env!("CARGO_PKG_VERSION"), "[version]");
    for (place, id) in plan.sessions.iter().enumerate() {
        text = text.replace(&id.to_string(), &format!("[session {}]", place + 1));
    }
    // A feed that names no group has marks of its own.
    let own = |line: &str| {
        if line.starts_with("UID:") && !line.contains('[') { "UID:[own]".to_owned() } else { line.to_owned() }
    };
    text = text.lines().map(|line| own(line) + "\n").collect();
    let (from, to) = (text.find("BEGIN:VTIMEZONE").unwrap(), text.find("END:VTIMEZONE\n").unwrap());
    text.replace_range(from..to + "END:VTIMEZONE\n".len(), "[zone]\n");
    text
}

/// UID → SEQUENCE of the events.
fn sequences(text: &str) -> BTreeMap<String, i32> {
    let value = |event: &str, name: &str| {
        event.lines().find_map(|line| line.strip_prefix(name)).map(|value| value.trim().to_owned()).unwrap()
    };
    let text = text.replace("\r\n ", "");
    text.split("BEGIN:VEVENT")
        .skip(1)
        .map(|event| (value(event, "UID:"), value(event, "SEQUENCE:").parse().unwrap()))
        .collect()
}

/// Changes one column of one session as a plan's change does, five minutes on.
async fn change(test: &TestApp, plan: &Plan, id: SessionId, column: session::Column, value: Expr) {
    let now = test.app.clock.now() + chrono::TimeDelta::minutes(5);
    test.app.clock.set(now);
    test.app
        .act_at(piiri::access::Actor::System, now, async |act| {
            session::Entity::update_many()
                .col_expr(column, value)
                .filter(session::Column::Id.eq(id))
                .exec(act.tx)
                .await
                .unwrap();
            revision::raise(act, plan.group).await
        })
        .await
        .unwrap();
}

/// Changes one column of a group.
async fn change_group(test: &TestApp, plan: &Plan, column: group::Column, value: Expr) {
    let now = test.app.clock.now() + chrono::TimeDelta::minutes(5);
    test.app.clock.set(now);
    test.app
        .act_at(piiri::access::Actor::System, now, async |act| {
            let update = group::Entity::update_many().col_expr(column, value).filter(group::Column::Id.eq(plan.group));
            update.exec(act.tx).await.unwrap();
            revision::raise(act, plan.group).await
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn each_kind_of_feed_says_what_its_audience_may_know() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Manager]).await;
    let plan = test.plan("G01", ann.id(), 1).await;
    let client = test.place("Testi Asiakas", plan.group).await;
    let of =
        |kind, subject: Uuid| NewLink { subject_id: Some(subject), staff_id: Some(ann.id()), ..blank(kind, NEUTRAL) };
    let feeds = [
        ("client_neutral", link(&test, of_client(client, NEUTRAL)).await),
        ("client_full", link(&test, of_client(client, FULL)).await),
        ("staff_neutral", link(&test, of_staff(ann.id(), NEUTRAL)).await),
        ("staff_full", link(&test, of_staff(ann.id(), FULL)).await),
        ("group", link(&test, of(FeedKind::Group, plan.group.0)).await),
        ("venue", link(&test, of(FeedKind::Venue, plan.venue.0)).await),
        ("programme", "/open/programme.ics?lang=sv".to_owned()),
        ("open_group", "/open/groups/g01.ics".to_owned()),
    ];
    for (name, path) in feeds {
        let text = text(&test, &path).await;
        assert!(!text.contains("ATTENDEE") && !text.contains("Asiakas"), "{name}");
        insta::assert_snapshot!(format!("feed_{name}"), shown(&text, &plan));
    }
}

#[tokio::test]
async fn a_session_keeps_its_local_time_over_the_clock_change() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    test.plan("G01", ann.id(), 5).await;
    let text = text(&test, &link(&test, of_staff(ann.id(), NEUTRAL)).await).await;
    let starts: Vec<&str> = text.lines().filter(|line| line.starts_with("DTSTART;TZID=Europe/Helsinki:2026")).collect();
    assert_eq!(starts.len(), 5);
    assert!(starts.iter().all(|line| line.ends_with("T100000")), "{starts:?}");
}

#[tokio::test]
async fn sequence_rises_for_those_who_see_the_change_and_for_nobody_else() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let plan = test.plan("G01", ann.id(), 3).await;
    let client = test.place("Testi Asiakas", plan.group).await;
    let (neutral, full) = (link(&test, of_client(client, NEUTRAL)).await, link(&test, of_client(client, FULL)).await);
    let before = (fetch(&test, &neutral).await, fetch(&test, &full).await);
    change_group(&test, &plan, group::Column::Name, Expr::value("Uusi nimi")).await;
    let after = (fetch(&test, &neutral).await, fetch(&test, &full).await);
    assert_eq!(before.0, after.0, "a new name is nothing that the neutral feed shows");
    assert_ne!(before.1.1, after.1.1);
    assert!(sequences(&after.1.2).values().all(|sequence| *sequence == 1), "{}", after.1.2);
    assert!(after.1.2.contains("LAST-MODIFIED:20261014T090500Z"), "when it changed, not when it was fetched");
    change(&test, &plan, plan.sessions[1], session::Column::StartsAt, Expr::value(test.app.clock.now())).await;
    let moved = sequences(&fetch(&test, &neutral).await.2);
    assert_eq!(moved.values().sum::<i32>(), 1, "one of the three moved: {moved:?}");
}

#[tokio::test]
async fn a_cancelled_session_stays_for_two_weeks_and_says_so() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let plan = test.plan("G01", ann.id(), 3).await;
    let path = link(&test, of_staff(ann.id(), NEUTRAL)).await;
    text(&test, &path).await;
    change(&test, &plan, plan.sessions[1], session::Column::Status, Expr::value(SessionStatus::Cancelled)).await;
    let cancelled = text(&test, &path).await;
    assert!(cancelled.contains("SUMMARY:CANCELLED: G01\r\nLOCATION:Kirjasto\\, Olavinkatu 1\\, Savonlinna\r\nSTATUS:CANCELLED\r\nTRANSP:TRANSPARENT"), "{cancelled}");
    test.at("2026-10-28T20:00:00Z");
    assert_eq!(sequences(&text(&test, &path).await).len(), 3);
    test.at("2026-10-29T20:00:00Z");
    assert_eq!(sequences(&text(&test, &path).await).len(), 2, "two weeks after its date it is gone");
}

#[tokio::test]
async fn a_renamed_venue_and_a_leaver_are_seen_by_who_sees_them() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let plan = test.plan("G01", ann.id(), 2).await;
    let path = link(&test, of_staff(ann.id(), NEUTRAL)).await;
    text(&test, &path).await;
    test.system(async |act| {
        let renamed = venue::Entity::update_many().col_expr(venue::Column::Name, Expr::value("Talli"));
        renamed.filter(venue::Column::Id.eq(plan.venue)).exec(act.tx).await.unwrap();
        revision::raise(act, plan.venue).await
    })
    .await;
    assert!(text(&test, &path).await.contains("LOCATION:Talli"));
    test.system(async |act| {
        group_leader::Entity::delete_many()
            .filter(group_leader::Column::StaffId.eq(ann.id()))
            .exec(act.tx)
            .await
            .unwrap();
        revision::raise(act, plan.group).await
    })
    .await;
    assert!(sequences(&text(&test, &path).await).is_empty(), "who leads nothing sees nothing");
}

#[tokio::test]
async fn rights_are_checked_at_each_fetch() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let plan = test.plan("G01", ann.id(), 2).await;
    let client = test.place("Testi Asiakas", plan.group).await;
    let other = test.place("Toinen Asiakas", plan.group).await;
    let group_feed =
        NewLink { subject_id: Some(plan.group.0), staff_id: Some(ann.id()), ..blank(FeedKind::Group, NEUTRAL) };
    let (own, hers, of_group, of_other) = (
        link(&test, of_client(client, NEUTRAL)).await,
        link(&test, of_staff(ann.id(), NEUTRAL)).await,
        link(&test, group_feed).await,
        link(&test, of_client(other, NEUTRAL)).await,
    );
    for path in [&own, &hers, &of_group, &of_other] {
        assert_eq!(sequences(&text(&test, path).await).len(), 2);
    }
    test.system(async |act| {
        participation::Entity::update_many()
            .col_expr(participation::Column::Active, Expr::value(false))
            .filter(participation::Column::ClientId.eq(client))
            .exec(act.tx)
            .await?;
        revision::raise_all(act, [client.0, plan.group.0]).await?;
        client::Entity::update_many()
            .col_expr(client::Column::AddressProtection, Expr::value(true))
            .filter(client::Column::Id.eq(other))
            .exec(act.tx)
            .await?;
        group_leader::Entity::delete_many().exec(act.tx).await?;
        Ok(())
    })
    .await;
    assert!(sequences(&text(&test, &own).await).is_empty(), "an ended participation ends its sessions");
    for path in [&of_group, &of_other] {
        assert_eq!(fetch(&test, path).await.0, StatusCode::NOT_FOUND);
    }
    assert_eq!(fetch(&test, &hers).await.0, StatusCode::OK);
    let tx = test.app.db.write().await.unwrap();
    let left = staff::Entity::update_many().col_expr(staff::Column::Active, Expr::value(false));
    left.filter(staff::Column::Id.eq(ann.id())).exec(&tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(fetch(&test, &hers).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_substitute_holds_the_group_s_feed_while_substituting() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let bob = test.staff("Bob Leader", &[Role::Leader]).await;
    let plan = test.plan("G01", ann.id(), 3).await;
    let feed = NewLink { subject_id: Some(plan.group.0), staff_id: Some(bob.id()), ..blank(FeedKind::Group, NEUTRAL) };
    let path = link(&test, feed).await;
    assert_eq!(fetch(&test, &path).await.0, StatusCode::NOT_FOUND, "Bob has no part in the group");
    change(&test, &plan, plan.sessions[2], session::Column::SubstituteId, Expr::value(bob.id())).await;
    assert_eq!(sequences(&text(&test, &path).await).len(), 3);
    test.at("2026-10-22T09:00:00Z");
    assert_eq!(fetch(&test, &path).await.0, StatusCode::NOT_FOUND, "the session of 21.10. has ended");
}

#[tokio::test]
async fn who_lost_the_role_reads_no_feed_of_it() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let plan = test.plan("G01", ann.id(), 2).await;
    let client = test.place("Testi Asiakas", plan.group).await;
    let tx = test.app.db.write().await.unwrap();
    let hers = client::Entity::update_many().col_expr(client::Column::KeyWorkerId, Expr::value(ann.id()));
    hers.filter(client::Column::Id.eq(client)).exec(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let of_group =
        NewLink { subject_id: Some(plan.group.0), staff_id: Some(ann.id()), ..blank(FeedKind::Group, NEUTRAL) };
    let of_client = NewLink { staff_id: Some(ann.id()), ..of_client(client, NEUTRAL) };
    let (group, client) = (link(&test, of_group).await, link(&test, of_client).await);
    let own = link(&test, of_staff(ann.id(), NEUTRAL)).await;
    for path in [&group, &client, &own] {
        assert_eq!(sequences(&text(&test, path).await).len(), 2);
    }
    for (lost, gone) in [(Role::Leader, &group), (Role::Worker, &client)] {
        test.system(async |act| {
            staff_role::Entity::delete_many().filter(staff_role::Column::Role.eq(lost)).exec(act.tx).await.unwrap();
            revision::raise(act, ann.id()).await
        })
        .await;
        assert_eq!(fetch(&test, gone).await.0, StatusCode::NOT_FOUND, "{lost}");
        let (status, _, left) = fetch(&test, &own).await;
        assert!(!left.contains("BEGIN:VEVENT"), "the groups of a lost role leave the own calendar: {left}");
        assert_eq!(status == StatusCode::OK, lost == Role::Leader, "without any role there is no own feed");
    }
}

#[tokio::test]
async fn the_public_sees_published_groups_and_that_one_it_saw_was_cancelled() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let seen = test.plan("G01", ann.id(), 2).await;
    let hidden = test.plan("G02", ann.id(), 2).await;
    change_group(&test, &hidden, group::Column::Status, Expr::value(GroupStatus::Approved)).await;
    assert_eq!(sequences(&text(&test, "/open/programme.ics").await).len(), 2);
    assert_eq!(fetch(&test, "/open/groups/g02.ics").await.0, StatusCode::NOT_FOUND);
    change_group(&test, &seen, group::Column::Status, Expr::value(GroupStatus::Cancelled)).await;
    change_group(&test, &hidden, group::Column::Status, Expr::value(GroupStatus::Cancelled)).await;
    for path in ["/open/programme.ics", "/open/groups/g01.ics"] {
        let cancelled = text(&test, path).await;
        assert_eq!(cancelled.matches("STATUS:CANCELLED").count(), 2, "{cancelled}");
    }
    assert_eq!(fetch(&test, "/open/groups/g02.ics").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn links_are_made_shown_once_rotated_and_revoked() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let plan = test.plan("G01", ann.id(), 1).await;
    let page = ann.submit("/account/calendars", &[("what", "staff"), ("label", "Work phone")]).await;
    let address = page.attributes("#feed-address", "value").remove(0);
    let path = address.strip_prefix("http://127.0.0.1:8080").unwrap().to_owned();
    assert!(page.attributes("a", "href").iter().any(|href| href.starts_with("webcal://127.0.0.1:8080/calendar/")));
    text(&test, &path).await;
    calendar::note_fetches(&test.app, test.app.clock.now()).await.unwrap();
    let list = ann.get("/account/calendars").await;
    assert!(list.text().contains("Work phone") && list.text().contains("khal"), "{}", list.text());
    assert!(!list.html().contains(&path), "the address is shown once");
    let rotated = ann.press("/account/calendars", "Change the address").await;
    let fresh = rotated.attributes("#feed-address", "value").remove(0);
    assert_eq!(fetch(&test, &path).await.0, StatusCode::NOT_FOUND);
    let fresh = fresh.strip_prefix("http://127.0.0.1:8080").unwrap();
    text(&test, fresh).await;
    ann.press("/account/calendars", "End the subscription").await;
    assert_eq!(fetch(&test, fresh).await.0, StatusCode::NOT_FOUND);
    let group = ann.get(&format!("/groups/{}/feeds", plan.group)).await;
    assert_eq!(group.attributes("#feed-open-address", "value"), ["http://127.0.0.1:8080/open/groups/g01.ics"]);
    let made = ann.submit(&format!("/groups/{}/feeds", plan.group), &[("label", "Wall")]).await;
    assert!(made.text().contains("Group: Arjen rytmi"), "{}", made.text());
}

#[tokio::test]
async fn the_api_makes_links_within_the_callers_rights_only() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let bob = test.staff("Bob Leader", &[Role::Leader]).await;
    let max = test.staff("Max Manager", &[Role::Manager]).await;
    let plan = test.plan("G01", ann.id(), 1).await;
    let group = json!({"kind": "group", "subject_id": plan.group});
    let made = ann.api(Method::POST, "/calendar-links", Some(group.clone())).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let url = made.json["url"].as_str().unwrap().to_owned();
    assert!(url.contains(".ics") && made.json["webcal_url"].as_str().unwrap().starts_with("webcal://"));
    assert_eq!(bob.api(Method::POST, "/calendar-links", Some(group.clone())).await.status, StatusCode::NOT_FOUND);
    assert_eq!(max.api(Method::POST, "/calendar-links", Some(group)).await.status, StatusCode::FORBIDDEN);
    let programme = json!({"kind": "programme"});
    assert_eq!(max.api(Method::POST, "/calendar-links", Some(programme.clone())).await.status, StatusCode::CREATED);
    let venue = json!({"kind": "venue", "subject_id": plan.venue});
    for of_all in [&programme, &venue] {
        let made = ann.api(Method::POST, "/calendar-links", Some(of_all.clone())).await;
        assert_eq!(made.status, StatusCode::CREATED, "a leader plans by venues and the programme: {}", made.json);
        let path = made.json["url"].as_str().unwrap().split_once("/calendar/").unwrap().1.to_owned();
        text(&test, &format!("/calendar/{path}")).await;
    }
    let will = test.staff("Will Worker", &[Role::Worker]).await;
    assert_eq!(will.api(Method::POST, "/calendar-links", Some(venue)).await.status, StatusCode::FORBIDDEN);
    let missing = ann.api(Method::POST, "/calendar-links", Some(json!({"kind": "group"}))).await;
    assert_eq!(
        (missing.status, &missing.json["errors"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("subject_id"))
    );
    let own = format!("/calendar-links/{}", made.json["id"].as_str().unwrap());
    assert_eq!(bob.api(Method::DELETE, &own, None).await.status, StatusCode::NOT_FOUND);
    let rotated = ann.api(Method::POST, &format!("{own}/rotate"), None).await;
    assert_ne!(rotated.json["url"].as_str().unwrap(), url);
    assert_eq!(ann.api(Method::DELETE, &own, None).await.status, StatusCode::NO_CONTENT);
    assert_eq!(ann.api(Method::DELETE, &own, None).await.status, StatusCode::NOT_FOUND);
}

/// One thing that happens to a plan or to a reader.
#[derive(Clone, Debug)]
enum Happening {
    Moves(usize, i64),
    Cancelled(usize),
    Renamed(u8),
    ShowsPlace(bool),
    Language(bool),
    Fetched,
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let one = prop_oneof![
        (0..3_usize, -48..48_i64).prop_map(|(which, hours)| Happening::Moves(which, hours)),
        (0..3_usize).prop_map(Happening::Cancelled),
        any::<u8>().prop_map(Happening::Renamed),
        any::<bool>().prop_map(Happening::ShowsPlace),
        any::<bool>().prop_map(Happening::Language),
        Just(Happening::Fetched),
    ];
    proptest::collection::vec(one, 1..25)
}

#[tokio::test]
async fn through_any_history_sequence_never_falls_and_uids_stay() {
    let mut runner = TestRunner::deterministic();
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    for round in 0..12 {
        let history = happenings().new_tree(&mut runner).unwrap().current();
        let plan = test.plan(&format!("H{round}"), ann.id(), 3).await;
        let client = test.place("Testi Asiakas", plan.group).await;
        let feeds = [link(&test, of_client(client, NEUTRAL)).await, link(&test, of_client(client, FULL)).await];
        let mut before = [BTreeMap::new(), BTreeMap::new()];
        for happening in history.iter().chain([&Happening::Fetched]) {
            happen(&test, &plan, client, happening).await;
            for (path, before) in feeds.iter().zip(&mut before) {
                let after = sequences(&text(&test, path).await);
                for (uid, sequence) in &after {
                    assert!(before.get(uid).is_none_or(|last| last <= sequence), "{uid} fell after {history:?}");
                }
                assert!(before.keys().all(|uid| after.contains_key(uid)), "a UID changed in {history:?}");
                *before = after;
            }
        }
    }
}

async fn happen(test: &TestApp, plan: &Plan, client: ClientId, happening: &Happening) {
    let now = test.app.clock.now();
    let set = async |column: client::Column, value: Expr| {
        test.system(async |act| {
            let update = client::Entity::update_many().col_expr(column, value).filter(client::Column::Id.eq(client));
            update.exec(act.tx).await.unwrap();
            revision::raise(act, client).await
        })
        .await;
    };
    match happening {
        Happening::Moves(which, hours) => {
            let (id, to) = (plan.sessions[*which], now + chrono::TimeDelta::hours(*hours + 48));
            change(test, plan, id, session::Column::StartsAt, Expr::value(to)).await;
        }
        Happening::Cancelled(which) => {
            let cancelled = Expr::value(SessionStatus::Cancelled);
            change(test, plan, plan.sessions[*which], session::Column::Status, cancelled).await;
        }
        Happening::Renamed(name) => {
            change_group(test, plan, group::Column::Name, Expr::value(format!("Ryhmä {name}"))).await;
        }
        Happening::ShowsPlace(shows) => set(client::Column::ShowPlace, Expr::value(*shows)).await,
        Happening::Language(swedish) => {
            set(client::Column::Language, Expr::value(if *swedish { "sv" } else { "fi" })).await;
        }
        Happening::Fetched => {}
    }
}
