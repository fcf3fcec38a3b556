//! The programme: journey 1 from draft to approval, and what its pages must keep to.

use axum::http::{Method, StatusCode};
use chrono::{DateTime, Utc};
use entity::id::{GroupId, StaffId, UnitId, VenueId};
use entity::state::{GroupStatus, Openness, Role, SessionStatus, UnitKind};
use entity::{break_period, group, session, task};
use piiri::access::Actor as Who;
use piiri::acts;
use piiri::people;
use piiri::programme::{self, GroupInput};
use piiri::web::form::Form;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, Set};
use serde_json::json;

use crate::support::TestApp;

/// A plan with nothing but what it must have.
fn plan(name: &str, unit_id: UnitId, leader: StaffId) -> GroupInput {
    let typed = json!({"name": name, "kind": "functional", "openness": "closed", "unit_id": unit_id, "capacity": 8,
        "min_participants": 3, "planned_hours": 10, "leader": leader});
    programme::read_group(&Form::default().overlay(&typed)).unwrap()
}

async fn drafted(test: &TestApp, name: &str, unit: UnitId, leader: StaffId) -> GroupId {
    test.act(Who::Staff(leader), async |act| programme::create_group(act, plan(name, unit, leader)).await).await
}

async fn venue(ann: &crate::support::actor::Actor, name: &str, capacity: i32) -> VenueId {
    let made = ann.api(Method::POST, "/venues", Some(json!({"name": name, "capacity": capacity}))).await;
    made.json["id"].as_str().unwrap().parse().unwrap()
}

async fn sessions(test: &TestApp, id: GroupId) -> Vec<session::Model> {
    let find = session::Entity::find().filter(session::COLUMN.group_id.eq(id));
    find.order_by(session::Column::StartsAt, Order::Asc).all(test.app.db.read()).await.unwrap()
}

async fn status(test: &TestApp, id: GroupId) -> GroupStatus {
    group::Entity::find_by_id(id).one(test.app.db.read()).await.unwrap().unwrap().status
}

fn id_of(path: &str) -> GroupId {
    path.split('/').nth(2).unwrap().parse().unwrap()
}

fn fields(form: &[(&str, &str)]) -> Vec<(String, String)> {
    form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

const TEN_TUESDAYS: [(&str, &str); 6] = [
    ("first_date", "2026-10-20"),
    ("start_time", "13:00"),
    ("duration_minutes", "120"),
    ("weekdays", "TU"),
    ("every", "1"),
    ("count", "10"),
];

#[tokio::test]
async fn a_leader_plans_a_group_and_the_supervisor_approves_it() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut max = test.staff("Max Manager", &[Role::Manager]).await;
    let library = venue(&ann, "Kirjasto", 6).await;
    let typed =
        [("name", "Ruokapiiri"), ("kind", "functional"), ("venue_id", &library.to_string()), ("planned_hours", "24,5")];
    let page = ann.submit("/groups/new", &typed).await;
    assert!(page.path.ends_with("/schedule"), "the next step is when it meets: {}", page.text());
    let (id, schedule) = (id_of(&page.path), page.path.clone());

    let (action, _) = ann.get(&schedule).await.filled(&[("first_date", "")]);
    let page = ann.post(&action, &fields(&TEN_TUESDAYS)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("the venue holds 6, the group takes 8"), "clashes are shown: {}", page.text());
    assert!(sessions(&test, id).await.is_empty(), "a preview writes nothing");

    let mut saved = fields(&TEN_TUESDAYS);
    saved.extend(fields(&[("save", "true"), ("anyway", "true")]));
    let page = ann.post(&action, &saved).await;
    assert_eq!(sessions(&test, id).await.len(), 10, "{}", page.text());

    let card = format!("/groups/{id}");
    let page = ann.press(&card, "Send for approval").await;
    assert!(page.text().contains("Awaits approval"), "{}", page.text());
    assert!(max.get("/approvals").await.text().contains("G01 Ruokapiiri"));
    let page = max.submit(&card, &[("planned_hours", "20")]).await;
    assert!(page.text().contains("Approved: 20 h"), "{}", page.text());
    let today = ann.get("/").await;
    for words in ["Approved: make the group known", "Ruokapiiri", "20 h and 0 € reserved"] {
        assert!(today.text().contains(words), "{words}: {}", today.text());
    }
    ann.press("/", "Open for referrals").await;
    assert_eq!(status(&test, id).await, GroupStatus::Recruiting);
    assert!(!ann.get("/").await.text().contains("make the group known"), "the step is taken");
    test.outbox().await;
}

