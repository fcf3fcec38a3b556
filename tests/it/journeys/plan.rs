//! Journeys 1 and 2 of the product: a group is planned, sent back, mended, approved, made known and decided on.

use axum::http::{Method, StatusCode};
use entity::id::GroupId;
use entity::session;
use entity::state::{Channel, Openness, Role, TaskKind};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder};
use serde_json::json;

use crate::support::actor::Actor;
use crate::support::page::Page;
use crate::support::{TestApp, seed};

const TUESDAYS: [(&str, &str); 4] =
    [("first_date", "2026-10-20"), ("start_time", "13:00"), ("weekdays", "TU"), ("count", "10")];

fn id_of(path: &str) -> GroupId {
    path.split(['/', '?']).nth(2).unwrap().parse().unwrap()
}

/// The starts of a group's sessions, in UTC.
async fn starts(test: &TestApp, group: GroupId) -> Vec<String> {
    let find = session::Entity::find().filter(session::COLUMN.group_id.eq(group));
    let rows = find.order_by(session::Column::StartsAt, Order::Asc).all(test.app.db.read()).await.unwrap();
    rows.iter().map(|row| row.starts_at.format("%Y-%m-%dT%H:%M").to_string()).collect()
}

/// Sends the form of a page once more, with these fields.
async fn again(actor: &mut Actor, page: &Page, fields: &[(&str, &str)]) -> Page {
    let (action, sent) = page.filled(fields);
    actor.post(&action, &sent).await
}

/// Sends the form of a schedule by its button that saves.
async fn saved(actor: &mut Actor, page: &Page, fields: &[(&str, &str)]) -> Page {
    let (action, mut sent) = page.filled(fields);
    sent.push(("save".into(), "true".into()));
    actor.post(&action, &sent).await
}

async fn venue(actor: &Actor, name: &str, capacity: i32) -> String {
    let made = actor.api(Method::POST, "/venues", Some(json!({"name": name, "capacity": capacity}))).await;
    made.json["id"].as_str().unwrap().to_owned()
}

/// The whole card, as a leader who knows the group fills it in.
async fn drafted(ann: &mut Actor, people: &[(&str, &str)], places: (&str, &str)) -> Page {
    let mut fields = vec![
        ("name", "Ruokapiiri"),
        ("kind", "functional"),
        ("summary", "We cook and eat together."),
        ("aims", "social_skills"),
        ("audience", "For you who would like company."),
        ("criteria", "No skills are needed."),
        ("openness", "closed"),
        ("capacity", "8"),
        ("min_participants", "4"),
        ("decide_on", "2026-10-16"),
        ("venue_id", places.0),
        ("fallback_venue_id", places.1),
        ("planned_hours", "35"),
        ("budget", "150"),
        ("incentives", "A meal"),
        ("risk", "Hot stoves: two leaders."),
    ];
    fields.extend(people);
    ann.submit("/groups/new", &fields).await
}

