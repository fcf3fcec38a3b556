//! An offer that nobody answers: its place is free for the next, and a person says what becomes of the referral.

use entity::id::ReferralId;
use entity::offer;
use entity::state::{CloseReason, ContactChannel, ReferralStatus, TaskKind};

use piiri::access::Actor as By;
use sea_orm::EntityTrait;

use crate::support::heard::{Heard, ReachedBy};

/// An offer that has lapsed on 22.10., told by text message and tried once more.
async fn lapsed() -> (Heard, ReferralId) {
    let scene = Heard::at("2027-01-12T08:00:00Z").await;
    let id = scene.refer("Aino Asiakas", ReachedBy::text()).await;
    scene.step(id, "offered").await;
    scene.test.run_jobs_at("2026-10-14T09:02:00Z").await;
    scene.test.system(async |act| piiri::enrolment::count_contact_try(act, id).await).await;
    scene.test.run_jobs_at("2026-10-22T09:05:00Z").await;
    (scene, id)
}

#[tokio::test]
async fn a_lapse_frees_the_place_and_whoever_helps_says_what_becomes_of_the_referral() {
    let (mut scene, id) = lapsed().await;
    scene.worker.sign_in().await;
    scene.test.at("2026-10-22T10:00:00Z");
    let row = scene.row(id).await;
    assert_eq!((row.status, row.closed_at, row.close_reason), (ReferralStatus::Expired, None, None));
    assert_eq!(scene.asked(TaskKind::OfferLapsed).await, [scene.worker.id()]);
    let path = format!("/referrals/{id}");
    let page = scene.worker.get(&path).await;
    assert!(page.text().contains("the right to a decision"), "{}", page.text());
    scene.worker.press(&path, "Close: the client did not answer").await;
    let row = scene.row(id).await;
    assert!(row.closed_at.is_some());
    assert_eq!(row.close_reason, Some(CloseReason::Expired), "figures count it as before");
    assert!(scene.asked(TaskKind::OfferLapsed).await.is_empty());
    scene.worker.press(&path, "Take back the last step").await;
    let row = scene.row(id).await;
    assert_eq!((row.status, row.closed_at), (ReferralStatus::Expired, None), "open as it was before");
    assert_eq!(scene.asked(TaskKind::OfferLapsed).await, [scene.worker.id()]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn whoever_helps_asks_for_a_place_once_more_and_the_leader_decides() {
    let (mut scene, id) = lapsed().await;
    scene.worker.sign_in().await;
    scene.worker.press(&format!("/referrals/{id}"), "Let the leader decide").await;
    assert_eq!(scene.row(id).await.status, ReferralStatus::InReview);
    assert!(scene.asked(TaskKind::OfferLapsed).await.is_empty());
    assert_eq!(scene.asked(TaskKind::ReferralDecide).await, [scene.leader.id()]);
    let offered = scene.step(id, "offered").await;
    assert!(offered["offer_expires_at"].is_null(), "the clock begins anew when the client hears: {offered}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_lapse_that_is_ticked_off_while_nothing_is_decided_is_asked_again_on_the_next_day() {
    let (scene, _) = lapsed().await;
    let task = scene.tasks(TaskKind::OfferLapsed).await.remove(0);
    scene.test.system(async |act| piiri::acts::finish_task(act, scene.worker.id(), task.id).await).await;
    scene.test.run_jobs_at("2026-10-22T12:00:00Z").await;
    assert!(scene.asked(TaskKind::OfferLapsed).await.is_empty());
    scene.test.run_jobs_at("2026-10-23T09:00:00Z").await;
    assert_eq!(scene.asked(TaskKind::OfferLapsed).await, [scene.worker.id()]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_lapsed_referral_whose_group_is_cancelled_is_asked_about_once_and_for_that() {
    let (scene, id) = lapsed().await;
    scene.group_step(&scene.leader, serde_json::json!({ "to": "cancelled", "code": "too_few" })).await;
    assert_eq!(scene.row(id).await.close_reason, None, "a person closes it");
    assert!(scene.asked(TaskKind::OfferLapsed).await.is_empty());
    assert_eq!(scene.asked(TaskKind::GroupOver).await, [scene.worker.id()]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn an_offer_of_an_evening_before_closed_days_stands_until_two_open_days_after_its_client_was_told() {
    for (freed, told, lapses) in [
        // A Saturday evening, Easter Saturday, and the eve of Midsummer.
        ("2026-10-17T17:10:00Z", "2026-10-19T06:02:00Z", "2026-10-21T06:02:00Z"),
        ("2027-03-27T18:10:00Z", "2027-03-30T06:02:00Z", "2027-04-01T06:02:00Z"),
        ("2027-06-25T17:10:00Z", "2027-06-28T06:02:00Z", "2027-06-30T06:02:00Z"),
    ] {
        let scene = Heard::at("2027-12-01T08:00:00Z").await;
        scene.test.at("2026-10-14T09:00:00Z");
        let waits = scene.refer("Eino Asiakas", ReachedBy::text()).await;
        scene.step(waits, "waitlisted").await;
        scene.test.run_jobs_at(freed).await;
        assert_eq!(scene.row(waits).await.status, ReferralStatus::Offered, "{freed}");
        assert!(scene.texts("varattu paikka").is_empty(), "nobody is written to at that hour: {freed}");
        scene.test.run_jobs_at(told).await;
        assert_eq!(scene.texts("varattu paikka").len(), 1, "{freed}");
        let offers = offer::Entity::find().all(scene.test.app.db.read()).await.unwrap();
        let by: Vec<_> = offers.iter().filter_map(|offer| offer.answer_by).collect();
        assert_eq!(by, [lapses.parse::<chrono::DateTime<chrono::Utc>>().unwrap()], "{freed}");
        scene.test.outbox().await;
    }
}

#[tokio::test]
async fn a_call_about_an_offer_is_due_on_the_next_open_day_however_late_its_group_begins() {
    let scene = Heard::at("2027-01-12T08:00:00Z").await;
    // Saturday 17.10. at noon: Monday is the next day with open hours.
    scene.test.at("2026-10-17T09:00:00Z");
    let id = scene.refer("Sulo Hiljainen", ReachedBy::by(ContactChannel::None, None)).await;
    scene.step(id, "offered").await;
    let due: Vec<String> = scene.tasks(TaskKind::CallSession).await.iter().map(|one| one.due_at.to_rfc3339()).collect();
    assert_eq!(due, ["2026-10-19T09:00:00+00:00"]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_has_not_answered_an_offer_is_reminded_once_when_half_of_the_time_is_over_and_never_after_the_answer() {
    let scene = Heard::at("2027-01-12T08:00:00Z").await;
    let waits = scene.refer("Aino Asiakas", ReachedBy::text()).await;
    let answered = scene.refer("Eino Asiakas", ReachedBy::text()).await;
    for id in [waits, answered] {
        scene.step(id, "offered").await;
    }
    scene.test.run_jobs_at("2026-10-14T09:02:00Z").await;
    scene.step(answered, "confirmed").await;
    scene.test.run_jobs_at("2026-10-17T09:00:00Z").await;
    assert_eq!(scene.texts("Muistutus"), [""; 0], "half of the time is left");
    scene.test.run_jobs_at("2026-10-18T10:00:00Z").await;
    assert_eq!(scene.texts("Muistutus"), [""; 0], "on a Sunday nobody is written to");
    scene.test.run_jobs_at("2026-10-19T07:00:00Z").await;
    let told = scene.texts("Muistutus");
    assert!(told.len() == 1 && told[0].contains("to 22.10. klo 12"), "{told:?}");
    scene.test.run_jobs_at("2026-10-20T07:00:00Z").await;
    assert_eq!(scene.texts("Muistutus").len(), 1);
    let offers = offer::Entity::find().all(scene.test.app.db.read()).await.unwrap();
    let open = offers.iter().find(|offer| offer.referral_id == waits).unwrap();
    assert_eq!(open.contact_tries, 1, "a machine that writes again has not tried to reach anybody");
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_was_called_about_an_offer_is_called_once_more_when_half_of_the_time_is_over() {
    let scene = Heard::at("2027-01-12T08:00:00Z").await;
    let id = scene.refer("Nella Numeroton", ReachedBy::by(ContactChannel::Sms, None)).await;
    scene.step(id, "offered").await;
    let call = scene.tasks(TaskKind::CallSession).await.remove(0);
    let who = call.staff_id;
    scene.test.act(By::Staff(who), async |act| piiri::acts::finish_task(act, who, call.id).await).await;
    scene.test.run_jobs_at("2026-10-16T09:00:00Z").await;
    assert!(scene.tasks(TaskKind::CallSession).await.is_empty());
    scene.test.run_jobs_at("2026-10-19T07:00:00Z").await;
    assert_eq!(scene.asked(TaskKind::CallSession).await, [who]);
    scene.step(id, "confirmed").await;
    let open = scene.tasks(TaskKind::CallSession).await;
    assert!(open.iter().all(|task| task.key != call.key), "{open:?}");
    scene.test.outbox().await;
}