#[tokio::test]
async fn a_plan_is_sent_back_with_a_reason_and_a_forbidden_step_says_which_are_allowed() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut max = test.staff("Max Manager", &[Role::Manager]).await;
    let id = drafted(&test, "Ruokapiiri", test.county, ann.id()).await;
    let card = format!("/groups/{id}");
    ann.press(&card, "Send for approval").await;
    let step = format!("{card}/step");
    let page = max.post(&step, &fields(&[("to", "returned")])).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is needed");
    let page = max.post(&step, &fields(&[("to", "returned"), ("reason", "Add a co-leader.")])).await;
    assert!(page.text().contains("The plan was returned: Add a co-leader."), "{}", page.text());
    let path = format!("/groups/{id}/transitions");
    let answer = ann.api(Method::POST, &path, Some(json!({"to": "recruiting"}))).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.json["detail"].as_str().unwrap().contains("submitted, draft, cancelled"), "{}", answer.json);
    let answer = ann.api(Method::POST, &path, Some(json!({"to": "approved"}))).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "a leader approves nothing");
    test.outbox().await;
}

#[tokio::test]
async fn a_group_that_ends_early_has_no_sessions_ahead_and_keeps_what_is_to_be_recorded() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let id = crate::support::seed::group(&test, ann.id(), "G01", Openness::Open).await;
    for (number, starts_at) in [(1, "2026-10-07T10:00:00Z"), (2, "2026-10-21T10:00:00Z")] {
        crate::support::seed::session(&test, id, number, starts_at).await;
    }
    let page = ann.press(&format!("/groups/{id}"), "End the group").await;
    assert!(page.text().contains("Ended"), "{}", page.text());
    let states: Vec<_> = sessions(&test, id).await.iter().map(|one| one.status).collect();
    assert_eq!(states, [SessionStatus::Planned, SessionStatus::Cancelled]);
}

#[tokio::test]
async fn a_late_decision_becomes_a_task_of_the_manager_until_it_is_taken() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let max = test.staff("Max Manager", &[Role::Manager]).await;
    let id = drafted(&test, "Ruokapiiri", test.county, ann.id()).await;
    let steps = format!("/groups/{id}/transitions");
    ann.api(Method::POST, &steps, Some(json!({"to": "submitted"}))).await;
    let open = async || {
        let tasks = task::Entity::find().all(test.app.db.read()).await.unwrap();
        tasks.iter().filter(|task| task.staff_id == max.id() && task.done_at.is_none()).count()
    };
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    programme::late_approvals(&test.app, at("2026-10-28T08:59:59Z")).await.unwrap();
    assert_eq!(open().await, 0);
    programme::late_approvals(&test.app, at("2026-10-28T09:00:00Z")).await.unwrap();
    programme::late_approvals(&test.app, at("2026-10-29T09:00:00Z")).await.unwrap();
    assert_eq!(open().await, 1);
    max.api(Method::POST, &steps, Some(json!({"to": "approved"}))).await;
    assert_eq!(open().await, 0);
    test.outbox().await;
}

#[tokio::test]
async fn groups_run_from_their_first_start_and_end_with_their_last_session() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let max = test.staff("Max Manager", &[Role::Manager]).await;
    let id = drafted(&test, "Ruokapiiri", test.county, ann.id()).await;
    let body = json!({"first_date": "2026-10-20", "start_time": "13:00", "duration_minutes": 60,
        "timezone": "Europe/Helsinki", "rrule": "FREQ=WEEKLY;COUNT=2"});
    let answer = ann.api(Method::PUT, &format!("/groups/{id}/schedule"), Some(body)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
    let steps = format!("/groups/{id}/transitions");
    for (who, to) in [(&ann, "submitted"), (&max, "approved"), (&ann, "recruiting"), (&ann, "confirmed_to_run")] {
        let answer = who.api(Method::POST, &steps, Some(json!({"to": to, "reason": "A pilot"}))).await;
        assert_eq!(answer.json["status"], to, "{}", answer.json);
    }
    let moments = [
        ("2026-10-20T09:59:00Z", GroupStatus::ConfirmedToRun),
        ("2026-10-20T10:00:00Z", GroupStatus::Running),
        ("2026-10-27T11:59:00Z", GroupStatus::Running),
        ("2026-10-27T12:00:00Z", GroupStatus::Ended),
    ];
    for (moment, wanted) in moments {
        acts::advance_groups(&test.app, moment.parse().unwrap()).await.unwrap();
        assert_eq!(status(&test, id).await, wanted, "{moment}");
    }
    test.outbox().await;
}