#[tokio::test]
async fn a_leader_plans_from_nothing_and_a_manager_returns_and_approves() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let bob = test.staff("Bob Leader", &[Role::Leader]).await;
    let mut max = test.staff("Max Manager", &[Role::Manager]).await;
    let pause = [("name", "Autumn break"), ("starts_on", "2026-11-02"), ("ends_on", "2026-11-08")];
    max.submit("/breaks/new", &pause).await;
    let (kitchen, hall) = (venue(&ann, "Kitchen", 12).await, venue(&ann, "Hall", 30).await);
    // Bob has the seventeenth already.
    let other = seed::group(&test, bob.id(), "G01", Openness::Open).await;
    seed::session(&test, other, 1, "2026-11-17T12:00:00Z").await;

    let (leader, substitute) = (ann.id().to_string(), bob.id().to_string());
    let schedule = drafted(&mut ann, &[("leader", &leader), ("co_leader", &substitute)], (&kitchen, &hall)).await;
    assert!(schedule.text().contains("Now plan when the group meets"), "{}", schedule.text());
    let group = id_of(&schedule.path);
    let preview = again(&mut ann, &schedule, &TUESDAYS).await;
    let said = preview.text();
    for words in ["10 sessions", "1 clash", "Bob Leader leads G01 at the same time", "Autumn break"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(starts(&test, group).await.is_empty(), "a check writes nothing");

    let refused = saved(&mut ann, &preview, &[("first_date", "2026-10-20")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "a clash is saved only knowingly");
    assert!(starts(&test, group).await.is_empty());
    let card = saved(&mut ann, &refused, &[("anyway", "true")]).await;
    assert!(card.text().contains("send it for approval"), "the next step is at hand: {}", card.text());
    let planned = starts(&test, group).await;
    assert_eq!(planned.len(), 10);
    assert_eq!(
        (planned[0].as_str(), planned[1].as_str(), planned[2].as_str()),
        ("2026-10-20T10:00", "2026-10-27T11:00", "2026-11-10T11:00"),
        "13 o'clock before and after the clock change, and the break is skipped"
    );

    ann.press(&card.path, "Send for approval").await;
    assert!(max.get("/").await.text().contains("Ruokapiiri"), "the plan waits on the manager's first page");
    max.submit(&card.path, &[("reason", "Who stands in?")]).await;
    assert!(ann.get("/").await.text().contains("Who stands in?"), "what to mend is on the leader's first page");
    ann.submit(&format!("{}/edit", card.path), &[("co_leader", ""), ("substitute", &substitute)]).await;
    let sessions = ann.get(&format!("{}/sessions", card.path)).await;
    assert!(sessions.text().contains("1 clash"), "a substitute should have the time: {}", sessions.text());
    ann.press(&card.path, "Send for approval").await;
    let approved = max.submit(&card.path, &[("planned_hours", "30"), ("budget", "120")]).await;
    assert!(approved.text().contains("Approved: 30 h and 120 € reserved."), "{}", approved.text());
    test.outbox().await;
}

#[tokio::test]
async fn a_plan_from_a_template_needs_its_times_and_nothing_else() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let typed = [("name", "Ruokapiiri"), ("kind", "functional"), ("sessions", "10"), ("planned_hours", "35")];
    let template = ann.submit("/templates/new", &typed).await;
    let start = template.attributes("main a[href^='/groups/new?template=']", "href").remove(0);
    let schedule = ann.submit(&start, &[("name", "Ruokapiiri")]).await;
    let group = id_of(&schedule.path);
    let card = saved(&mut ann, &schedule, &[("first_date", "2026-10-20"), ("start_time", "13:00")]).await;
    assert_eq!((card.path.clone(), starts(&test, group).await.len()), (format!("/groups/{group}"), 10));
    let sent = ann.press(&card.path, "Send for approval").await;
    assert!(sent.text().contains("Awaits approval"), "{}", sent.text());
    test.outbox().await;
}

#[tokio::test]
async fn an_approved_group_is_made_known_and_decided_on() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut max = test.staff("Max Manager", &[Role::Manager]).await;
    let (kitchen, hall) = (venue(&ann, "Kitchen", 12).await, venue(&ann, "Hall", 30).await);
    let leader = ann.id().to_string();
    let schedule = drafted(&mut ann, &[("leader", &leader)], (&kitchen, &hall)).await;
    let group = id_of(&schedule.path);
    let card = saved(&mut ann, &schedule, &TUESDAYS).await.path;
    let public = "/open/groups/ruokapiiri";
    ann.press(&card, "Send for approval").await;
    max.submit(&card, &[("planned_hours", "35")]).await;
    assert_eq!(test.anybody().get(public).await.status, StatusCode::NOT_FOUND, "approved is not published");
    ann.press(&card, "Open for referrals").await;
    assert!(test.anybody().get(public).await.text().contains("We cook and eat together."));

    let recruitment = format!("{card}/recruitment");
    let made = ann.submit(&recruitment, &[("channel", Channel::Print.code()), ("label", "Library")]).await;
    let short = made.attributes("input[readonly]", "value").remove(0);
    let short = short.strip_prefix("http://127.0.0.1:8080").unwrap().to_owned();
    assert!(test.anybody().get(&short).await.text().contains("Ruokapiiri"));
    assert_eq!(ann.get(&recruitment).await.all("tbody td")[1], "1", "the poster of the library was followed once");
    assert_eq!(ann.get(&format!("{card}/poster")).await.attributes(".qr-code svg", "aria-label").len(), 1);

    test.run_jobs_at("2026-10-16T06:00:00Z").await;
    ann.sign_in().await;
    let asked = entity::task::Entity::find().all(test.app.db.read()).await.unwrap();
    let kinds: Vec<TaskKind> = asked.iter().filter(|task| task.group_id == Some(group)).map(|task| task.kind).collect();
    assert!(kinds.contains(&TaskKind::LowFill), "four days before the start nobody has a place: {kinds:?}");
    assert!(kinds.contains(&TaskKind::DecideToRun), "the day to decide has come: {kinds:?}");
    let refused = ann.submit(&card, &[("to", "confirmed_to_run"), ("reason", "")]).await;
    assert!(refused.text().contains("Write why the group runs all the same"), "{}", refused.text());
    let reason = [("to", "confirmed_to_run"), ("reason", "Four come from the waiting list of spring.")];
    let decided = again(&mut ann, &refused, &reason).await;
    assert!(decided.text().contains("Confirmed to run"), "{}", decided.text());
    test.run_jobs_at("2026-10-20T10:00:00Z").await;
    ann.sign_in().await;
    assert!(ann.get(&card).await.text().contains("Running"));
    test.outbox().await;
}
