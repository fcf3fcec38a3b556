//! That somebody never came is known once a session is over at which the client was expected; at once it is undone freely.

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, GroupId};
use entity::state::{ContactChannel, MessageKind, MessageStatus, ParticipationStatus};
use entity::{group, message, participation};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

use crate::support::heard::{Heard, ReachedBy};

async fn scene() -> (Heard, ClientId) {
    let heard = Heard::at("2026-10-20T07:00:00Z").await;
    let client = heard.placed("Aino Asiakas", ReachedBy::text()).await;
    (heard, client)
}

fn participants(group: GroupId) -> String {
    format!("/groups/{group}/participants")
}

async fn place_of(heard: &Heard, client: ClientId) -> participation::Model {
    let find = participation::Entity::find().filter(participation::COLUMN.client_id.eq(client));
    find.one(heard.test.app.db.read()).await.unwrap().unwrap()
}

#[tokio::test]
async fn nobody_never_came_before_the_first_session_is_over_at_which_the_client_was_expected() {
    let (mut heard, client) = scene().await;
    let page = heard.leader.get(&participants(heard.group)).await;
    assert!(!page.text().contains("Never came"), "{}", page.text());
    let place = place_of(&heard, client).await;
    let path = format!("/participations/{}/no-start", place.id);
    let refused = heard.leader.post(&path, &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text());
    assert!(refused.text().contains("has not been expected at any session yet"), "{}", refused.text());
    assert!(place_of(&heard, client).await.active);
    heard.test.at("2026-10-20T12:00:00Z");
    heard.leader.sign_in().await;
    heard.leader.press(&participants(heard.group), "Never came").await;
    assert_eq!(place_of(&heard, client).await.status, ParticipationStatus::NoStart);
    heard.test.outbox().await;
}

#[tokio::test]
async fn within_two_minutes_it_is_undone_without_a_reason_though_others_wait_and_later_the_place_is_told_again() {
    let (mut heard, client) = scene().await;
    heard.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let full = group::ActiveModel { id: Set(heard.group), capacity: Set(1), ..Default::default() };
    heard.test.system(async |act| Ok(full.update(act.tx).await?)).await;
    let waits = heard.refer("Eino Asiakas", ReachedBy::by(ContactChannel::Sms, Some("+358407654321"))).await;
    heard.step(waits, "waitlisted").await;
    heard.test.at("2026-10-20T12:00:00Z");
    heard.leader.sign_in().await;
    heard.leader.press(&participants(heard.group), "Never came").await;
    let place = place_of(&heard, client).await;
    let path = format!("/participations/{}/reopen", place.id);
    heard.test.at("2026-10-20T12:01:00Z");
    let back = heard.leader.api(Method::POST, &path, Some(json!({}))).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.json);
    let confirmations = async || {
        let of = message::Entity::find().filter(message::COLUMN.client_id.eq(client));
        let of = of.filter(message::COLUMN.kind.eq(MessageKind::Confirmed));
        of.filter(message::COLUMN.status.ne(MessageStatus::Cancelled))
            .all(heard.test.app.db.read())
            .await
            .unwrap()
            .len()
    };
    assert_eq!(confirmations().await, 1, "the client heard of the place and of nothing else");
    let end = json!({ "reason": "transferred", "on": "2026-10-20" });
    let ended = heard.leader.api(Method::POST, &format!("/participations/{}/end", place.id), Some(end)).await;
    assert_eq!(ended.status, StatusCode::OK);
    heard.test.at("2026-10-20T12:04:00Z");
    let late = heard.leader.api(Method::POST, &path, Some(json!({}))).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "others wait: {}", late.json);
    let back = heard.leader.api(Method::POST, &path, Some(json!({ "reason": "By mistake" }))).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.json);
    assert_eq!(confirmations().await, 2, "the place is told again");
    heard.test.outbox().await;
}
