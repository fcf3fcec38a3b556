//! What groups are planned by: templates, seasons and breaks.

use axum::http::{Method, StatusCode};
use entity::id::SessionId;
use entity::state::{Openness, Role, TaskKind, UnitKind};
use entity::{break_period, group, season, session, task, template};
use piiri::people;
use sea_orm::{ActiveModelTrait, EntityTrait, PaginatorTrait, Set};
use serde_json::json;

use crate::support::actor::Actor;
use crate::support::{TestApp, seed};

const WEEK: [(&str, &str); 3] = [("name", "Autumn break"), ("starts_on", "2026-10-19"), ("ends_on", "2026-10-25")];

async fn tasks(test: &TestApp) -> Vec<task::Model> {
    task::Entity::find().all(test.app.db.read()).await.unwrap()
}

async fn breaks(test: &TestApp) -> Vec<break_period::Model> {
    break_period::Entity::find().all(test.app.db.read()).await.unwrap()
}

#[tokio::test]
async fn a_break_set_later_shows_the_sessions_that_fall_into_it_and_leaves_them() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut max = test.staff("Max Manager", &[Role::Manager]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::Open).await;
    // At half past midnight in Helsinki the day before has not ended in UTC.
    let inside = seed::session(&test, group, 1, "2026-10-18T21:30:00Z").await;
    seed::session(&test, group, 2, "2026-10-25T22:30:00Z").await;

    let page = max.submit("/breaks/new", &WEEK).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(page.text().contains("1 planned session falls into this break"), "{}", page.text());
    assert_eq!(page.attributes("main table a", "href"), [format!("/sessions/{inside}")]);
    assert_eq!(session::Entity::find().count(test.app.db.read()).await.unwrap(), 2);
    let asked = tasks(&test).await;
    assert_eq!(asked.len(), 1, "the leader is asked what becomes of the sessions");
    assert_eq!((asked[0].staff_id, asked[0].kind, asked[0].group_id), (ann.id(), TaskKind::BreakFalls, Some(group)));
    assert_eq!(asked[0].note.as_deref(), Some("Autumn break"));

    let id = breaks(&test).await[0].id;
    let page = max.submit(&format!("/breaks/{id}/edit"), &[("ends_on", "2026-10-26")]).await;
    assert!(page.text().contains("2 planned sessions fall into this break"), "{}", page.text());
    assert_eq!(
        tasks(&test).await.iter().filter(|task| task.done_at.is_none()).count(),
        1,
        "asked anew, of what it is now"
    );
    max.press(&format!("/breaks/{id}"), "Remove the break").await;
    assert!(breaks(&test).await.is_empty());
    assert!(tasks(&test).await.iter().all(|task| task.done_at.is_some()), "a break that is gone asks nothing");
}

