//! Venues: pages, list, API.

use axum::http::{Method, StatusCode};
use entity::state::Role;
use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn a_venue_is_added_shown_and_changed() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let page =
        ann.submit("/venues/new", &[("name", "Kirjasto"), ("municipality", "Savonlinna"), ("capacity", "12")]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("The venue was saved."), "{}", page.text());
    assert!(page.text().contains("Savonlinna"));
    let edit = format!("{}/edit", page.path);
    let page = ann.submit(&edit, &[("directions", "Door B"), ("step_free", "on")]).await;
    assert!(page.text().contains("Door B") && page.text().contains("Step-free"), "{}", page.text());
    let list = ann.get("/venues?q=savon").await;
    assert_eq!(list.all("tbody th"), ["Kirjasto"]);
    assert!(ann.get("/venues?q=100%25").await.all("tbody th").is_empty(), "a percent sign is no wildcard");
}

#[tokio::test]
async fn a_faulty_form_keeps_what_was_typed_and_links_each_fault() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let long = "x".repeat(10_000);
    let page = ann.submit("/venues/new", &[("name", &long), ("capacity", "-5"), ("address", "Satamakatu 1")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attributes(".error-summary a", "href"), ["#f-name", "#f-capacity"]);
    assert_eq!(page.attributes("#f-address", "value"), ["Satamakatu 1"]);
    assert_eq!(page.attributes("#f-capacity", "value"), ["-5"]);
}

#[tokio::test]
async fn the_list_is_in_finnish_order_and_its_csv_holds_no_formula() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    for name in ["Äänekoski", "Zeppeliini", "=1+1", "Ahola"] {
        ann.submit("/venues/new", &[("name", name)]).await;
    }
    assert_eq!(ann.get("/venues").await.all("tbody th"), ["=1+1", "Ahola", "Zeppeliini", "Äänekoski"]);
    let csv = ann.get("/venues.csv").await.html();
    assert!(csv.starts_with('\u{feff}') && csv.contains("'=1+1"), "{csv}");
}

#[tokio::test]
async fn the_api_reads_writes_pages_and_guards_against_lost_changes() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let made = ann.api(Method::POST, "/venues", Some(json!({"name": "Talli", "animals": true}))).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let path = format!("/venues/{}", made.json["id"].as_str().unwrap());
    let tag = made.headers["etag"].to_str().unwrap();
    let patch = json!({"capacity": 8, "address": null});
    let changed = ann.api_with(Method::PATCH, &path, Some(patch.clone()), &[("if-match", tag)]).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.json);
    assert_eq!((&changed.json["capacity"], &changed.json["animals"]), (&json!(8), &json!(true)));
    let stale = ann.api_with(Method::PATCH, &path, Some(patch), &[("if-match", tag)]).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    test.at("2026-10-14T09:00:01Z");
    ann.api(Method::POST, "/venues", Some(json!({"name": "Ranta"}))).await;
    let first = ann.api(Method::GET, "/venues?limit=1", None).await;
    assert_eq!(first.json["items"][0]["name"], "Talli");
    let cursor = first.json["next_cursor"].as_str().unwrap();
    let second = ann.api(Method::GET, &format!("/venues?limit=1&cursor={cursor}"), None).await;
    assert_eq!((&second.json["items"][0]["name"], &second.json["next_cursor"]), (&json!("Ranta"), &json!(null)));
}

#[tokio::test]
async fn bad_json_is_a_problem_and_never_a_500() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let cases = [
        (json!({"name": ""}), 422, "name"),
        (json!({"name": "x", "capacity": -1}), 422, "capacity"),
        (json!({"name": "x", "capacity": "many"}), 422, "capacity"),
        (json!({}), 422, "name"),
        (json!({"name": "x\u{0}"}), 422, "name"),
        (json!({"name": "x", "unit_id": "019a0000-0000-7000-8000-000000000000"}), 422, "unit_id"),
    ];
    for (body, status, field) in cases {
        let answer = ann.api(Method::POST, "/venues", Some(body.clone())).await;
        assert_eq!(answer.status.as_u16(), status, "{body} {}", answer.json);
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        assert_eq!(answer.json["errors"][0]["field"], field, "{body} {}", answer.json);
    }
}

#[tokio::test]
async fn a_repeated_post_with_the_same_key_is_one_venue() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let key = [("idempotency-key", "k1")];
    let first = ann.api_with(Method::POST, "/venues", Some(json!({"name": "Talli"})), &key).await;
    let again = ann.api_with(Method::POST, "/venues", Some(json!({"name": "Talli"})), &key).await;
    assert_eq!((again.status, &again.json["id"]), (StatusCode::CREATED, &first.json["id"]));
    let other = ann.api_with(Method::POST, "/venues", Some(json!({"name": "Ranta"})), &key).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(ann.api(Method::GET, "/venues", None).await.json["items"].as_array().unwrap().len(), 1);
}