#[tokio::test]
async fn wall_time_stays_over_both_clock_changes_and_breaks_are_skipped() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let id = drafted(&test, "Ruokapiiri", test.county, ann.id()).await;
    let pause = break_period::ActiveModel {
        id: Set(piiri::random::id(test.app.clock.now())),
        unit_id: Set(None),
        name: Set("Hiihtoloma".into()),
        starts_on: Set("2027-03-01".parse().unwrap()),
        ends_on: Set("2027-03-07".parse().unwrap()),
    };
    let tx = test.app.db.write().await.unwrap();
    pause.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let body = json!({"first_date": "2026-10-22", "start_time": "13:00", "duration_minutes": 60,
        "timezone": "Europe/Helsinki", "rrule": "FREQ=WEEKLY;UNTIL=20270408", "excluded_dates": ["2026-11-05"],
        "skip_public_holidays": true, "skip_breaks": true});
    let path = format!("/groups/{id}/schedule");
    let mut mistyped = body.clone();
    mistyped["rule"] = json!("FREQ=WEEKLY;COUNT=10");
    let refused = ann.api(Method::PUT, &path, Some(mistyped)).await;
    assert!(refused.status.is_client_error(), "a field that is none would leave one date of many: {}", refused.json);
    let dry = ann.api(Method::PUT, &format!("{path}?dry_run=true"), Some(body.clone())).await;
    assert_eq!(dry.status, StatusCode::OK, "{}", dry.json);
    assert!(sessions(&test, id).await.is_empty(), "a dry run changes nothing");
    let done = ann.api(Method::PUT, &path, Some(body)).await;
    let starts: Vec<&str> =
        done.json["sessions"].as_array().unwrap().iter().map(|one| one["starts_at"].as_str().unwrap()).collect();
    for moment in ["2026-10-22T10:00:00Z", "2026-10-29T11:00:00Z", "2027-03-25T11:00:00Z", "2027-04-01T10:00:00Z"] {
        assert!(starts.contains(&moment), "{moment} in {starts:?}");
    }
    let skipped: Vec<(&str, &str)> = done.json["skipped"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["date"].as_str().unwrap(), one["why"].as_str().unwrap()))
        .collect();
    assert_eq!(
        skipped,
        [("2026-11-05", "excluded"), ("2026-12-24", "holiday"), ("2027-03-04", "break")],
        "{}",
        done.json["skipped"]
    );
}

#[tokio::test]
async fn a_venue_and_a_leader_needed_twice_are_shown_by_the_other_groups_code() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let room = venue(&ann, "Kirjasto", 20).await;
    let schedule = json!({"first_date": "2026-10-20", "start_time": "13:00", "duration_minutes": 60,
        "timezone": "Europe/Helsinki", "rrule": "FREQ=WEEKLY;COUNT=3"});
    let mut clashes = json!(null);
    for name in ["Ruokapiiri", "Kävelijät"] {
        let body = json!({"name": name, "kind": "functional", "venue_id": room, "capacity": 8, "min_participants": 3});
        let made = ann.api(Method::POST, "/groups", Some(body)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
        let path = format!("/groups/{}/schedule", made.json["id"].as_str().unwrap());
        clashes = ann.api(Method::PUT, &path, Some(schedule.clone())).await.json["clashes"].clone();
    }
    let clashes = clashes.as_array().unwrap();
    assert_eq!(clashes.len(), 6, "three of the venue, three of the leader: {clashes:?}");
    assert!(clashes.iter().all(|clash| clash["with"] == "G01"));
    assert_eq!((&clashes[0]["kind"], &clashes[1]["kind"]), (&json!("venue"), &json!("leader")));
}

