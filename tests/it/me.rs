//! A client's own pages behind the private link.

use axum::http::StatusCode;
use chrono::TimeDelta;
use entity::client;
use entity::state::{ContactChannel, Language, Role};
use piiri::audit;
use piiri::people::client::{ClientInput, create, new_link};
use sea_orm::EntityTrait;

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