#[tokio::test]
async fn a_manager_sets_breaks_for_own_units_and_the_administrator_for_everybody() {
    let test = TestApp::new().await;
    let town = test
        .system(async |act| {
            Ok(people::add_unit(act, Some(test.county), UnitKind::Municipality, "Mikkeli").await.unwrap())
        })
        .await;
    let mut mia = test.staff_of(town, "Mia Manager", &[Role::Manager]).await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let form = |unit: String| {
        let mut form: Vec<(String, String)> = WEEK.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        form.push(("unit_id".into(), unit));
        form
    };
    for foreign in [String::new(), test.county.to_string()] {
        let page = mia.post("/breaks", &form(foreign)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text().contains("Choose a unit of your own"), "{}", page.text());
    }
    assert!(breaks(&test).await.is_empty());
    assert_eq!(mia.post("/breaks", &form(town.to_string())).await.status, StatusCode::OK);
    assert_eq!(ada.post("/breaks", &form(String::new())).await.status, StatusCode::OK);
    let of_all = breaks(&test).await.into_iter().find(|one| one.unit_id.is_none()).unwrap();
    assert_eq!(mia.get(&format!("/breaks/{}/edit", of_all.id)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(mia.get(&format!("/breaks/{}", of_all.id)).await.status, StatusCode::OK, "everybody reads it");
}

#[tokio::test]
async fn a_unit_s_break_shows_no_session_of_another_unit() {
    let test = TestApp::new().await;
    let town = test
        .system(async |act| {
            Ok(people::add_unit(act, Some(test.county), UnitKind::Municipality, "Mikkeli").await.unwrap())
        })
        .await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut mia = test.staff_of(town, "Mia Manager", &[Role::Manager]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::Open).await;
    seed::session(&test, group, 1, "2026-10-20T10:00:00Z").await;
    let page = mia.submit("/breaks/new", &WEEK).await;
    assert!(page.text().contains("No planned session falls into this break"), "{}", page.text());
}

#[tokio::test]
async fn a_day_belongs_to_one_season_and_a_group_to_each_in_which_it_meets() {
    let test = TestApp::new().await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    for (name, first, last) in [("Autumn", "2026-09-01", "2026-12-31"), ("Spring", "2027-01-01", "2027-05-31")] {
        let page = ada.submit("/seasons/new", &[("name", name), ("starts_on", first), ("ends_on", last)]).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    }
    let typed = [("name", "Winter"), ("starts_on", "2026-12-31"), ("ends_on", "2027-02-01")];
    let page = ada.submit("/seasons/new", &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("belong to another season"), "{}", page.text());

    let crossing = seed::group(&test, ann.id(), "G01", Openness::Open).await;
    let tx = test.app.db.write().await.unwrap();
    let span = group::ActiveModel {
        id: Set(crossing),
        starts_at: Set(Some("2026-11-24T11:00:00Z".parse().unwrap())),
        ends_at: Set(Some("2027-02-02T13:00:00Z".parse().unwrap())),
        ..Default::default()
    };
    span.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    seed::group(&test, ann.id(), "G02", Openness::Open).await;
    for row in season::Entity::find().all(test.app.db.read()).await.unwrap() {
        let list = ann.get(&format!("/groups?season={}", row.id)).await;
        assert!(list.text().contains("G01"), "{}: {}", row.name, list.text());
        assert!(!list.text().contains("G02"), "a group without times is in no season: {}", list.text());
    }
}

#[tokio::test]
async fn a_group_becomes_a_template_and_a_template_a_group_with_its_times() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::Closed).await;
    let from = format!("/templates/new?group={group}");
    let costs = [("budget", "150,50"), ("incentives", "Bus tickets"), ("risk", "Hot stoves: two leaders")];
    let card: Vec<(&str, &str)> = [("sessions", "8"), ("duration_minutes", "90")].into_iter().chain(costs).collect();
    let page = ann.submit(&from, &card).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(page.text().contains("Hot stoves") && page.text().contains("Bus tickets"), "{}", page.text());
    let kept = template::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!((kept.name.as_str(), kept.openness, kept.sessions), ("Group G01", Openness::Closed, 8));

    let new = ann.get(&format!("/groups/new?template={}", kept.id)).await;
    let (action, sent) = new.filled(&[("name", "Another")]);
    let schedule = ann.post(&action, &sent).await;
    let made = group::Entity::find().all(test.app.db.read()).await.unwrap();
    let made = made.into_iter().find(|row| row.name == "Another").unwrap();
    let told = (made.budget_cents, made.incentives.as_str(), made.risk.as_str());
    assert_eq!(told, (15_050, "Bus tickets", "Hot stoves: two leaders"));
    let back = ann.get(&format!("/templates/new?group={}", made.id)).await;
    assert_eq!(back.attributes("input[name=budget]", "value"), ["150.50"], "and back into a template");
    let value = |name: &str| schedule.attributes(&format!("input[name={name}]"), "value");
    assert_eq!((value("count"), value("duration_minutes")), (vec!["8".to_owned()], vec!["90".to_owned()]));

    ann.press(&format!("/templates/{}", kept.id), "Remove the template").await;
    assert_eq!(template::Entity::find().count(test.app.db.read()).await.unwrap(), 0);
    assert_eq!(group::Entity::find().count(test.app.db.read()).await.unwrap(), 2, "its groups stay");
}

