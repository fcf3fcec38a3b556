//! Every form that changes a row: who saves it last never undoes unseen what somebody else saved meanwhile.

use axum::http::StatusCode;
use entity::group;
use entity::state::Role;
use sea_orm::{ActiveModelTrait, Set};

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::places::Plan;

/// Two browsers open the form; the second to save is told, keeps what was typed, and may save knowing what stands.
async fn saved_twice(actor: &mut Actor, path: &str, (field, texts): (&str, [&str; 2])) {
    let opened = actor.get(path).await;
    assert_eq!(opened.status, StatusCode::OK, "{path}: {}", opened.text());
    let opened_beside = actor.get(path).await;
    let (action, first) = opened.filled(&[(field, texts[0])]);
    let (_, second) = opened_beside.filled(&[(field, texts[1])]);
    let saved = actor.post(&action, &first).await;
    assert_eq!(saved.status, StatusCode::OK, "{path}: {}", saved.text());
    let refused = actor.post(&action, &second).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", refused.text());
    assert_eq!(refused.all(".stands"), [format!("Saved now: {}", texts[0])], "{path}");
    let (action, again) = refused.filled(&[(field, texts[1])]);
    assert!(refused.html().contains(texts[1]), "{path}: what was typed stays");
    assert_eq!(actor.post(&action, &again).await.status, StatusCode::OK, "{path}");
    assert!(actor.get(path).await.html().contains(texts[1]), "{path}");
}

#[tokio::test]
async fn no_form_of_the_house_undoes_what_was_saved_since_it_was_opened() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let group = test.group("Pata porisee", ann.id(), Plan::open(3)).await;
    let short = group::ActiveModel { id: Set(group), code: Set("G99".to_owned()), ..Default::default() };
    let tx = test.app.db.write().await.unwrap();
    short.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let session = test.session(group, 1, "2026-10-20T09:00:00Z").await;
    let client = test.client("Aino", ann.id()).await;
    let venue = ann.submit("/venues/new", &[("name", "Library")]).await.path;
    let template = ann.submit(&format!("/templates/new?group={group}"), &[("name", "Circle")]).await.path;
    ada.submit("/seasons/new", &[("name", "Autumn"), ("starts_on", "2026-09-01"), ("ends_on", "2026-12-31")]).await;
    let season = ada.get("/seasons").await.attributes("main a[href$='/edit']", "href")[0].clone();
    let names = ("name", ["Saved first", "Saved second"]);
    saved_twice(&mut ann, &format!("/clients/{client}/edit"), names).await;
    saved_twice(&mut ann, &format!("/groups/{group}/edit"), names).await;
    saved_twice(&mut ann, &format!("{venue}/edit"), names).await;
    saved_twice(&mut ann, &format!("{template}/edit"), names).await;
    saved_twice(&mut ada, &season, names).await;
    saved_twice(&mut ann, &format!("/sessions/{session}"), ("plan", names.1)).await;
}
