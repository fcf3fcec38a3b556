//! The contract of `/api/v1` as callers read it: its conventions, the fields it names, and the main job from end to end.

use axum::http::{Method, StatusCode, header};
use entity::state::Role;
use piiri::error::Code;
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::actor::{Actor, Answer};

const NOWHERE: &str = "019a0000-0000-7000-8000-000000000000";

fn header_of(answer: &Answer, name: header::HeaderName) -> String {
    answer.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

/// Checks that an answer is the problem that the contract describes.
fn is_problem(answer: &Answer, status: StatusCode) {
    assert_eq!(answer.status, status, "{}", answer.json);
    assert_eq!(header_of(answer, header::CONTENT_TYPE), "application/problem+json");
    assert_eq!(answer.json["status"], status.as_u16());
    for name in ["type", "title", "detail"] {
        assert!(answer.json[name].as_str().is_some_and(|text| !text.is_empty()), "{}", answer.json);
    }
    for fault in answer.json["errors"].as_array().into_iter().flatten() {
        assert!(["field", "code", "message"].iter().all(|name| fault[*name].is_string()), "{fault}");
    }
}

/// Checks that a resource has the fields that the contract names.
fn has(resource: &Value, names: &str) {
    let missing: Vec<&str> = names.split_whitespace().filter(|name| resource.get(*name).is_none()).collect();
    assert!(missing.is_empty(), "{missing:?} are missing from {resource}");
}

/// Sends a request that must be answered with a status, and gives what was answered.
async fn told(actor: &Actor, method: Method, path: &str, body: Value, status: StatusCode) -> Value {
    let answer = actor.api(method.clone(), path, (!body.is_null()).then_some(body)).await;
    assert_eq!(answer.status, status, "{method} {path}: {}", answer.json);
    answer.json
}

async fn post(actor: &Actor, path: &str, body: Value, status: StatusCode) -> Value {
    told(actor, Method::POST, path, body, status).await
}

async fn get(actor: &Actor, path: &str) -> Value {
    told(actor, Method::GET, path, Value::Null, StatusCode::OK).await
}

fn id(resource: &Value) -> &str {
    resource["id"].as_str().unwrap()
}

#[tokio::test]
async fn who_asks_and_for_what_is_answered_by_status() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let unknown = test.anybody().api(Method::GET, "/units", None).await;
    is_problem(&unknown, StatusCode::UNAUTHORIZED);
    assert_eq!(header_of(&unknown, header::WWW_AUTHENTICATE), "Bearer");
    is_problem(&leader.api(Method::GET, "/messages", None).await, StatusCode::FORBIDDEN);
    for path in [format!("/groups/{NOWHERE}"), "/groups/none".into(), "/groups/%FF".into(), "/nothing".into()] {
        is_problem(&leader.api(Method::GET, &path, None).await, StatusCode::NOT_FOUND);
    }
    let other = leader.api(Method::DELETE, "/venues", None).await;
    is_problem(&other, StatusCode::METHOD_NOT_ALLOWED);
    assert!(header_of(&other, header::ALLOW).contains("POST"), "{:?}", other.headers);
    for limit in ["0", "201", "-1", "x"] {
        is_problem(
            &leader.api(Method::GET, &format!("/venues?limit={limit}"), None).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        );
    }
}

