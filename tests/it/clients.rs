//! Clients: every view is logged, everybody sees only their own, protection hides, links tell nothing.

use axum::http::{Method, StatusCode};
use entity::access_log;
use entity::id::ClientId;
use entity::state::Role;
use piiri::access::viewer_by_id;
use piiri::error::Error;
use piiri::people::client::{self, ClientInput};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder};
use serde_json::json;

use crate::support::TestApp;
use crate::support::actor::Actor;

/// What was logged as seen of a client, sorted: the tests' clock stands still.
async fn seen(test: &TestApp, id: ClientId) -> Vec<String> {
    let rows = access_log::Entity::find()
        .filter(access_log::COLUMN.client_id.eq(id))
        .order_by(access_log::Column::What, Order::Asc)
        .all(test.app.db.read())
        .await
        .unwrap();
    rows.into_iter().map(|row| row.what).collect()
}

async fn add(worker: &mut Actor, fields: &[(&str, &str)]) -> (String, ClientId) {
    let page = worker.submit("/clients/new", fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let id = page.path.trim_start_matches("/clients/").parse().expect("the client's page");
    (page.path, id)
}

#[tokio::test]
async fn every_view_of_a_client_leaves_its_row_in_the_access_log() {
    let test = TestApp::new().await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let (path, id) = add(&mut wanda, &[("name", "Anna Esimerkki"), ("external_ref", "A-1")]).await;
    wanda.get("/clients?q=anna").await;
    wanda.get("/clients.csv").await;
    wanda.get(&format!("{path}/edit")).await;
    wanda.api(Method::GET, "/clients", None).await;
    wanda.api(Method::GET, &path, None).await;
    let (list, file, record) = ("client.list", "client.list_file", "client.record");
    let expected = [list, list, file, record, record, record];
    assert_eq!(seen(&test, id).await, expected);
}

#[tokio::test]
async fn another_workers_client_is_not_found_and_never_listed() {
    let test = TestApp::new().await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let mut otto = test.staff("Otto Worker", &[Role::Worker]).await;
    let (path, id) = add(&mut wanda, &[("name", "Anna Esimerkki")]).await;
    assert_eq!(otto.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(otto.get(&format!("{path}/edit")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(otto.api(Method::GET, &path, None).await.status, StatusCode::NOT_FOUND);
    let patch = otto.api(Method::PATCH, &path, Some(json!({"name": "Mine"}))).await;
    assert_eq!(patch.status, StatusCode::NOT_FOUND);
    assert!(otto.get("/clients").await.all("tbody th").is_empty());
    assert_eq!(seen(&test, id).await, ["client.record"], "only the key worker's own view");
}

#[tokio::test]
async fn the_administrator_sees_no_client() {
    let test = TestApp::new().await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let (path, _) = add(&mut wanda, &[("name", "Anna Esimerkki")]).await;
    let mut admin = test.staff("Ada Admin", &[Role::Administrator]).await;
    for path in ["/clients", "/clients.csv", &path] {
        assert_eq!(admin.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(admin.api(Method::GET, &path, None).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn faults_are_told_and_what_was_typed_stays() {
    let test = TestApp::new().await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let page = wanda
        .submit("/clients/new", &[("name", ""), ("channel", "email"), ("birth_year", "3000"), ("needs", "lift")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attributes(".error-summary a", "href"), ["#f-name", "#f-birth_year", "#f-email"]);
    assert!(page.all("textarea").contains(&"lift".to_owned()));
}

#[tokio::test]
async fn the_same_person_is_noticed_and_a_second_press_adds_anyway() {
    let test = TestApp::new().await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    add(&mut wanda, &[("name", "Anna Esimerkki"), ("birth_year", "1979")]).await;
    let page = wanda.submit("/clients/new", &[("name", "anna  ESIMERKKI")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (action, mut fields) = page.pressed("Add as new anyway");
    fields.retain(|(name, _)| name != "anyway");
    assert_eq!(wanda.post(&action, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY, "not by itself");
    fields.push(("anyway".to_owned(), "true".to_owned()));
    assert_eq!(wanda.post(&action, &fields).await.status, StatusCode::OK);
    assert_eq!(wanda.get("/clients").await.all("tbody th").len(), 2);
    let other = wanda.submit("/clients/new", &[("name", "Anna Esimerkki"), ("birth_year", "1950")]).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "one of them has no year of birth");
}

#[tokio::test]
async fn a_protected_client_is_hidden_from_all_but_the_key_worker() {
    let test = TestApp::new().await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let (path, id) = add(&mut wanda, &[("name", "Anna Esimerkki"), ("municipality", "Mikkeli")]).await;
    let edit = format!("{path}/edit");
    wanda.submit(&edit, &[("address_protection", "true"), ("phone", "040 123 4567")]).await;
    assert!(wanda.get(&path).await.text().contains("Mikkeli"), "the key worker sees all");
    let lena = test.staff("Lena Leader", &[Role::Leader]).await;
    let tx = test.app.db.write().await.unwrap();
    let row = entity::client::Entity::find_by_id(id).one(&tx).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    let named = client::Named {
        id,
        name: &row.name,
        address_protection: row.address_protection,
        key_worker_id: row.key_worker_id,
    };
    let viewer = viewer_by_id(test.app.db.read(), test.app.clock.now(), lena.id()).await.unwrap().unwrap();
    let shown = client::shown_name(entity::state::Language::En, &viewer, named);
    assert!(shown.starts_with("Client ") && !shown.contains("Anna"), "{shown}");
}

#[tokio::test]
async fn wrong_revoked_and_expired_links_are_alike_and_a_good_one_opens() {
    let test = TestApp::new().await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let (path, id) = add(&mut wanda, &[("name", "Anna Esimerkki")]).await;
    let page = wanda.press(&path, "Make a new link").await;
    let link = page.attributes("#new-link", "value").remove(0);
    let token = link.rsplit('/').next().unwrap().to_owned();
    let now = test.app.clock.now();
    let db = test.app.db.read();
    assert_eq!(client::by_link(db, now, &token).await.unwrap().id, id);
    assert!(!wanda.get(&path).await.html().contains(&token), "shown once");
    let later = now + chrono::TimeDelta::days(366);
    let expired = client::by_link(db, later, &token).await;
    wanda.press(&path, "End the links and send a new one").await;
    test.outbox().await;
    let revoked = client::by_link(db, now, &token).await;
    let wrong = client::by_link(db, now, "abcdefghijklmnopqrstuvwxyz234567").await;
    for answer in [expired, revoked, wrong] {
        assert!(matches!(answer, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn a_death_ends_the_links_and_a_new_key_worker_takes_over() {
    let test = TestApp::new().await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let mut otto = test.staff("Otto Worker", &[Role::Worker]).await;
    let (path, id) = add(&mut wanda, &[("name", "Anna Esimerkki")]).await;
    let now = test.app.clock.now();
    let token = test.system(async |act| client::new_link(act, id, now + chrono::TimeDelta::days(9)).await).await;
    let otto_id = otto.id().to_string();
    wanda.submit(&format!("{path}/edit"), &[("key_worker_id", &otto_id)]).await;
    assert_eq!(wanda.get(&path).await.status, StatusCode::NOT_FOUND, "the former key worker's access ends");
    otto.submit(&format!("{path}/edit"), &[("deceased_on", "2026-10-13")]).await;
    assert!(client::by_link(test.app.db.read(), now, &token).await.is_err());
    assert!(otto.get(&path).await.text().contains("deceased"));
    test.outbox().await;
}

#[tokio::test]
async fn clients_kept_apart_are_a_conflict_without_its_reason() {
    let test = TestApp::new().await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let (path, _) = add(&mut wanda, &[("name", "Anna Esimerkki")]).await;
    add(&mut wanda, &[("name", "Bertta Esimerkki"), ("external_ref", "B-2")]).await;
    let page = wanda.submit(&path, &[("other", "nobody"), ("reason", "x")]).await;
    assert_eq!(page.attributes(".error-summary a", "href"), ["#f-other"]);
    let page = wanda.submit(&path, &[("other", "B-2"), ("reason", "an old quarrel")]).await;
    assert!(page.text().contains("Bertta Esimerkki : an old quarrel"), "{}", page.text());
    let page = wanda.submit(&path, &[("other", "B-2"), ("reason", "again")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!wanda.press(&path, "Remove the rule").await.text().contains("an old quarrel"));
}

#[tokio::test]
async fn the_api_takes_and_gives_clients() {
    let test = TestApp::new().await;
    let wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let new = json!({"name": "Anna Esimerkki", "channel": "sms", "phone": "0401234567", "external_ref": "A-1"});
    let made = wanda.api(Method::POST, "/clients", Some(new.clone())).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    assert_eq!(made.json["key_worker_id"], json!(wanda.id()));
    let again = wanda.api(Method::POST, "/clients", Some(new)).await;
    assert_eq!((again.status.as_u16(), &again.json["errors"][0]["field"]), (422, &json!("external_ref")));
    let path = format!("/clients/{}", made.json["id"].as_str().unwrap());
    let patch = json!({"phone": null});
    let bad = wanda.api(Method::PATCH, &path, Some(patch)).await;
    assert_eq!((bad.status.as_u16(), &bad.json["errors"][0]["field"]), (422, &json!("phone")));
    let good = wanda.api(Method::PATCH, &path, Some(json!({"phone": null, "channel": "none"}))).await;
    assert_eq!(good.status, StatusCode::OK, "{}", good.json);
    let unknown = json!({"name": "x", "key_worker_id": "019a0000-0000-7000-8000-000000000000"});
    assert_eq!(wanda.api(Method::POST, "/clients", Some(unknown)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_client_added_by_the_system_belongs_to_the_top_of_the_organisation() {
    let test = TestApp::new().await;
    let id = test.system(async |act| client::create(act, ClientInput::named("Anna Esimerkki")).await).await;
    let row = entity::client::Entity::find_by_id(id).one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!((row.unit_id, row.given_name.as_str()), (test.county, "Anna"));
}

/// A client with a telephone number, and the form of the worker who keeps that one, opened now and filled in.
async fn opened(wanda: &mut Actor) -> (ClientId, (String, Vec<(String, String)>)) {
    let fields = [("name", "Anna Esimerkki"), ("channel", "sms"), ("phone", "040 123 4567")];
    let (path, id) = add(wanda, &fields).await;
    let form = wanda.get(&format!("{path}/edit")).await.filled(&[("needs", "A ramp")]);
    (id, form)
}

async fn row_of(test: &TestApp, id: ClientId) -> entity::client::Model {
    entity::client::Entity::find_by_id(id).one(test.app.db.read()).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_form_opened_before_the_clients_own_choice_never_undoes_it_unseen() {
    let test = TestApp::new().await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let (id, (action, typed)) = opened(&mut wanda).await;
    let now = test.app.clock.now();
    let token = test.system(async |act| client::new_link(act, id, now + chrono::TimeDelta::days(9)).await).await;
    test.anybody().submit(&format!("/me/{token}"), &[("channel", "none")]).await;
    let refused = wanda.post(&action, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
    assert!(refused.text().contains("Somebody else has changed this"), "{}", refused.text());
    assert_eq!(refused.all(".stands"), ["Saved now: No messages", "Saved now: nothing"], "in their words");
    let row = row_of(&test, id).await;
    assert_eq!((row.channel.code(), row.needs), ("none", None), "nothing was written");
    let (action, again) = refused.filled(&[("channel", "none")]);
    assert!(again.contains(&("needs".into(), "A ramp".into())), "what was typed stays: {again:?}");
    assert_eq!(wanda.post(&action, &again).await.status, StatusCode::OK);
    let row = row_of(&test, id).await;
    assert_eq!((row.channel.code(), row.needs.as_deref()), ("none", Some("A ramp")));
    test.outbox().await;
}

#[tokio::test]
async fn of_several_changes_with_one_etag_only_one_is_made() {
    let test = TestApp::new().await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let (path, _) = add(&mut wanda, &[("name", "Anna Esimerkki")]).await;
    let etag = wanda.api(Method::GET, &path, None).await.headers["etag"].to_str().unwrap().to_owned();
    let wanda = std::sync::Arc::new(wanda);
    let changes = (0..8).map(|at| {
        let (wanda, path, etag) = (wanda.clone(), path.clone(), etag.clone());
        tokio::spawn(async move {
            let body = Some(json!({ "interpreter": format!("so{at}") }));
            wanda.api_with(Method::PATCH, &path, body, &[("if-match", &etag)]).await.status
        })
    });
    let mut statuses = Vec::new();
    for change in changes.collect::<Vec<_>>() {
        statuses.push(change.await.unwrap());
    }
    assert_eq!(statuses.iter().filter(|status| **status == StatusCode::OK).count(), 1, "{statuses:?}");
}
