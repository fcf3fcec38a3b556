//! A session that is cancelled says whether another takes its place, and a plan made anew is taken back by a button.

use axum::http::{Method, StatusCode};
use entity::session;
use entity::state::SessionStatus;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use crate::support::heard::{Heard, ReachedBy};

async fn scene() -> Heard {
    let scene = Heard::at("2026-10-20T07:00:00Z").await;
    scene.placed("Aino Asiakas", ReachedBy::text()).await;
    scene.runs().await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    scene.test.outbox().await;
    scene
}

async fn cancel(scene: &Heard, replacement: &Value) -> Value {
    let why = json!({ "code": "leader_ill", "replacement": replacement });
    let answer = scene.leader.api(Method::POST, &format!("/sessions/{}/cancel", scene.session), Some(why)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
    answer.json
}

async fn sessions(scene: &Heard) -> Vec<session::Model> {
    let of = session::Entity::find().filter(session::COLUMN.group_id.eq(scene.group));
    of.order_by_asc(session::Column::StartsAt).all(scene.test.app.db.read()).await.unwrap()
}

#[tokio::test]
async fn one_message_says_that_a_session_is_off_and_when_another_takes_its_place_which_is_a_row_of_its_own() {
    let scene = scene().await;
    let before = scene.texts("").len();
    let told = cancel(&scene, &json!({ "starts_at": "2026-10-22T09:00:00Z" })).await;
    assert_eq!(told["told"]["by_text"], 1, "{told}");
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    let texts = scene.texts("").split_off(before);
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert!(texts[0].starts_with("Tapaaminen ti 20.10. klo 10 on peruttu. Tilalla: to 22.10. klo 12."), "{texts:?}");
    let rows = sessions(&scene).await;
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0].id, rows[0].status), (scene.session, SessionStatus::Cancelled));
    assert_eq!((rows[1].replaces_id, rows[1].status), (Some(scene.session), SessionStatus::Planned));
    assert_eq!(rows[1].ends_at - rows[1].starts_at, rows[0].ends_at - rows[0].starts_at, "as long");
    let mails = scene.mails("will.worker@piiri.example");
    assert!(mails.iter().any(|mail| mail.contains("20 Oct") && mail.contains("22 Oct")), "{mails:?}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_cancels_second_and_knows_of_a_replacement_adds_it_once() {
    let scene = scene().await;
    let before = scene.texts("").len();
    cancel(&scene, &Value::Null).await;
    let instead = json!({ "starts_at": "2026-10-22T09:00:00Z" });
    let told = cancel(&scene, &instead).await;
    assert_eq!(told["told"]["by_text"], 1, "{told}");
    let again = cancel(&scene, &instead).await;
    assert_eq!(again["told"]["by_text"], 0, "{again}");
    let other = json!({ "code": "leader_ill", "replacement": { "starts_at": "2026-10-23T09:00:00Z" } });
    let other = scene.leader.api(Method::POST, &format!("/sessions/{}/cancel", scene.session), Some(other)).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "one takes its place already: {}", other.json);
    let rows = sessions(&scene).await;
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[1].replaces_id, rows[1].status), (Some(scene.session), SessionStatus::Planned));
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    let texts = scene.texts("").split_off(before).concat();
    assert!(texts.contains("20.10. klo 10 on peruttu") && texts.contains("22.10. klo 12"), "{texts}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn undo_of_a_cancellation_takes_what_came_in_its_place_away() {
    let scene = scene().await;
    let before = scene.texts("").len();
    cancel(&scene, &json!({ "starts_at": "2026-10-22T09:00:00Z" })).await;
    let path = format!("/sessions/{}/restore", scene.session);
    let restored = scene.leader.api(Method::POST, &path, None).await;
    assert_eq!(restored.status, StatusCode::OK, "{}", restored.json);
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    assert_eq!(scene.texts("").split_off(before), [""; 0], "nobody had heard of either");
    let states: Vec<SessionStatus> = sessions(&scene).await.into_iter().map(|row| row.status).collect();
    assert_eq!(states, [SessionStatus::Planned, SessionStatus::Cancelled]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn the_form_that_cancels_asks_for_day_and_hour_of_the_one_in_its_place() {
    let mut scene = scene().await;
    scene.leader.sign_in().await;
    let path = format!("/sessions/{}", scene.session);
    let half = scene.leader.submit(&path, &[("code", "leader_ill"), ("replacement_date", "2026-10-22")]).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(half.attributes(".error-summary a", "href"), ["#f-replacement_time"]);
    let past = [("code", "leader_ill"), ("replacement_date", "2026-10-12"), ("replacement_time", "10:00")];
    let past = scene.leader.submit(&path, &past).await;
    assert_eq!(past.attributes(".error-summary a", "href"), ["#f-replacement_date"]);
    let both = [("code", "leader_ill"), ("replacement_date", "2026-10-22"), ("replacement_time", "12:00")];
    let done = scene.leader.submit(&path, &both).await;
    assert!(done.text().contains("The session is cancelled, and a new one takes its place"), "{}", done.text());
    assert_eq!(sessions(&scene).await[1].starts_at.to_rfc3339(), "2026-10-22T09:00:00+00:00");
    scene.test.outbox().await;
}

#[tokio::test]
async fn the_page_after_a_plan_made_anew_offers_the_way_back_for_two_minutes_and_nobody_hears_of_either() {
    let mut scene = Heard::at("2026-10-20T07:00:00Z").await;
    scene.leader.sign_in().await;
    scene.test.approved(scene.group, scene.leader.id(), 3).await;
    let schedule = json!({
        "first_date": "2026-10-20", "start_time": "10:00", "duration_minutes": 120,
        "rrule": "FREQ=WEEKLY;BYDAY=TU;COUNT=3",
    });
    let path = format!("/groups/{}/schedule", scene.group);
    let planned = scene.leader.api(Method::PUT, &path, Some(schedule)).await;
    assert_eq!(planned.status, StatusCode::OK, "{}", planned.json);
    scene.placed("Aino Asiakas", ReachedBy::text()).await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let stood: Vec<_> = sessions(&scene).await.into_iter().map(|row| (row.starts_at, row.status)).collect();
    let before = scene.texts("").len();
    let saved = [("start_time", "13:00"), ("save", "true"), ("anyway", "true")];
    let (action, mut body) = scene.leader.get(&path).await.filled(&[("start_time", "13:00")]);
    body.extend(saved[1..].iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let done = scene.leader.post(&action, &body).await;
    assert!(done.text().contains("Take the new times back"), "{}", done.text());
    let (action, body) = done.pressed("Take the new times back");
    scene.leader.post(&action, &body).await;
    let stands: Vec<_> = sessions(&scene).await.into_iter().map(|row| (row.starts_at, row.status)).collect();
    assert_eq!(stands, stood);
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    assert_eq!(scene.texts("").split_off(before), [""; 0]);
    let later = scene.leader.get(&format!("/groups/{}/sessions?first_date=2026-10-20", scene.group)).await;
    assert!(!later.text().contains("Take the new times back"), "{}", later.text());
    scene.test.outbox().await;
}
