//! A place that is offered, answered by the client's own link.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use chrono::TimeDelta;
use entity::id::{ClientId, GroupId, ReferralId};
use entity::state::{OfferStatus, ReferralStatus, Role};
use entity::{offer, referral};
use piiri::people::client::new_link;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::places::Plan;

struct Scene {
    test: TestApp,
    leader: Actor,
    worker: Actor,
    group: GroupId,
}

async fn scene() -> Scene {
    let test = TestApp::new().await;
    let leader = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Arjen rytmi", leader.id(), Plan::open(1)).await;
    test.outbox().await;
    Scene { test, leader, worker, group }
}

impl Scene {
    /// A referral that takes a step, its client, and the path of the client's own pages.
    async fn refer(&self, name: &str, to: &str) -> (ReferralId, ClientId, String) {
        let id = self.test.referral(self.group, name, self.worker.id()).await;
        let step = Some(json!({ "to": to }));
        let answer = self.leader.api(Method::POST, &format!("/referrals/{id}/transitions"), step).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
        let row = referral::Entity::find_by_id(id).one(self.test.app.db.read()).await.unwrap().unwrap();
        let now = self.test.app.clock.now();
        let token = self.test.system(async |act| new_link(act, row.client_id, now + TimeDelta::days(60)).await).await;
        (id, row.client_id, format!("/me/{token}"))
    }

    async fn status(&self, id: ReferralId) -> ReferralStatus {
        referral::Entity::find_by_id(id).one(self.test.app.db.read()).await.unwrap().unwrap().status
    }
}

#[tokio::test]
async fn a_client_takes_the_place_and_a_second_press_changes_nothing() {
    let scene = scene().await;
    let (id, _, me) = scene.refer("Aino Asiakas", "offered").await;
    let mut aino = scene.test.anybody();
    let page = aino.get(&me).await;
    assert!(page.text().contains("Arjen rytmi"), "behind the link the group has its name: {}", page.text());
    let (action, fields) = page.pressed("Otan paikan");
    let taken = aino.post(&action, &fields).await;
    assert!(taken.text().contains("Paikka on nyt sinun"), "{}", taken.text());
    assert_eq!(scene.status(id).await, ReferralStatus::Confirmed);
    let again = aino.post(&action, &fields).await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(again.text().contains("Paikka on nyt sinun"), "{}", again.text());
    assert_eq!(scene.status(id).await, ReferralStatus::Confirmed);
}

#[tokio::test]
async fn the_time_to_answer_begins_when_the_client_opens_the_page_and_not_when_a_program_looks_behind_the_link() {
    let scene = scene().await;
    let (_, client, me) = scene.refer("Aino Asiakas", "offered").await;
    let answer_by = async || {
        let find = offer::Entity::find().filter(offer::COLUMN.client_id.eq(client));
        find.one(scene.test.app.db.read()).await.unwrap().unwrap().answer_by
    };
    for method in [Method::HEAD, Method::GET] {
        assert_eq!(scene.test.anybody().scan(method.clone(), &me).await, StatusCode::OK);
        assert_eq!(answer_by().await, None, "{method}");
    }
    scene.test.anybody().get(&me).await;
    assert!(answer_by().await.is_some());
}

#[tokio::test]
async fn what_a_client_does_on_the_page_shows_that_it_was_seen_also_in_an_old_browser() {
    let scene = scene().await;
    let (_, client, me) = scene.refer("Aino Asiakas", "offered").await;
    let request = Request::post(format!("{me}/choices"))
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::ORIGIN, "http://127.0.0.1:8080")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let request = request.body(Body::from("language=fi&channel=none&reminders=none")).unwrap();
    let (status, ..) = scene.test.anybody().call(request).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let find = offer::Entity::find().filter(offer::COLUMN.client_id.eq(client));
    assert!(find.one(scene.test.app.db.read()).await.unwrap().unwrap().answer_by.is_some());
}

#[tokio::test]
async fn a_client_who_turns_the_place_down_gives_it_to_the_next() {
    let scene = scene().await;
    let (first, _, me) = scene.refer("Aino Asiakas", "offered").await;
    let (next, ..) = scene.refer("Eino Asiakas", "waitlisted").await;
    let mut aino = scene.test.anybody();
    let page = aino.press(&me, "En ota paikkaa").await;
    assert!(page.text().contains("Et ota paikkaa."), "{}", page.text());
    assert_eq!(scene.status(first).await, ReferralStatus::Declined);
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    assert_eq!(scene.status(next).await, ReferralStatus::Offered);
}

#[tokio::test]
async fn an_offer_whose_time_is_up_says_so_kindly_and_can_no_longer_be_taken() {
    let mut scene = scene().await;
    let (id, _, me) = scene.refer("Aino Asiakas", "offered").await;
    let mut aino = scene.test.anybody();
    // Seen on Wednesday 14.10., it stands until the seventh open day.
    let page = aino.get(&me).await;
    assert!(page.text().contains("Vastaa viimeistään to 22.10. klo 12"), "{}", page.text());
    let (action, fields) = page.pressed("Otan paikan");
    scene.leader.press(&format!("/referrals/{id}"), "I tried to reach the client").await;
    for (moment, status) in
        [("2026-10-22T09:00:00Z", ReferralStatus::Offered), ("2026-10-22T09:05:00Z", ReferralStatus::Expired)]
    {
        scene.test.at(moment);
        let late = aino.post(&action, &fields).await;
        assert_eq!(late.status, StatusCode::OK);
        assert!(late.text().contains("ei ole enää varattuna"), "{}", late.text());
        assert!(!late.text().contains("Otan paikan"));
        assert_eq!(scene.status(id).await, status, "the job closes it, not the press");
        scene.test.run_jobs_at(moment).await;
    }
}

#[tokio::test]
async fn the_offer_of_another_and_a_wrong_link_are_not_found() {
    let scene = scene().await;
    let (_, _, me) = scene.refer("Aino Asiakas", "offered").await;
    let (_, _, other) = scene.refer("Eino Asiakas", "waitlisted").await;
    let (action, fields) = scene.test.anybody().get(&me).await.pressed("Otan paikan");
    let offer = action.rsplit('/').next().unwrap();
    let mut eino = scene.test.anybody();
    let theirs = eino.post(&format!("{other}/offers/{offer}"), &fields).await;
    let wrong = eino.post(&format!("/me/abcdefghijklmnopqrstuvwxyz234567/offers/{offer}"), &fields).await;
    assert_eq!((theirs.status, wrong.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(theirs.text(), wrong.text(), "neither says more than the other");
    let offers = entity::offer::Entity::find().all(scene.test.app.db.read()).await.unwrap();
    assert!(offers.iter().all(|offer| offer.status == OfferStatus::Open));
}
