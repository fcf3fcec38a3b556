//! A client's own pages behind the private link.

use axum::http::StatusCode;
use chrono::TimeDelta;
use entity::client;
use entity::state::{ContactChannel, Language, Role};
use piiri::audit;
use piiri::people::client::{ClientInput, create, new_link};
use piiri::text::when;
use sea_orm::{EntityTrait, QueryFilter};

use crate::support::TestApp;

async fn link(test: &TestApp) -> (entity::id::ClientId, String) {
    let worker = test.staff("Ann Worker", &[Role::Worker]).await;
    let now = test.app.clock.now();
    let (id, token) = test
        .act(piiri::access::Actor::Staff(worker.id()), async |act| {
            let input = ClientInput {
                language: Language::FiEasy,
                phone: Some("+358401234567".into()),
                channel: ContactChannel::Sms,
                key_worker_id: Some(worker.id()),
                ..ClientInput::named("Aino Asiakas")
            };
            let id = create(act, input).await.unwrap();
            let token = new_link(act, id, now + TimeDelta::days(1)).await.unwrap();
            Ok((id, token))
        })
        .await;
    (id, token)
}

#[tokio::test]
async fn a_link_opens_one_clients_pages_in_the_clients_language_and_each_view_is_logged() {
    let test = TestApp::new().await;
    let (id, token) = link(&test).await;
    let mut aino = test.anybody();
    let page = aino.get(&format!("/me/{token}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(
        page.text().contains("Hei Aino!") && page.text().contains("Nämä sivut ovat vain sinulle"),
        "{}",
        page.text()
    );
    let page = aino.get(&format!("/me/{token}/data")).await;
    assert!(page.text().contains("Aino Asiakas") && page.text().contains("Kukaan muu kuin sinä"), "{}", page.text());
    let seen = audit::accesses_of(test.app.db.read(), &[id], 10).await.unwrap();
    assert_eq!(seen.iter().filter(|entry| entry.what.starts_with("me")).count(), 2);
    let bea = test.staff("Bea Katsoja", &[Role::DataProtectionOfficer]).await;
    test.act(piiri::access::Actor::Staff(bea.id()), async |act| audit::seen(act, id, "client").await).await;
    let page = aino.get(&format!("/me/{token}/data")).await;
    assert_eq!(page.all("main tbody tr").len(), 1, "others' looks only: {}", page.text());
    assert!(page.text().contains("Bea Katsoja"), "{}", page.text());
}

#[tokio::test]
async fn a_wrong_and_an_expired_link_answer_alike() {
    let test = TestApp::new().await;
    let (_, token) = link(&test).await;
    let mut aino = test.anybody();
    let wrong = aino.get("/me/abcdefghijklmnopqrstuvwxyz234567").await;
    test.at("2026-10-16T09:00:00Z");
    let expired = aino.get(&format!("/me/{token}")).await;
    assert_eq!((wrong.status, expired.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(wrong.main(), expired.main());
    let names = |page: &crate::support::page::Page| {
        page.headers.keys().map(ToString::to_string).collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(names(&wrong), names(&expired));
}

#[tokio::test]
async fn a_client_chooses_language_channel_and_reminders_but_no_channel_without_an_address() {
    let test = TestApp::new().await;
    let (id, token) = link(&test).await;
    let mut aino = test.anybody();
    let path = format!("/me/{token}");
    let page = aino.submit(&path, &[("language", "sv"), ("channel", "sms"), ("reminders", "none")]).await;
    assert!(page.text().contains("Dina val har sparats"), "{}", page.text());
    let row = client::Entity::find_by_id(id).one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!((row.language, row.reminders), (Language::Sv, entity::state::ReminderChoice::None));
    let told: Vec<_> = test.outbox().await.into_iter().map(|row| (row.kind, row.client_id)).collect();
    assert_eq!(told, [(entity::state::MessageKind::ClientChanged, None)], "the key worker hears of it");
    let page = aino.submit(&path, &[("channel", "email")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attributes(".error-summary a", "href"), ["#f-channel"]);
}

/// The lines of an own page that say that a session is off.
fn cancelled(page: &crate::support::page::Page) -> Vec<String> {
    page.all("h3 s")
}

#[tokio::test]
async fn a_session_that_was_cancelled_stays_in_sight_until_two_weeks_after_its_day() {
    let test = TestApp::new().await;
    let ann = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let plan = test.plan("G01", ann.id(), 3).await;
    let aino = test.place("Aino Asiakas", plan.group).await;
    let session = entity::session::Entity::find_by_id(plan.sessions[1]);
    let session = session.one(test.app.db.read()).await.unwrap().unwrap();
    let link = async |client, at| test.system(async |act| new_link(act, client, at + TimeDelta::days(90)).await).await;
    let token = link(aino, test.app.clock.now()).await;
    let mut phone = test.anybody();
    let me = format!("/me/{token}");
    assert!(cancelled(&phone.get(&me).await).is_empty());
    let off = Some(serde_json::json!({ "code": "leader_ill" }));
    let answer = ann.api(axum::http::Method::POST, &format!("/sessions/{}/cancel", session.id), off).await;
    assert!(answer.status.is_success(), "{}", answer.json);
    test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let page = phone.get(&me).await;
    assert_eq!(cancelled(&page).len(), 1, "where the notice leads: {}", page.text());
    assert!(page.text().contains("Peruttu") && !page.html().contains(&session.id.to_string()), "{}", page.text());
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let late = test.client("Liisa Myöhä", wes.id()).await;
    crate::support::seed::place(&test, plan.group, late, "2026-10-14T09:30:00Z").await;
    let hers = link(late, test.app.clock.now()).await;
    let page = test.anybody().get(&format!("/me/{hers}")).await;
    assert!(cancelled(&page).is_empty(), "who came later never had it: {}", page.text());
    for (days, shown) in [(13, 1), (15, 0)] {
        test.app.clock.set(session.ends_at + TimeDelta::days(days));
        assert_eq!(cancelled(&phone.get(&me).await).len(), shown, "{days} days after it");
    }
    test.outbox().await;
}

#[tokio::test]
async fn of_a_group_that_was_cancelled_the_sessions_are_shown_as_off() {
    let test = TestApp::new().await;
    let ann = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let plan = test.plan("G01", ann.id(), 3).await;
    let now = test.app.clock.now();
    let (aino, gone) = (test.place("Aino Asiakas", plan.group).await, test.place("Eero Poissa", plan.group).await);
    let link = async |client| test.system(async |act| new_link(act, client, now + TimeDelta::days(90)).await).await;
    let (hers, his) = (format!("/me/{}", link(aino).await), format!("/me/{}", link(gone).await));
    let place = entity::participation::Entity::find().all(test.app.db.read()).await.unwrap();
    let place = place.into_iter().find(|place| place.client_id == gone).unwrap();
    let ended = Some(serde_json::json!({ "reason": "transferred", "on": "2026-10-13" }));
    let ended = ann.api(axum::http::Method::POST, &format!("/participations/{}/end", place.id), ended).await;
    assert!(ended.status.is_success(), "{}", ended.json);
    test.at("2026-10-14T09:10:00Z");
    test.system(async |act| {
        let status = sea_orm::Set(entity::state::GroupStatus::ConfirmedToRun);
        let row = entity::group::ActiveModel { id: sea_orm::Set(plan.group), status, ..Default::default() };
        sea_orm::ActiveModelTrait::update(row, act.tx).await.unwrap();
        Ok(())
    })
    .await;
    let off = Some(serde_json::json!({ "to": "cancelled", "code": "too_few" }));
    let answer = ann.api(axum::http::Method::POST, &format!("/groups/{}/transitions", plan.group), off).await;
    assert!(answer.status.is_success(), "{}", answer.json);
    let (hers, his) = (test.anybody().get(&hers).await, test.anybody().get(&his).await);
    assert_eq!(cancelled(&hers).len(), 3, "{}", hers.text());
    let ended = entity::participation::Entity::find_by_id(place.id).one(test.app.db.read()).await.unwrap().unwrap();
    assert!(!ended.active && cancelled(&his).is_empty(), "who had left before: {}", his.text());
    test.outbox().await;
}

#[tokio::test]
async fn sessions_of_two_groups_stand_in_the_order_of_time_with_those_that_are_off_in_their_place() {
    let test = TestApp::new().await;
    let ann = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let (one, other) = (test.plan("G01", ann.id(), 4).await, test.plan("G02", ann.id(), 4).await);
    let aino = test.place("Aino Asiakas", one.group).await;
    crate::support::seed::place(&test, other.group, aino, "2026-10-01T09:00:00Z").await;
    let now = test.app.clock.now();
    let token = test.system(async |act| new_link(act, aino, now + TimeDelta::days(90)).await).await;
    let ahead = entity::session::Entity::find().filter(entity::session::COLUMN.ends_at.gt(now));
    let mut ahead = ahead.all(test.app.db.read()).await.unwrap();
    ahead.sort_by_key(|session| session.starts_at);
    let off = ahead.iter().rfind(|session| session.group_id == one.group).unwrap();
    let code = Some(serde_json::json!({ "code": "leader_ill" }));
    let answer = ann.api(axum::http::Method::POST, &format!("/sessions/{}/cancel", off.id), code).await;
    assert!(answer.status.is_success(), "{}", answer.json);
    let page = test.anybody().get(&format!("/me/{token}")).await;
    let zone = piiri::config::ZONE;
    let span = |session: &entity::session::Model| when::span(Language::Fi, zone, session.starts_at, session.ends_at);
    let spans: Vec<String> = ahead.iter().map(span).collect();
    assert!(spans.len() > 3, "{spans:?}");
    assert_eq!(page.all("ul.stack > li > h3"), spans, "{}", page.text());
    assert_eq!(cancelled(&page), [span(off)]);
    test.outbox().await;
}

#[tokio::test]
async fn who_cant_come_may_say_why_and_the_leader_reads_it_on_the_sheet() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let plan = test.plan("G01", ann.id(), 3).await;
    let aino = test.place("Aino Asiakas", plan.group).await;
    let now = test.app.clock.now();
    let token = test.system(async |act| new_link(act, aino, now + TimeDelta::days(90)).await).await;
    let ahead = entity::session::Entity::find().filter(entity::session::COLUMN.starts_at.gt(now));
    let session = ahead.one(test.app.db.read()).await.unwrap().unwrap().id;
    let mut phone = test.anybody();
    let path = format!("/me/{token}/sessions/{session}/absence");
    let long = "x".repeat(201);
    let refused = phone.submit(&path, &[("reason", &long)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
    assert!(refused.html().contains(&long), "what was typed stays");
    let told = phone.submit(&path, &[("reason", "Hammaslääkäri")]).await;
    assert!(told.text().contains("Kiitos, kun kerroit"), "{}", told.text());
    ann.sign_in().await;
    let sheet = ann.get(&format!("/sessions/{session}/attendance")).await;
    assert!(sheet.html().contains("Hammaslääkäri"), "{}", sheet.text());
    test.outbox().await;
}
