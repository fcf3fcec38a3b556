//! An act that is asked for twice is done once: forms by their hidden key, `/api/v1` by `Idempotency-Key`.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use axum::http::{Method, StatusCode, header};
use entity::state::{Openness, Role};
use entity::{application, client, goal, group, once_key, session, venue};
use piiri::web::problem::encode;
use sea_orm::{ActiveModelTrait, EntityTrait, PaginatorTrait, Set};
use serde_json::{Value, json};

use crate::open::recruiting;
use crate::support::actor::{Actor, Answer};
use crate::support::bulk::Bulk;
use crate::support::page::Page;
use crate::support::{TestApp, seed};

const FORM: Option<&str> = Some("application/x-www-form-urlencoded");

fn body(fields: &[(String, String)]) -> Vec<u8> {
    let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    pairs.join("&").into_bytes()
}

/// A form that is filled in: where it goes and what it sends.
async fn filled(actor: &mut Actor, path: &str, fields: &[(&str, &str)]) -> (String, Vec<u8>) {
    let page = actor.get(path).await;
    let (action, sent) = page.filled(fields);
    assert!(sent.iter().any(|(name, key)| name == "once" && !key.is_empty()), "{path}: {sent:?}");
    (action, body(&sent))
}

fn flashes(page: &Page) -> bool {
    page.headers.get_all(header::SET_COOKIE).iter().any(|cookie| cookie.as_bytes().starts_with(b"flash="))
}

/// Sends a form twice at once and a third time later; all three lead to the same place and say the same.
async fn thrice(actor: &mut Actor, path: &str, fields: &[(&str, &str)]) {
    let (action, body) = filled(actor, path, fields).await;
    let send = || actor.raw(Method::POST, &action, FORM, body.clone());
    let (one, other) = tokio::join!(send(), send());
    let later = send().await;
    let to = one.redirect();
    assert!(to.is_some(), "{path}: {} {}", one.status, one.text());
    for repeat in [&other, &later] {
        assert_eq!(repeat.redirect(), to, "{path}: {} {}", repeat.status, repeat.text());
        assert_eq!(flashes(repeat), flashes(&one), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_double_click_makes_one_group_client_venue_goal_and_session() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::SemiOpen).await;
    let aino = seed::client(&test, ann.id(), "Aino Lehto").await;
    let place = seed::place(&test, group, aino, "2026-09-01T09:00:00Z").await;
    thrice(&mut ann, "/groups/new", &[("name", "Pata porisee"), ("kind", "functional")]).await;
    thrice(&mut ann, "/clients/new", &[("name", "Bertta Esimerkki")]).await;
    thrice(&mut ann, "/venues/new", &[("name", "Kirjasto")]).await;
    thrice(&mut ann, &format!("/participations/{place}"), &[("text", "Kauppaan kerran viikossa")]).await;
    let added = [("date", "2026-11-06"), ("start_time", "10:00")];
    thrice(&mut ann, &format!("/groups/{group}/sessions"), &added).await;
    let db = test.app.db.read();
    assert_eq!(group::Entity::find().count(db).await.unwrap(), 2);
    assert_eq!(client::Entity::find().count(db).await.unwrap(), 2);
    assert_eq!(venue::Entity::find().count(db).await.unwrap(), 1);
    assert_eq!(goal::Entity::find().count(db).await.unwrap(), 1);
    assert_eq!(session::Entity::find().count(db).await.unwrap(), 1);
    test.outbox().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_double_click_on_the_public_form_is_one_application_with_one_mail() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let fields = [("name", "Aino Oma"), ("email", "aino@example.org"), ("message", "Tulisin.")];
    thrice(&mut test.anybody(), &format!("/open/groups/{}/apply", group.slug), &fields).await;
    assert_eq!(application::Entity::find().count(test.app.db.read()).await.unwrap(), 1);
    assert_eq!(test.outbox().await.len(), 1);
}

#[tokio::test]
async fn what_was_changed_after_it_was_saved_is_saved_only_when_that_is_wanted() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let page = ann.get("/venues/new").await;
    let (action, first) = page.filled(&[("name", "Kirjasto")]);
    let (_, changed) = page.filled(&[("name", "Kirjaston kahvila")]);
    let saved = ann.post(&action, &first).await;
    let refused = ann.post(&action, &changed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("You have already saved this"), "{}", refused.text());
    assert!(refused.attributes("main a", "href").contains(&saved.path), "leads to what was saved");
    assert_eq!(venue::Entity::find().count(test.app.db.read()).await.unwrap(), 1);
    let (action, again) = refused.pressed("Save this as new");
    let second = ann.post(&action, &again).await;
    assert_eq!(second.status, StatusCode::OK);
    assert_ne!(second.path, saved.path);
    let names: Vec<String> =
        venue::Entity::find().all(test.app.db.read()).await.unwrap().into_iter().map(|row| row.name).collect();
    assert!(names.contains(&"Kirjaston kahvila".to_owned()), "what was typed is kept: {names:?}");
}

