//! No view of a client's attendance, ratings and goals without its row in the access log.

use axum::http::{Method, StatusCode};
use entity::access_log;
use entity::id::ClientId;
use entity::state::{Openness, RatingPhase, Role};
use piiri::rating::{NewRequest, ask};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use crate::support::{TestApp, seed};

async fn views(test: &TestApp, client: ClientId) -> u64 {
    let find = access_log::Entity::find().filter(access_log::Column::ClientId.eq(client));
    find.count(test.app.db.read()).await.unwrap()
}

#[tokio::test]
async fn every_page_and_answer_that_shows_a_client_leaves_a_row() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::SemiOpen).await;
    let session = seed::session(&test, group, 1, "2026-10-14T06:00:00Z").await;
    let client = seed::client(&test, ann.id(), "Aino Lehto").await;
    let place = seed::place(&test, group, client, "2026-09-01T09:00:00Z").await;
    let now = test.app.clock.now();
    let request = test
        .system(async |act| {
            ask(act, place, NewRequest { phase: RatingPhase::FollowUp, session: None, due_on: now.date_naive() }).await
        })
        .await;
    let code = entity::rating_request::Entity::find().one(test.app.db.read()).await.unwrap().unwrap().code;
    let goals = format!("/participations/{place}/goals");
    let goal = ann.api(Method::POST, &goals, Some(json!({ "text": "Kauppaan" }))).await.json["id"].clone();
    let goal = goal.as_str().unwrap();
    let pages = [
        format!("/sessions/{session}/attendance"),
        format!("/sessions/{session}/roster"),
        format!("/groups/{group}/attendance"),
        format!("/groups/{group}/participants"),
        format!("/participations/{place}"),
        format!("/participations/{place}/summary"),
        format!("/participations/{place}/ratings/new?phase=end&rater=client"),
        format!("/participations/{place}/ratings/new?phase=end&rater=leader"),
        format!("/goals/{goal}/assessments"),
        format!("/ratings/requests/{request}/form"),
        format!("/ratings/requests/{request}/unanswered"),
        format!("/ratings/key-in?code={code}"),
        format!("/sessions/{session}/pulse"),
        format!("/sessions/{session}/pulse/forms"),
    ];
    for path in pages {
        let before = views(&test, client).await;
        let page = ann.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
        assert!(views(&test, client).await > before, "{path} leaves no row");
    }
    let (ratings, requests) =
        (format!("/participations/{place}/ratings"), format!("/participations/{place}/rating-requests"));
    let end = json!({ "phase": "end", "rater": "client", "source": "web", "early_reason": "Moves away", "answers": { "overall": "much" } });
    let sheet = json!({ "entries": [{ "participation_id": place, "status": "present" }] });
    let calls = [
        (Method::GET, format!("/sessions/{session}/attendance"), None),
        (Method::PUT, format!("/sessions/{session}/attendance"), Some(sheet)),
        (Method::GET, format!("/groups/{group}/participations"), None),
        (Method::POST, ratings.clone(), Some(end)),
        (Method::GET, ratings, None),
        (Method::POST, requests.clone(), Some(json!({ "phase": "pulse", "session_id": session }))),
        (Method::GET, requests, None),
        (Method::PATCH, format!("/rating-requests/{request}"), Some(json!({ "attrition": "other" }))),
        (Method::GET, goals, None),
        (Method::POST, format!("/goals/{goal}/assessments"), Some(json!({ "level": 1 }))),
    ];
    for (method, path, body) in calls {
        let before = views(&test, client).await;
        let answer = ann.api(method.clone(), &path, body).await;
        assert!(answer.status.is_success(), "{method} {path}: {}", answer.json);
        assert!(views(&test, client).await > before, "{method} {path} leaves no row");
    }
}

#[tokio::test]
async fn a_clients_own_view_of_a_rating_leaves_a_row() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::SemiOpen).await;
    let client = seed::client(&test, ann.id(), "Aino Lehto").await;
    let place = seed::place(&test, group, client, "2026-09-01T09:00:00Z").await;
    let now = test.app.clock.now();
    let (request, token) = test
        .system(async |act| {
            let request =
                ask(act, place, NewRequest { phase: RatingPhase::End, session: None, due_on: now.date_naive() })
                    .await
                    .unwrap();
            let token = piiri::people::client::new_link(act, client, now + chrono::TimeDelta::days(9)).await.unwrap();
            Ok((request, token))
        })
        .await;
    let page = test.anybody().get(&format!("/me/{token}/ratings/{request}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let rows = access_log::Entity::find().filter(access_log::Column::ClientId.eq(client));
    let rows = rows.all(test.app.db.read()).await.unwrap();
    assert!(rows.iter().any(|row| row.what == "me.rating"), "{rows:?}");
}
