//! Journey 4: review, offer, confirmation by link, the queue, and a place that goes on when nobody answers.

use axum::http::StatusCode;
use entity::id::ReferralId;
use entity::message;
use entity::state::{MessageKind, Role};
use entity::{client, referral};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

use crate::support::TestApp;
use crate::support::places::Plan;

/// Gives the client of a referral an address to which offers come.
async fn reachable(test: &TestApp, id: ReferralId, email: &str) {
    let tx = test.app.db.write().await.unwrap();
    let referral = referral::Entity::find_by_id(id).one(&tx).await.unwrap().unwrap();
    let row = client::ActiveModel {
        id: Set(referral.client_id),
        email: Set(Some(email.to_owned())),
        channel: Set(entity::state::ContactChannel::Email),
        language: Set(entity::state::Language::En),
        ..Default::default()
    };
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// The last message of a kind to the client of an address, to be sent.
async fn last(test: &TestApp, kind: MessageKind, email: &str) -> message::Model {
    let of = client::Entity::find().filter(client::Column::Email.eq(email));
    let client = of.one(test.app.db.read()).await.unwrap().expect("a client").id;
    let found = test.outbox().await.into_iter().rfind(|one| one.kind == kind && one.client_id == Some(client));
    found.unwrap_or_else(|| panic!("{email} is sent no {kind}"))
}

#[tokio::test]
async fn an_offer_is_confirmed_by_link_and_a_full_group_queues_until_a_place_is_free() {
    let test = TestApp::new().await;
    let mut leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(1)).await;
    test.session(group, 1, "2026-10-20T10:00:00Z").await;
    let mut paths = Vec::new();
    for name in ["aino", "eero", "ilmari"] {
        let id = test.referral(group, name, worker.id()).await;
        reachable(&test, id, &format!("{name}@example.org")).await;
        paths.push(format!("/referrals/{id}"));
    }

    leader.press(&paths[0], "Take into review").await;
    leader.press(&paths[0], "Offer a place").await;
    test.run_jobs_at("2026-10-14T09:03:00Z").await;
    let offer = last(&test, MessageKind::Offer, "aino@example.org").await;
    assert!(offer.body.contains("{link}"), "{}", offer.body);
    assert!(!offer.body.contains("Pata") && !offer.subject.contains("Pata"), "{}", offer.body);
    let mails = test.app.mailer.kept();
    let mail = mails.iter().find(|mail| mail.to == "aino@example.org").expect("the offer");
    let link = mail.body.lines().find_map(|line| line.trim().strip_prefix(&test.app.config.base_url)).expect("a link");
    let mut aino = test.anybody();
    let page = aino.get(link).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let taken = aino.press(&page.path, "I want the place").await;
    assert!(taken.html().contains("The place is yours now"), "{}", taken.text());

    let full = leader.press(&paths[1], "Offer a place").await;
    assert!(full.text().contains("Put the client in the queue"), "{}", full.text());
    for (path, minute) in paths[1..].iter().zip(1..) {
        test.at(&format!("2026-10-14T09:1{minute}:00Z"));
        leader.press(path, "Put in the queue").await;
    }
    for (path, turn) in paths[1..].iter().zip(1..) {
        let read = worker.get(path).await.text();
        assert!(read.contains(&format!("Place in the queue {turn}")), "{read}");
    }

    leader.submit(&paths[0], &[("to", "withdrawn"), ("note", "Moved away")]).await;
    test.at("2026-10-14T09:15:00Z");
    piiri::acts::offer_places_on(&test.app, test.app.clock.now()).await.unwrap();
    let offer = last(&test, MessageKind::Offer, "eero@example.org").await;
    let link = test.link(&offer).await;
    assert!(worker.get(&paths[1]).await.text().contains("Place offered"), "the freed place goes to the first in line");
    assert!(worker.get(&paths[2]).await.text().contains("Place in the queue 1"));

    test.run_jobs_at("2026-10-14T09:16:00Z").await;
    test.at("2026-10-16T09:17:00Z");
    for actor in [&mut leader, &mut worker] {
        actor.sign_in().await;
    }
    worker.press(&paths[1], "I tried to reach the client").await;
    piiri::acts::expire_offers(&test.app, test.app.clock.now()).await.unwrap();
    let read = worker.get(&paths[1]).await.text();
    assert!(read.contains("Lapsed"), "told on Wednesday at 12.16, tried again, and it is Friday 12.17: {read}");
    test.at("2026-10-16T09:20:00Z");
    piiri::acts::offer_places_on(&test.app, test.app.clock.now()).await.unwrap();
    last(&test, MessageKind::Offer, "ilmari@example.org").await;
    let mut eero = test.anybody();
    let late = eero.get(&link).await;
    assert!(!late.text().contains("I want the place"), "a lapsed offer is not there any more");
    worker.press(&paths[2], "Confirm the place").await;
    assert!(leader.get(&format!("/groups/{group}/participants")).await.text().contains("ilmari"));
    the_first_visit_closes_the_loop(&test, &mut leader, &mut worker, &paths[2]).await;
}

/// The referrer reads the first visit, absences in a row and the end on the same page.
async fn the_first_visit_closes_the_loop(
    test: &TestApp,
    leader: &mut crate::support::actor::Actor,
    worker: &mut crate::support::actor::Actor,
    path: &str,
) {
    let rows = entity::participation::Entity::find().all(test.app.db.read()).await.unwrap();
    let place = rows.iter().find(|row| row.active).expect("a place");
    let session = entity::session::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    let (group, id) = (place.group_id, place.id);
    let record = async |session: entity::id::SessionId, status: &str, at: &str| {
        test.at(at);
        let body = serde_json::json!({"entries": [{"participation_id": id, "status": status}]});
        let put = axum::http::Method::PUT;
        let answer = leader.api(put, &format!("/sessions/{session}/attendance"), Some(body)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
    };
    record(session.id, "present", "2026-10-20T12:30:00Z").await;
    let second = test.session(group, 2, "2026-10-27T10:00:00Z").await;
    let third = test.session(group, 3, "2026-11-03T10:00:00Z").await;
    record(second, "no_show", "2026-10-27T12:30:00Z").await;
    record(third, "no_show", "2026-11-03T12:30:00Z").await;
    worker.sign_in().await;
    let read = worker.get(path).await;
    assert!(read.text().contains("First visit"), "{}", read.text());
    assert!(read.text().contains("Absences in a row 2"), "{}", read.text());
    assert!(worker.get("/").await.text().contains("two misses in a row"));
    let end = format!("/participations/{id}/end");
    let body = serde_json::json!({"reason": "dropped_out", "on": "2026-11-03"});
    let ended = leader.api(axum::http::Method::POST, &end, Some(body)).await;
    assert_eq!(ended.status, StatusCode::OK, "{}", ended.json);
    let read = worker.get(path).await;
    assert!(read.text().contains("Ended") && read.text().contains("Dropped out"), "{}", read.text());
}
