//! The finder: what stands first, what each wish leaves, and pages that never lose or repeat a group.

use axum::http::Method;
use entity::id::GroupId;
use entity::list::{Aims, Languages};
use entity::state::{Aim, GroupKind, GroupStatus, Language, Role};
use entity::{group, venue};
use sea_orm::{ActiveModelTrait, Set};
use serde_json::json;

use super::support::TestApp;
use super::support::actor::Actor;
use super::support::bulk::Bulk;
use super::support::places::Plan;
use super::support::seed;

/// A worker, and a leader whose groups are looked for.
async fn people(test: &TestApp) -> (Actor, Actor) {
    test.outbox().await;
    (test.staff("Will Worker", &[Role::Worker]).await, test.staff("Ann Leader", &[Role::Leader]).await)
}

/// Changes a group's row.
async fn change(test: &TestApp, id: GroupId, columns: group::ActiveModel) {
    let tx = test.app.db.write().await.unwrap();
    group::ActiveModel { id: Set(id), ..columns }.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Adds a meeting place to a group.
async fn meets_at(test: &TestApp, leader: &Actor, group: GroupId, step_free: bool) {
    let body = json!({"name": "Library"});
    let place = leader.api(Method::POST, "/venues", Some(body)).await;
    let id = place.json["id"].as_str().unwrap().parse().unwrap();
    let tx = test.app.db.write().await.unwrap();
    venue::ActiveModel { id: Set(id), step_free: Set(step_free), ..Default::default() }.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    change(test, group, group::ActiveModel { venue_id: Set(Some(id)), ..Default::default() }).await;
}

async fn found(worker: &mut Actor, query: &str) -> Vec<String> {
    worker.get(&format!("/find?{query}")).await.all("#results h2")
}

#[tokio::test]
async fn free_places_and_the_soonest_session_come_first() {
    let test = TestApp::new().await;
    let (mut worker, leader) = people(&test).await;
    for (name, places, starts) in [
        ("Without sessions", 4, None),
        ("Later", 4, Some("2026-10-22T09:00:00Z")),
        ("Full", 1, Some("2026-10-14T13:00:00Z")),
        ("Sooner", 4, Some("2026-10-15T09:00:00Z")),
    ] {
        let group = test.group(name, leader.id(), Plan::open(places)).await;
        if let Some(starts) = starts {
            test.session(group, 1, "2026-10-01T09:00:00Z").await;
            test.session(group, 2, starts).await;
            test.session(group, 3, "2026-11-19T09:00:00Z").await;
        }
        let client = test.client(name, worker.id()).await;
        seed::place(&test, group, client, "2026-10-01T09:00:00Z").await;
    }
    assert_eq!(found(&mut worker, "").await, ["Sooner", "Later", "Full", "Without sessions"]);
    assert_eq!(found(&mut worker, "kind=functional").await, ["Sooner", "Later", "Full", "Without sessions"]);
    assert_eq!(found(&mut worker, "free=true").await, ["Sooner", "Later", "Without sessions"]);
    assert_eq!(found(&mut worker, "weekday=3").await, ["Full"]);
    assert_eq!(found(&mut worker, "weekday=4").await, ["Sooner", "Later", "Full"], "by the first Thursday");
    assert!(worker.get("/find").await.text().contains("4 groups"));
}

/// Every group that the pages of the finder show, from the first to the last.
async fn walk(worker: &mut Actor, from: &str) -> Vec<String> {
    let (mut shown, mut next) = (Vec::new(), Some(from.to_owned()));
    while let Some(path) = next {
        let page = worker.get(&path).await;
        let groups = page.attributes("#results h2 a", "href");
        assert!((1..=24).contains(&groups.len()), "{} groups on {path}", groups.len());
        shown.extend(groups);
        next = page.attributes("#results nav a", "href").into_iter().find(|href| href.contains("after="));
    }
    shown
}

#[tokio::test]
async fn the_pages_of_the_finder_show_every_group_once() {
    let mut bulk = Bulk::of(60).await;
    let leader = bulk.person(Role::Leader).id();
    for _ in 0..30 {
        bulk.test.group("Without sessions", leader, Plan::open(3)).await;
    }
    let worker = bulk.person(Role::Worker);
    for (path, groups) in [("/find", 61 + 30), ("/find?kind=functional", 61 + 30), ("/find?weekday=3", 61)] {
        let mut shown = walk(worker, path).await;
        assert_eq!(shown.len(), groups, "{path}");
        shown.sort();
        shown.dedup();
        assert_eq!(shown.len(), groups, "{path} repeats a group");
    }
    let second = worker.get("/find?kind=functional&after=0.0.00000000-0000-0000-0000-000000000000").await;
    let links = second.attributes("#results nav a", "href");
    assert!(links.iter().all(|href| href.starts_with("/find?kind=functional")), "filters stay: {links:?}");
    assert_eq!(links[0], "/find?kind=functional", "back to the first");
    let broken = worker.get("/find?after=nonsense").await;
    assert_eq!(broken.all("#results h2").len(), 24, "what is no place in the list begins it");
}

#[tokio::test]
async fn each_wish_narrows_by_itself_and_none_makes_the_list_longer() {
    let test = TestApp::new().await;
    let (mut worker, leader) = people(&test).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    test.session(group, 1, "2026-10-15T09:00:00Z").await;
    let told = group::ActiveModel {
        kind: Set(GroupKind::Functional),
        aims: Set(Aims(vec![Aim::Networks, Aim::DailyLife])),
        languages: Set(Languages(vec![Language::FiEasy, Language::Sv])),
        municipality: Set(Some("Mikkeli".to_owned())),
        card_search: Set(Some("pata porisee keitetään yhdessä 100% ruokaa yksin asuville".to_owned())),
        ..Default::default()
    };
    change(&test, group, told).await;
    let wishes = [
        ("municipality=Mikkeli", "municipality=Savonlinna"),
        ("kind=functional", "kind=therapeutic"),
        ("aim=daily_life", "aim=work_study"),
        ("weekday=4", "weekday=3"),
        ("language=sv", "language=fi"),
        ("q=KEITET%C3%84%C3%84N+porisee", "q=pata+hevonen"),
        ("q=100%25", "q=1%250"),
        ("q=networks+pata", "q=study"),
        ("no_animals=true", "step_free=true"),
        ("free=true", "municipality=Mikkeli&language=en"),
    ];
    for (fits, fails) in wishes {
        assert_eq!(found(&mut worker, fits).await, ["Pata porisee"], "{fits}");
        assert!(found(&mut worker, fails).await.is_empty(), "{fails}");
        for (other, _) in wishes {
            assert_eq!(found(&mut worker, &format!("{fits}&{other}")).await.len(), 1, "{fits} and {other}");
            assert!(
                found(&mut worker, &format!("{fails}&{other}")).await.is_empty()
                    || fails.split('=').next() == other.split('=').next()
            );
        }
    }
}

#[tokio::test]
async fn access_needs_are_met_only_by_what_is_known() {
    let test = TestApp::new().await;
    let (mut worker, leader) = people(&test).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    assert!(found(&mut worker, "step_free=true").await.is_empty(), "a place nobody knows of is no promise");
    meets_at(&test, &leader, group, false).await;
    assert!(found(&mut worker, "step_free=true").await.is_empty());
    meets_at(&test, &leader, group, true).await;
    assert_eq!(found(&mut worker, "step_free=true").await, ["Pata porisee"]);
    change(&test, group, group::ActiveModel { animals: Set(Some("hevonen".into())), ..Default::default() }).await;
    assert!(found(&mut worker, "no_animals=true").await.is_empty());
}

#[tokio::test]
async fn the_card_is_found_by_its_words_once_it_is_saved() {
    let test = TestApp::new().await;
    let (mut worker, leader) = people(&test).await;
    let body = json!({
        "name": "Äidin keittiö", "kind": "functional", "openness": "semi_open", "summary": "Halpaa  Ruokaa",
        "aims": ["participation"], "audience": "Yksin Asuville", "criteria": "-", "capacity": 8, "min_participants": 4,
        "languages": ["fi"], "planned_hours": 20, "budget_cents": 0, "unit_id": test.county,
    });
    let made = leader.api(Method::POST, "/groups", Some(body)).await;
    let group = made.json["id"].as_str().unwrap_or_else(|| panic!("{}", made.json)).parse().unwrap();
    change(&test, group, group::ActiveModel { status: Set(GroupStatus::Recruiting), ..Default::default() }).await;
    assert_eq!(found(&mut worker, "q=%C3%A4idin+asuville+halpaa+ruokaa").await, ["Äidin keittiö"]);
    let renamed = json!({"name": "Isän keittiö"});
    let answer = leader.api(Method::PATCH, &format!("/groups/{group}"), Some(renamed)).await;
    assert!(answer.status.is_success(), "{}", answer.json);
    assert!(found(&mut worker, "q=%C3%A4idin").await.is_empty());
    assert_eq!(found(&mut worker, "q=is%C3%A4n+ruokaa").await, ["Isän keittiö"]);
}

#[tokio::test]
async fn a_referral_offers_the_soonest_groups_and_the_one_chosen() {
    let mut bulk = Bulk::of(110).await;
    let leader = bulk.person(Role::Leader).id();
    let last = bulk.test.group("Without sessions", leader, Plan::open(3)).await;
    let worker = bulk.person(Role::Worker);
    let options = |page: &super::support::page::Page| page.attributes("#f-group_id option", "value").len();
    let plain = worker.get("/referrals/new").await;
    assert_eq!(options(&plain), 1 + 100);
    let chosen = worker.get(&format!("/referrals/new?group={last}")).await;
    assert_eq!(options(&chosen), 1 + 101);
    assert_eq!(chosen.attributes("#f-group_id option[selected]", "value"), [last.to_string()]);
}
