//! The client's rights: who has looked, what is held, erasure; and logs that show when they were touched.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use entity::id::ClientId;
use entity::state::Role;
use entity::{access_log, client};
use piiri::audit::{self, Actor as By};
use piiri::error::Error;
use piiri::people::client::{ClientInput, by_link, create, new_link};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::support::TestApp;

async fn anna(test: &TestApp) -> ClientId {
    let input = ClientInput {
        external_ref: Some("A-1".into()),
        phone: Some("0401234567".into()),
        needs: Some("a lift".into()),
        ..ClientInput::named("Anna Esimerkki")
    };
    let tx = test.app.write().await.unwrap();
    let id = create(&tx, By::System, test.app.clock.now(), input).await.unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn the_officer_finds_who_looked_and_the_look_itself_is_logged() {
    let test = TestApp::new().await;
    let id = anna(&test).await;
    let mut dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let page = dora.get("/log?q=a-1").await;
    assert!(page.all("#results a").is_empty(), "a number is found whole and as written");
    let page = dora.get("/log?q=A-1").await;
    assert_eq!(page.attributes("#results a", "href"), [format!("/log/{id}")]);
    dora.get(&format!("/log/{id}")).await;
    let page = dora.get(&format!("/log/{id}")).await;
    assert!(page.text().contains("Dora Officer the logs"), "{}", page.text());
    assert!(page.text().contains("client.created"), "{}", page.text());
    let answer = dora.api(Method::GET, &format!("/clients/{id}/access-log"), None).await;
    let seen: Vec<&str> =
        answer.json["items"].as_array().unwrap().iter().map(|row| row["what"].as_str().unwrap()).collect();
    assert_eq!(seen.iter().filter(|what| **what == "client.log").count(), 2);
}

#[tokio::test]
async fn a_disclosure_is_noted_with_its_ground() {
    let test = TestApp::new().await;
    let id = anna(&test).await;
    let mut dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let path = format!("/log/{id}");
    let page = dora.submit(&path, &[("recipient", "Court"), ("what", ""), ("ground", "")]).await;
    assert_eq!(page.attributes(".error-summary a", "href"), ["#f-what", "#f-ground"]);
    let fields = [("recipient", "Court"), ("what", "Referrals of 2026"), ("ground", "703/2023, section 11")];
    let page = dora.submit(&path, &fields).await;
    assert!(page.text().contains("Court Referrals of 2026 703/2023, section 11"), "{}", page.text());
}

#[tokio::test]
async fn the_export_holds_the_client_and_is_logged() {
    let test = TestApp::new().await;
    let id = anna(&test).await;
    let dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let held = dora.api(Method::GET, &format!("/clients/{id}/export"), None).await;
    assert_eq!(
        (&held.json["client"]["name"], &held.json["client"]["needs"]),
        (&"Anna Esimerkki".into(), &"a lift".into())
    );
    assert_eq!(held.json["views"][0]["what"], "client.export");
    let otto = test.staff("Otto Worker", &[Role::Worker]).await;
    assert_eq!(otto.api(Method::GET, &format!("/clients/{id}/export"), None).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn erasure_takes_the_person_out_and_leaves_the_logs() {
    let test = TestApp::new().await;
    let id = anna(&test).await;
    let now = test.app.clock.now();
    let tx = test.app.write().await.unwrap();
    let token = new_link(&tx, now, id, now + TimeDelta::days(9)).await.unwrap();
    tx.commit().await.unwrap();
    let mut dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let page = dora.press(&format!("/log/{id}"), "Erase the data").await;
    assert!(page.text().contains("client.erased"), "{}", page.text());
    let row = client::Entity::find_by_id(id).one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!((row.name.as_str(), row.phone, row.needs, row.external_ref), ("–", None, None, None));
    assert!(by_link(test.app.db.read(), now, &token).await.is_err());
    assert!(dora.get("/log?q=anna").await.all("#results a").is_empty());
}

#[tokio::test]
async fn a_touched_row_breaks_the_seal() {
    let test = TestApp::new().await;
    let id = anna(&test).await;
    let now = test.app.clock.now();
    let tx = test.app.write().await.unwrap();
    audit::seen(&tx, By::System, now, id, "client.record").await.unwrap();
    tx.commit().await.unwrap();
    let later = now + TimeDelta::minutes(5);
    for _ in 0..2 {
        let tx = test.app.write().await.unwrap();
        audit::seal_due(&tx, later).await.unwrap();
        tx.commit().await.unwrap();
    }
    assert!(audit::verify(test.app.db.read()).await.unwrap() >= 2);
    let tx = test.app.write().await.unwrap();
    access_log::Entity::update_many()
        .col_expr(access_log::Column::What, Expr::value("nothing"))
        .filter(access_log::COLUMN.client_id.eq(id))
        .exec(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let broken = audit::verify(test.app.db.read()).await;
    assert!(matches!(broken, Err(Error::Conflict(fault)) if fault.key == "audit-access-log-broken"));
}
