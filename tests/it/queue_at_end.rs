//! A group that ends while people still wait for a place in it: a person says what becomes of each, and tells the client.

use axum::http::{Method, StatusCode};
use entity::group;
use entity::state::{CloseReason, ContactChannel, GroupStatus, ReferralStatus, TaskKind};
use piiri::acts;
use sea_orm::{ActiveModelTrait, Set};
use serde_json::json;

use crate::support::heard::{Heard, ReachedBy};

#[tokio::test]
async fn who_waits_is_put_before_whoever_helps_once_and_the_group_is_not_reported_before_that_is_settled() {
    let mut heard = Heard::at("2026-10-20T07:00:00Z").await;
    let waits = heard.refer("Eino Asiakas", ReachedBy::by(ContactChannel::Sms, Some("+358401234567"))).await;
    heard.step(waits, "waitlisted").await;
    heard.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let before = heard.texts("").len();
    let over = group::ActiveModel {
        id: Set(heard.group),
        status: Set(GroupStatus::Ended),
        status_at: Set(heard.test.app.clock.now()),
        ..Default::default()
    };
    heard.test.system(async |act| Ok(over.update(act.tx).await.map(drop)?)).await;
    for moment in ["2026-10-14T09:08:00Z", "2026-10-14T09:09:00Z"] {
        heard.test.at(moment);
        acts::close_ended_groups(&heard.test.app, heard.test.app.clock.now()).await.unwrap();
        assert_eq!(heard.asked(TaskKind::GroupOver).await, [heard.worker.id()], "asked once");
    }
    let row = heard.row(waits).await;
    assert_eq!((row.status, row.closed_at), (ReferralStatus::InReview, None), "no machine closes it");
    let steps = format!("/groups/{}/transitions", heard.group);
    let early = heard.leader.api(Method::POST, &steps, Some(json!({"to": "reported"}))).await;
    assert_eq!(early.json["errors"][0]["code"], "group_step_left_open", "{}", early.json);
    assert!(early.json["detail"].as_str().unwrap().contains("1 referrals are open"), "{}", early.json);
    heard.worker.sign_in().await;
    let page = heard.worker.get(&format!("/referrals/{waits}")).await;
    assert!(page.text().contains("The group has ended"), "{}", page.text());
    assert!(page.text().contains("a decision can be asked for"), "{}", page.text());
    assert!(!page.text().contains("Offer a place"), "{}", page.text());
    let settled = heard.worker.api(Method::POST, &format!("/referrals/{waits}/settle"), Some(json!({}))).await;
    assert_eq!(settled.status, StatusCode::OK, "{}", settled.json);
    assert_eq!(heard.row(waits).await.close_reason, Some(CloseReason::NeverPlaced));
    assert!(heard.asked(TaskKind::GroupOver).await.is_empty());
    assert_eq!(heard.texts("").len(), before, "the client hears it from a person");
    heard.test.outbox().await;
}