#[tokio::test]
async fn a_change_over_a_newer_version_is_refused() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let made = leader.api(Method::POST, "/venues", Some(json!({"name": "Library"}))).await;
    let path = header_of(&made, header::LOCATION).strip_prefix("/api/v1").unwrap().to_owned();
    let read = leader.api(Method::GET, &path, None).await;
    let tag = header_of(&read, header::ETAG);
    assert_eq!((&made.json, header_of(&made, header::ETAG)), (&read.json, tag.clone()));
    let change = |capacity: u32, tag: String| {
        let (leader, path) = (&leader, &path);
        async move {
            let body = Some(json!({"capacity": capacity}));
            leader.api_with(Method::PATCH, path, body, &[("if-match", &tag)]).await
        }
    };
    assert_eq!(change(9, tag.clone()).await.status, StatusCode::OK);
    is_problem(&change(10, tag).await, StatusCode::PRECONDITION_FAILED);
    assert_eq!(change(10, "*".to_owned()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_repeated_post_is_answered_as_the_first_time() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let post = |name: &'static str| {
        leader.api_with(Method::POST, "/venues", Some(json!({"name": name})), &[("idempotency-key", "once")])
    };
    let (first, again) = (post("Library").await, post("Library").await);
    assert_eq!((first.status, again.status), (StatusCode::CREATED, StatusCode::CREATED));
    assert_eq!(first.json, again.json);
    for name in [header::ETAG, header::LOCATION, header::CONTENT_TYPE] {
        assert_eq!(header_of(&first, name.clone()), header_of(&again, name));
    }
    is_problem(&post("Other").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(get(&leader, "/venues").await["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_made_says_where_it_is_and_its_repeat_says_the_same() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let post = || {
        let new = Some(json!({"kind": "staff"}));
        leader.api_with(Method::POST, "/calendar-links", new, &[("idempotency-key", "once")])
    };
    let (first, again) = (post().await, post().await);
    assert_eq!((first.status, again.status), (StatusCode::CREATED, StatusCode::CREATED));
    let path = format!("/api/v1/calendar-links/{}", id(&first.json));
    assert_eq!(header_of(&first, header::LOCATION), path);
    assert_eq!(header_of(&again, header::LOCATION), path);
}

#[tokio::test]
async fn a_list_is_read_in_parts_without_gap_or_repeat_and_sessions_in_their_order() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let group =
        post(&leader, "/groups", json!({"name": "Pata porisee", "kind": "functional"}), StatusCode::CREATED).await;
    let sessions = format!("/groups/{}/sessions", id(&group));
    for day in [20, 13, 27, 6, 24] {
        let at = |hour: u32| format!("2026-11-{day:02}T{hour}:00:00Z");
        post(&leader, &sessions, json!({"starts_at": at(10), "ends_at": at(12)}), StatusCode::CREATED).await;
    }
    let (mut starts, mut cursor) = (Vec::new(), String::new());
    loop {
        let part = get(&leader, &format!("{sessions}?limit=2{cursor}")).await;
        starts
            .extend(part["items"].as_array().unwrap().iter().map(|one| one["starts_at"].as_str().unwrap().to_owned()));
        let Some(next) = part["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let days: Vec<&str> = starts.iter().map(|start| &start[8..10]).collect();
    assert_eq!(days, ["06", "13", "20", "24", "27"]);
    let lost = leader.api(Method::GET, &format!("{sessions}?cursor={NOWHERE}"), None).await;
    is_problem(&lost, StatusCode::UNPROCESSABLE_ENTITY);
}

const GROUP: &str = "kind openness name summary aims audience criteria unit_id venue_id fallback_venue_id capacity \
    min_participants languages leaders planned_hours budget_cents status places_left waiting";
const SESSION: &str = "id number starts_at ends_at timezone venue_id status plan sequence";
const CLIENT: &str =
    "name language municipality email phone channel address_protection needs key_worker_id external_ref";

/// A group that a leader plans and a manager approves, with its sessions.
async fn planned(leader: &Actor, manager: &Actor) -> (Value, Value) {
    let new = json!({"name": "Pata porisee", "kind": "functional", "openness": "semi_open", "capacity": 1,
        "min_participants": 1, "planned_hours": 20, "budget_cents": 5000});
    let group = post(leader, "/groups", new, StatusCode::CREATED).await;
    has(&group, GROUP);
    assert_eq!(
        group["leaders"],
        json!([{"staff_id": leader.id(), "role": "leader", "name": "Ann Leader", "from_on": null, "until_on": null}])
    );
    let path = format!("/groups/{}", id(&group));
    let weekly = json!({"first_date": "2026-10-06", "start_time": "13:00", "duration_minutes": 120,
        "timezone": "Europe/Helsinki", "rrule": "FREQ=WEEKLY;BYDAY=TU;COUNT=4", "excluded_dates": ["2026-10-20"]});
    let dry = told(leader, Method::PUT, &format!("{path}/schedule?dry_run=true"), weekly.clone(), StatusCode::OK).await;
    has(&dry, "sessions skipped clashes");
    assert_eq!(get(leader, &format!("{path}/sessions")).await["items"], json!([]));
    let made = told(leader, Method::PUT, &format!("{path}/schedule"), weekly, StatusCode::OK).await;
    assert_eq!((made["sessions"].as_array().unwrap().len(), &made["skipped"][0]["why"]), (4, &json!("excluded")));
    has(&made["sessions"][0], SESSION);
    let step = format!("{path}/transitions");
    let early = leader.api(Method::POST, &step, Some(json!({"to": "recruiting"}))).await;
    is_problem(&early, StatusCode::CONFLICT);
    assert!(early.json["detail"].as_str().unwrap().contains("submitted"), "says which are allowed: {}", early.json);
    post(leader, &step, json!({"to": "submitted"}), StatusCode::OK).await;
    post(leader, &step, json!({"to": "approved"}), StatusCode::FORBIDDEN).await;
    post(manager, &step, json!({"to": "approved"}), StatusCode::OK).await;
    let group = post(leader, &step, json!({"to": "recruiting"}), StatusCode::OK).await;
    (group, made["sessions"].clone())
}

/// Two referred clients: the first takes the only place, the second waits.
async fn placed(worker: &Actor, leader: &Actor, group: &str) -> (String, String) {
    let mut referrals = Vec::new();
    for name in ["Anna Esimerkki", "Eino Esimerkki"] {
        let client = post(worker, "/clients", json!({"name": name, "channel": "none"}), StatusCode::CREATED).await;
        has(&client, CLIENT);
        let new = json!({"client_id": id(&client), "group_id": group, "reason": "Yksin", "channels": ["own_worker"]});
        let referral = post(worker, "/referrals", new.clone(), StatusCode::CREATED).await;
        has(&referral, "id client_id group_id status reason goals channels accompany");
        post(worker, "/referrals", new, StatusCode::CONFLICT).await;
        referrals.push(format!("/referrals/{}/transitions", id(&referral)));
    }
    for to in ["in_review", "offered", "confirmed"] {
        assert_eq!(post(leader, &referrals[0], json!({"to": to}), StatusCode::OK).await["status"], to);
    }
    post(leader, &referrals[1], json!({"to": "in_review"}), StatusCode::OK).await;
    post(leader, &referrals[1], json!({"to": "confirmed"}), StatusCode::CONFLICT).await;
    post(leader, &referrals[1], json!({"to": "waitlisted"}), StatusCode::OK).await;
    let standing = get(leader, &format!("/groups/{group}")).await;
    assert_eq!((&standing["places_left"], &standing["waiting"]), (&json!(0), &json!(1)));
    let places = get(worker, &format!("/groups/{group}/participations")).await["items"].clone();
    has(&places[0], "id group_id client_id status");
    let waits = referrals[1].strip_suffix("/transitions").unwrap().to_owned();
    (id(&places[0]).to_owned(), waits)
}

/// What a leader writes down of one client.
async fn followed(leader: &Actor, session: &str, place: &str) {
    let sheet = json!({"entries": [{"participation_id": place, "status": "late", "minutes": 100}]});
    let marked = told(leader, Method::PUT, &format!("/sessions/{session}/attendance"), sheet, StatusCode::OK).await;
    assert_eq!((&marked["entries"][0]["status"], &marked["entries"][0]["minutes"]), (&json!("late"), &json!(100)));
    let path = format!("/participations/{place}");
    let pulse = json!({"phase": "pulse", "rater": "client", "source": "tablet", "session_id": session,
        "answers": {"welcome": 8, "useful": 7, "pace": 5}});
    post(leader, &format!("{path}/ratings"), pulse, StatusCode::CREATED).await;
    let end = json!({"phase": "end", "rater": "client", "source": "paper", "comment": "Hyvä", "early_reason": "Muuttaa",
        "answers": {"overall": "much", "networks": "cannot_say"}});
    has(&post(leader, &format!("{path}/ratings"), end, StatusCode::CREATED).await, "id phase rater source answers");
    assert_eq!(get(leader, &format!("{path}/ratings")).await["items"].as_array().unwrap().len(), 2);
    let goal = json!({"text": "Käyn kaupassa", "weight": 2, "start_level": -1});
    let goal = post(leader, &format!("{path}/goals"), goal, StatusCode::CREATED).await;
    let level = json!({"level": 1, "on": "2026-10-27"});
    post(leader, &format!("/goals/{}/assessments", id(&goal)), level, StatusCode::CREATED).await;
    let goals = get(leader, &format!("{path}/goals")).await;
    has(&goals, "items t_score_at_start t_score_now");
    let ended = json!({"reason": "positive_exit", "on": "2026-10-27"});
    let ended = post(leader, &format!("{path}/end"), ended, StatusCode::OK).await;
    assert_eq!(ended["status"], "positive_exit");
}

#[tokio::test]
async fn the_main_job_is_done_by_programs_alone() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let manager = test.staff("Max Manager", &[Role::Manager]).await;
    let (group, sessions) = planned(&leader, &manager).await;
    let (place, waits) = placed(&worker, &leader, id(&group)).await;
    post(&leader, &format!("/groups/{}/transitions", id(&group)), json!({"to": "confirmed_to_run"}), StatusCode::OK)
        .await;
    test.at("2026-10-27T13:30:00Z");
    followed(&leader, id(&sessions[2]), &place).await;
    test.at("2026-10-27T13:33:00Z");
    piiri::acts::offer_places_on(&test.app, test.app.clock.now()).await.unwrap();
    assert_eq!(get(&leader, &waits).await["status"], "offered", "the place goes to who waits");
    let next = format!("/sessions/{}", id(&sessions[3]));
    let moved = json!({"starts_at": "2026-11-04T11:00:00Z", "notify": true});
    let moved = post(&leader, &format!("{next}/move"), moved, StatusCode::OK).await;
    has(&moved, SESSION);
    assert_eq!((&moved["number"], &moved["sequence"]), (&sessions[3]["number"], &json!(1)));
    let off = json!({"code": "leader_ill", "notify": true});
    assert_eq!(post(&leader, &format!("{next}/cancel"), off.clone(), StatusCode::OK).await["status"], "cancelled");
    let again = post(&leader, &format!("{next}/cancel"), off, StatusCode::OK).await;
    assert_eq!(again["told"]["staff"], 0, "a repeat of what stands is told nobody");
    post(&leader, &format!("{next}/cancel"), json!({"code": "weather"}), StatusCode::CONFLICT).await;
    let figures = get(&manager, "/statistics/indicators?from=2026-01-01&to=2026-12-31&by=kind").await;
    has(&figures["items"][0], "number key cut value numerator denominator n suppressed definition");
    test.outbox().await;
}

#[test]
fn the_list_of_codes_reads_as_written() {
    let codes: Vec<String> = Code::ALL.iter().map(|code| serde_json::to_string(code).unwrap()).collect();
    insta::assert_snapshot!(codes.join("\n"));
}
