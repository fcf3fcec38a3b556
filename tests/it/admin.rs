//! Administration: units and staff, accounts closed.

use axum::http::{Method, StatusCode};
use entity::state::{Role, TaskKind};
use entity::task;
use sea_orm::EntityTrait;
use serde_json::json;

use crate::support::TestApp;
use crate::support::places::Plan;

#[tokio::test]
async fn faults_of_a_new_staff_member_are_told() {
    let test = TestApp::new().await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let page = ada.submit("/admin", &[("name", ""), ("email", "nina@"), ("unit_id", "none")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attributes(".error-summary a", "href"), ["#f-unit_id", "#f-name", "#f-email", "#f-roles"]);
}

#[tokio::test]
async fn a_closed_account_is_out_at_once_and_nobody_closes_the_own() {
    let test = TestApp::new().await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let new = json!({ "kind": "staff", "titles": "neutral" });
    let made = wanda.api(Method::POST, "/calendar-links", Some(new)).await.json;
    let address = made["url"].as_str().unwrap().replace("http://127.0.0.1:8080", "");
    let mut feed = test.anybody();
    assert_eq!(feed.get(&address).await.status, StatusCode::OK, "{made}");
    let path = format!("/admin/staff/{}/active", wanda.id());
    ada.post(&path, &[]).await;
    assert!(wanda.get("/account").await.path.starts_with("/login"));
    let page = ada.post(&path, &[("active".to_owned(), "true".to_owned())]).await;
    assert!(page.text().contains("The account was opened."), "{}", page.text());
    wanda.sign_in().await;
    assert_eq!(feed.get(&address).await.status, StatusCode::NOT_FOUND, "a feed does not come back with the account");
    let own = format!("/admin/staff/{}/active", ada.id());
    assert_eq!(ada.post(&own, &[]).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn whose_sign_ins_are_ended_is_out_at_once_and_signs_in_anew() {
    let test = TestApp::new().await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    ada.sign_in().await;
    ann.sign_in().await;
    assert!(ann.get("/").await.html().contains("/logout"));
    let page = ada.post(&format!("/admin/staff/{}/sign-out", ann.id()), &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!ann.get("/").await.html().contains("/logout"), "every sign-in is ended");
    ann.sign_in().await;
    assert!(ann.get("/").await.html().contains("/logout"), "the account is open");
}

#[tokio::test]
async fn units_hang_in_a_tree_and_secrets_are_hidden() {
    let secret = "s".repeat(64);
    let test = TestApp::with(piiri::config::Config { secret: secret.clone(), ..Default::default() }).await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let county = test.county.to_string();
    let page = ada.submit("/admin", &[("unit_name", "Mikkeli"), ("kind", "area"), ("parent_id", &county)]).await;
    assert_eq!(page.all("main section ul ul li"), ["Mikkeli"]);
    assert!(!page.html().contains(&secret) && page.html().contains("(hidden)"));
}

#[tokio::test]
async fn the_accessibility_statement_is_for_everybody_in_three_languages() {
    let test = TestApp::new().await;
    let mut nobody = test.anybody();
    for (language, word) in [("fi", "14 päivässä"), ("sv", "14 dagar"), ("en", "14 days")] {
        let page = nobody.get(&format!("/accessibility?lang={language}")).await;
        assert!(page.text().contains(word), "{language}: {}", page.text());
    }
}

#[tokio::test]
async fn a_key_worker_who_leaves_is_a_task_of_the_manager_for_each_client_under_way() {
    let test = TestApp::new().await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let max = test.staff("Max Manager", &[Role::Manager]).await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", ann.id(), Plan::open(2)).await;
    test.referral(group, "Aino", wes.id()).await;
    test.client("Eino", wes.id()).await;
    let open = async || {
        let rows = task::Entity::find().all(test.app.db.read()).await.unwrap();
        let asked = rows.into_iter().filter(|row| row.kind == TaskKind::AssignKeyWorker && row.done_at.is_none());
        asked.map(|row| row.staff_id).collect::<Vec<_>>()
    };
    let account = format!("/admin/staff/{}/active", wes.id());
    for _ in 0..2 {
        ada.post(&account, &[]).await;
        assert_eq!(open().await, [max.id()], "whose referral is open; nothing waits for the other");
        ada.post(&account, &[("active".to_owned(), "true".to_owned())]).await;
        assert_eq!(open().await, []);
    }
    test.outbox().await;
}
