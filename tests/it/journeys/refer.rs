//! Journey 3: a worker finds a group and refers; a client and a partner send one from the public page.

use axum::http::StatusCode;
use entity::state::{MessageKind, ReferralSource, Role};
use entity::{application, client, referral};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::open::recruiting;
use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::places::Plan;

#[tokio::test]
async fn a_worker_goes_from_a_client_to_a_sent_referral_and_follows_it() {
    let test = TestApp::new().await;
    let mut leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    test.group("Tallin tahtiin", leader.id(), Plan { animals: Some("hevonen"), ..Plan::open(2) }).await;
    for (number, starts) in [(1, "2026-10-20T09:00:00Z"), (2, "2026-10-22T09:00:00Z")] {
        test.session(group, number, starts).await;
    }
    let client = test.client("Aino Asiakas", worker.id()).await;

    let record = worker.get(&format!("/clients/{client}")).await;
    let find = record.attributes("a", "href").into_iter().find(|href| href.starts_with("/find")).expect("a way");
    let narrowed =
        format!("{find}&municipality=Kajaani&kind=functional&weekday=4&language=fi&free=true&no_animals=true");
    let found = worker.get(&narrowed).await;
    let ways = found.attributes("#results .actions a", "href");
    assert_eq!(ways.len(), 1, "{}", found.text());
    let fields = [
        ("reason", "Alone too much"),
        ("goals", "Out of the house once a week\nCook for others"),
        ("needs", "Nut allergy"),
        ("first_channel", "print"),
        ("accompany", "true"),
    ];
    let sent = worker.submit(&ways[0], &fields).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
    for told in ["Aino Asiakas", "Alone too much", "Cook for others", "Nut allergy", "Poster or leaflet", "session 1"] {
        assert!(sent.text().contains(told), "{told}: {}", sent.text());
    }
    let again = worker.submit(&ways[0], &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("already has an open referral to this group"), "{}", again.text());
    assert_eq!(again.all("#f-reason"), ["Alone too much"], "nothing typed is lost");
    assert!(leader.get("/").await.text().contains("Pata porisee"), "the leader has a referral to decide");
    the_loop_tells_all(&test, (&mut worker, &mut leader), &sent.path).await;
}

/// Received, asked, decided, offered, confirmed: the referrer reads each on one page, and is told of each.
async fn the_loop_tells_all(test: &TestApp, (worker, leader): (&mut Actor, &mut Actor), path: &str) {
    let read = worker.get(path).await;
    assert!(read.text().contains("Received") && read.text().contains("Sent"), "{}", read.text());
    leader.submit(path, &[("to", "info_requested"), ("note", "Which days suit?")]).await;
    let read = worker.get(path).await;
    assert!(read.text().contains("Which days suit?"), "{}", read.text());
    let (action, mut fields) = read.filled(&[("note", "Tuesdays")]);
    fields.push(("to".to_owned(), "in_review".to_owned()));
    worker.post(&action, &fields).await;
    leader.press(path, "Offer a place").await;
    let read = worker.get(path).await;
    for told in ["Decided", "Ann Leader", "Offer valid until", "Attempts to reach the client"] {
        assert!(read.text().contains(told), "{told}: {}", read.text());
    }
    worker.press(path, "Confirm the place").await;
    assert!(worker.get(path).await.text().contains("Confirmed"));
    test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let sent = test.outbox().await;
    let told = sent.iter().filter(|one| one.kind == MessageKind::ReferralAnswer && one.staff_id == Some(worker.id()));
    assert!(told.count() >= 2, "every answer of the leader is told");
    for message in sent.iter().filter(|message| message.client_id.is_some()) {
        assert!(!message.body.contains("Pata"), "no group is named to the client: {}", message.body);
    }
}

#[tokio::test]
async fn a_person_and_a_partner_apply_from_the_public_page_and_nothing_is_given_away() {
    let test = TestApp::new().await;
    let mut leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = recruiting(&test, &leader, |_| ()).await;
    test.client("Aino Oma", worker.id()).await;
    let (mut person, mut partner) = (test.anybody(), test.anybody());
    let programme = person.get("/open").await;
    assert!(programme.text().contains("Kokkiryhmä"), "{}", programme.text());
    let card = person.get(&format!("/open/groups/{}", group.slug)).await;
    let apply = card.attributes("main a", "href").into_iter().find(|href| href.contains("/apply")).expect("a way in");
    let known = person.submit(&apply, &[("name", "Aino Oma"), ("email", "aino@example.org")]).await;
    let first = test.confirmation_sent(Some("aino@example.org")).await;
    let fields = [
        ("source", "partner"),
        ("partner", "Järjestö ry"),
        ("partner_person", "Outi"),
        ("name", "Eero Eskola"),
        ("phone", "040 123 4567"),
    ];
    let unknown = partner.submit(&apply, &fields).await;
    let second = test.confirmation_sent(Some("+358401234567")).await;
    assert_eq!(known.main(), unknown.main(), "whether somebody is a client is nobody's to learn");
    let list = format!("/groups/{}/applications", group.id);
    assert_eq!(leader.get(&list).await.all("section.card").len(), 0, "unconfirmed ones wait");
    for (who, link) in [(&mut person, first), (&mut partner, second)] {
        assert!(who.press(&link, "I confirm it").await.text().contains("The application is confirmed"));
    }
    assert_eq!(leader.get(&list).await.all("section.card").len(), 2);
    for _ in 0..2 {
        leader.press(&list, "Take it up").await;
    }
    let db = test.app.db.read();
    let referrals = referral::Entity::find().all(db).await.unwrap();
    for source in [ReferralSource::Own, ReferralSource::Partner] {
        assert_eq!(referrals.iter().filter(|row| row.source == source).count(), 1, "{source}");
    }
    assert!(referrals.iter().any(|row| row.partner.as_deref() == Some("Järjestö ry")));
    assert_eq!(application::Entity::find().count(db).await.unwrap(), 2);
    assert_eq!(
        client::Entity::find().count(db).await.unwrap(),
        3,
        "the worker's own client is not within the leader's reach"
    );
}