#[tokio::test]
async fn a_form_that_was_refused_gives_its_key_back() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let page = ann.get("/venues/new").await;
    let (action, empty) = page.filled(&[("name", "")]);
    assert_eq!(ann.post(&action, &empty).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (_, right) = page.filled(&[("name", "Kirjasto")]);
    assert_eq!(ann.post(&action, &right).await.status, StatusCode::OK);
    assert_eq!(venue::Entity::find().count(test.app.db.read()).await.unwrap(), 1);
}

async fn keyed(actor: &Actor, path: &str, body: Value) -> Answer {
    actor.api_with(Method::POST, path, Some(body), &[("idempotency-key", "the key")]).await
}

#[tokio::test]
async fn the_key_of_one_person_says_nothing_of_what_another_did() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let ben = test.staff("Ben Leader", &[Role::Leader]).await;
    let made = keyed(&ann, "/venues", json!({"name": "Kirjasto"})).await;
    let other = keyed(&ben, "/venues", json!({"name": "Talli"})).await;
    assert_eq!((made.status, other.status), (StatusCode::CREATED, StatusCode::CREATED), "{}", other.json);
    let group = keyed(&ann, "/groups", json!({"name": "Pata porisee", "kind": "functional"})).await;
    assert_eq!(group.status, StatusCode::CREATED, "each operation has its own: {}", group.json);
}

#[tokio::test]
async fn a_repeat_is_read_by_the_rights_of_now_and_nothing_of_the_client_is_kept() {
    let test = TestApp::new().await;
    let will = test.staff("Will Worker", &[Role::Worker]).await;
    let otto = test.staff("Otto Other", &[Role::Worker]).await;
    let new = json!({"name": "Aino Lehto", "phone": "0401234567"});
    let made = keyed(&will, "/clients", new.clone()).await;
    let kept = once_key::Entity::find().all(test.app.db.read()).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert!(!format!("{kept:?}").contains("Aino") && !format!("{kept:?}").contains("0401234567"), "{kept:?}");
    let again = keyed(&will, "/clients", new.clone()).await;
    assert_eq!((again.status, &again.json), (StatusCode::CREATED, &made.json));
    let row = client::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    let tx = test.app.db.write().await.unwrap();
    let mut given = client::ActiveModel::from(row);
    given.key_worker_id = Set(Some(otto.id()));
    given.created_at = Set(test.app.clock.now() - chrono::TimeDelta::days(90));
    given.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let lost = keyed(&will, "/clients", new).await;
    assert_eq!((lost.status, &lost.json), (StatusCode::CREATED, &json!({ "id": made.json["id"] })));
    test.outbox().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_hangs_up_and_asks_again_is_told_of_the_first_act() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    for _ in 0..8 {
        let mut call = pin!(keyed(&ann, "/venues", json!({"name": "Kirjasto"})));
        poll_fn(|context| {
            let _ = call.as_mut().poll(context);
            Poll::Ready(())
        })
        .await;
    }
    let answer = keyed(&ann, "/venues", json!({"name": "Kirjasto"})).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.json);
    let stands = venue::Entity::find().all(test.app.db.read()).await.unwrap();
    assert_eq!(stands.len(), 1);
    assert_eq!(answer.json["id"], stands[0].id.to_string());
}

#[tokio::test]
async fn every_form_that_a_page_shows_has_a_key_of_its_own() {
    let mut bulk = Bulk::of(2).await;
    let paths: Vec<String> =
        bulk.test.rows.iter().filter(|row| row.method == Method::GET).map(|row| row.path.clone()).collect();
    let mut keys = std::collections::BTreeSet::new();
    let mut forms = 0;
    for path in paths {
        let path = bulk.real(&path);
        for person in &mut bulk.people {
            let page = person.raw(Method::GET, &path, None, Vec::new()).await;
            if page.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
                let posts = page.all("form[method=post]").len();
                let own = page.attributes("form[method=post] > input[type=hidden][name=once]:first-child", "value");
                assert_eq!(own.len(), posts, "{path}");
                forms += posts;
                keys.extend(own);
            }
        }
    }
    assert!(forms > 60, "{forms}");
    assert_eq!(keys.len(), forms, "no two are alike");
    bulk.test.outbox().await;
}

#[test]
fn no_form_is_drawn_without_the_field_of_its_key() {
    let mut wrong = Vec::new();
    for (path, source) in crate::shape::sources::sources("src") {
        let (forms, fields) = (source.matches("method=\"post\"").count(), source.matches("(once_field())").count());
        if forms != fields {
            wrong.push(format!("{}: {forms} forms, {fields} fields", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