#[tokio::test]
async fn templates_and_units_stand_in_finnish_order() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let names = ["Öljyt", "zumba", "Åkerö", "Aamu"];
    let group = seed::group(&test, ann.id(), "G01", Openness::Closed).await;
    for name in names {
        ann.submit(&format!("/templates/new?group={group}"), &[("name", name)]).await;
        test.system(async |act| people::add_unit(act, None, UnitKind::Unit, name).await).await;
    }
    let list = ann.get("/templates").await.text();
    let units = people::unit_options(test.app.db.read()).await.unwrap();
    let of_units = |name: &str| units.iter().position(|unit| unit.name == name).unwrap();
    for pair in ["Aamu", "zumba", "Åkerö", "Öljyt"].windows(2) {
        assert!(list.find(pair[0]) < list.find(pair[1]), "{pair:?}: {list}");
        assert!(of_units(pair[0]) < of_units(pair[1]), "{pair:?}: {units:?}");
    }
}

/// The kinds of what is asked of leaders and open.
async fn asked(test: &TestApp) -> Vec<TaskKind> {
    tasks(test).await.into_iter().filter(|task| task.done_at.is_none()).map(|task| task.kind).collect()
}

async fn moved(ann: &Actor, session: SessionId, starts_at: &str) {
    let to = Some(json!({ "starts_at": starts_at, "notify": false }));
    let answer = ann.api(Method::POST, &format!("/sessions/{session}/move"), to).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
}

#[tokio::test]
async fn what_is_asked_about_a_break_is_answered_when_its_sessions_are_moved_or_cancelled() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut max = test.staff("Max Manager", &[Role::Manager]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::Open).await;
    let first = seed::session(&test, group, 1, "2026-10-19T10:00:00Z").await;
    let second = seed::session(&test, group, 2, "2026-10-21T10:00:00Z").await;
    max.submit("/breaks/new", &WEEK).await;
    assert_eq!(asked(&test).await, [TaskKind::BreakFalls]);
    moved(&ann, first, "2026-10-22T10:00:00Z").await;
    assert_eq!(asked(&test).await, [TaskKind::BreakFalls], "it is within the break still");
    moved(&ann, first, "2026-10-26T10:00:00Z").await;
    assert_eq!(asked(&test).await, [TaskKind::BreakFalls], "the other one is left");
    let why = Some(json!({"code": "other", "notify": false}));
    let off = ann.api(Method::POST, &format!("/sessions/{second}/cancel"), why).await;
    assert_eq!(off.status, StatusCode::OK, "{}", off.json);
    assert_eq!(asked(&test).await, []);
    test.outbox().await;
}

#[tokio::test]
async fn leaders_are_asked_about_sessions_that_a_shorter_season_leaves_outside_until_none_is_left() {
    let test = TestApp::new().await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let ben = test.staff("Ben Leader", &[Role::Leader]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::Open).await;
    let late = seed::session(&test, group, 1, "2026-12-15T10:00:00Z").await;
    let other = seed::group(&test, ben.id(), "G02", Openness::Open).await;
    seed::session(&test, other, 1, "2026-12-01T10:00:00Z").await;
    ada.submit("/seasons/new", &[("name", "Autumn"), ("starts_on", "2026-09-01"), ("ends_on", "2026-12-31")]).await;
    let id = season::Entity::find().all(test.app.db.read()).await.unwrap()[0].id;
    let edit = format!("/seasons/{id}/edit");
    ada.submit(&edit, &[("name", "The autumn")]).await;
    assert_eq!(asked(&test).await, [], "no day is lost");
    ada.submit(&edit, &[("ends_on", "2026-12-11")]).await;
    let open = tasks(&test).await;
    assert_eq!(open.len(), 1, "{open:?}");
    assert_eq!((open[0].staff_id, open[0].kind, open[0].group_id), (ann.id(), TaskKind::SeasonFalls, Some(group)));
    assert_eq!(open[0].note.as_deref(), Some("The autumn"));
    assert_eq!(open[0].due_at.to_rfc3339(), "2026-12-15T10:00:00+00:00", "before it is of no use");
    ada.submit(&edit, &[("ends_on", "2026-12-20")]).await;
    assert_eq!(asked(&test).await, [], "the season takes it in again");
    ada.submit(&edit, &[("ends_on", "2026-12-11")]).await;
    assert_eq!(asked(&test).await, [TaskKind::SeasonFalls]);
    moved(&ann, late, "2026-12-10T10:00:00Z").await;
    assert_eq!(asked(&test).await, []);
    test.outbox().await;
}