#[tokio::test]
async fn remaking_a_schedule_keeps_what_was_held_and_cancelled_and_the_rows_of_the_same_numbers() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let id = drafted(&test, "Ruokapiiri", test.county, ann.id()).await;
    let path = format!("/groups/{id}/schedule");
    let body = |time: &str, count: u8| {
        json!({"first_date": "2026-10-20", "start_time": time, "duration_minutes": 60,
            "timezone": "Europe/Helsinki", "rrule": format!("FREQ=WEEKLY;BYDAY=TU;COUNT={count}")})
    };
    ann.api(Method::PUT, &path, Some(body("13:00", 5))).await;
    let before = sessions(&test, id).await;
    test.at("2026-10-20T12:00:00Z");
    test.act(Who::Staff(ann.id()), async |act| programme::hold_session(act, before[0].id).await).await;
    let cancel = format!("/sessions/{}/cancel", before[2].id);
    let cancelled = ann.api(Method::POST, &cancel, Some(json!({"code": "leader_ill"}))).await;
    assert_eq!(cancelled.status, StatusCode::OK, "{}", cancelled.json);
    ann.api(Method::PUT, &path, Some(body("15:00", 4))).await;
    let after = sessions(&test, id).await;
    let kept: Vec<_> = after.iter().map(|one| (one.id, one.number)).collect();
    let wanted: Vec<_> = before[..4].iter().map(|one| (one.id, one.number)).collect();
    assert_eq!(kept, wanted, "the fifth was in nobody's calendar yet");
    assert_eq!((after[0].starts_at, after[2].starts_at), (before[0].starts_at, before[2].starts_at));
    assert_eq!((after[1].sequence, after[3].sequence), (1, 1), "those to come moved by two hours");
}

#[tokio::test]
async fn a_leader_sees_own_drafts_and_a_manager_those_of_own_units() {
    let test = TestApp::new().await;
    let (town, other) = test
        .system(async |act| {
            let town = people::add_unit(act, Some(test.county), UnitKind::Municipality, "Mikkeli").await.unwrap();
            let other = people::add_unit(act, Some(test.county), UnitKind::Municipality, "Kajaani").await.unwrap();
            Ok((town, other))
        })
        .await;
    let mut ann = test.staff_of(town, "Ann Leader", &[Role::Leader]).await;
    let mut bob = test.staff_of(town, "Bob Leader", &[Role::Leader]).await;
    let mut mia = test.staff_of(town, "Mia Manager", &[Role::Manager]).await;
    let mut max = test.staff_of(other, "Max Manager", &[Role::Manager]).await;
    let mut top = test.staff("Top Manager", &[Role::Manager]).await;
    let id = drafted(&test, "Ruokapiiri", town, ann.id()).await;
    let card = format!("/groups/{id}");
    for (actor, sees) in [(&mut ann, true), (&mut bob, false), (&mut mia, true), (&mut max, false), (&mut top, true)] {
        let listed = actor.get("/groups").await.text().contains("Ruokapiiri");
        let opened = actor.get(&card).await.status == StatusCode::OK;
        assert_eq!((listed, opened), (sees, sees), "{:?}", actor.staff);
    }
    let answer = bob.api(Method::PATCH, &card, Some(json!({"name": "Mine"}))).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let answer =
        max.api(Method::POST, "/groups", Some(json!({"name": "Far", "kind": "functional", "unit_id": town}))).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.json);
}

#[tokio::test]
async fn the_calendar_shows_sessions_and_holidays_by_week_month_and_list() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let id = drafted(&test, "Ruokapiiri", test.county, ann.id()).await;
    let body = json!({"first_date": "2026-12-22", "start_time": "13:00", "duration_minutes": 60,
        "timezone": "Europe/Helsinki", "rrule": ""});
    ann.api(Method::PUT, &format!("/groups/{id}/schedule"), Some(body)).await;
    for view in ["week", "month", "list"] {
        let page = ann.get(&format!("/calendar?view={view}&date=2026-12-22&whose=mine")).await;
        assert!(page.text().contains("G01 Ruokapiiri"), "{view}: {}", page.text());
    }
    assert!(ann.get("/calendar?date=2026-12-22").await.text().contains("Christmas Eve"));
    for absurd in ["0000-00-00", "9999-12-31", "1900-01-01", "2100-12-31"] {
        for view in ["week", "month", "list"] {
            assert_eq!(ann.get(&format!("/calendar?view={view}&date={absurd}")).await.status, StatusCode::OK);
        }
    }
}

#[tokio::test]
async fn a_cancelled_group_has_no_sessions_ahead() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let id = drafted(&test, "Ruokapiiri", test.county, ann.id()).await;
    let body = json!({"first_date": "2026-10-20", "start_time": "13:00", "duration_minutes": 60, "rrule": "FREQ=WEEKLY;COUNT=3"});
    ann.api(Method::PUT, &format!("/groups/{id}/schedule"), Some(body)).await;
    let step = json!({ "to": "cancelled", "code": "too_few" });
    ann.api(Method::POST, &format!("/groups/{id}/transitions"), Some(step)).await;
    assert!(sessions(&test, id).await.iter().all(|one| one.status == entity::state::SessionStatus::Cancelled));
}
