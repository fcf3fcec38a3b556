//! Two who must not meet and both have a place: somebody hears of the bare conflict, and nobody is moved by the program.

use axum::http::StatusCode;
use entity::id::{ClientId, PairRuleId, StaffId};
use entity::state::{GroupStatus, Openness, ParticipationStatus, Role, TaskKind};
use entity::{group, pair_rule, participation, task};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::support::actor::Actor;
use crate::support::{TestApp, seed};

struct Scene {
    test: TestApp,
    lea: Actor,
    wes: Actor,
    max: Actor,
    clients: [ClientId; 2],
}

async fn scene() -> Scene {
    let test = TestApp::new().await;
    let lea = test.staff("Lea Leader", &[Role::Leader]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let max = test.staff("Max Manager", &[Role::Manager]).await;
    let group = seed::group(&test, lea.id(), "G01", Openness::Closed).await;
    let clients =
        [seed::client(&test, wes.id(), "Aino Lehto").await, seed::client(&test, wes.id(), "Eero Salmi").await];
    for client in clients {
        seed::place(&test, group, client, "2026-09-01T09:00:00Z").await;
    }
    Scene { test, lea, wes, max, clients }
}

impl Scene {
    async fn keep_apart(&mut self) -> PairRuleId {
        let path = format!("/clients/{}", self.clients[0]);
        let saved = self.wes.submit(&path, &[("other", "Eero Salmi"), ("reason", "They have fought.")]).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
        pair_rule::Entity::find().one(self.test.app.db.read()).await.unwrap().unwrap().id
    }

    async fn asked(&self) -> Vec<StaffId> {
        let find = task::Entity::find().filter(task::COLUMN.kind.eq(TaskKind::PairConflict));
        let open = find.filter(task::COLUMN.done_at.is_null()).order_by_asc(task::Column::StaffId);
        open.all(self.test.app.db.read()).await.unwrap().into_iter().map(|task| task.staff_id).collect()
    }
}

#[tokio::test]
async fn leader_and_supervisor_hear_of_the_bare_conflict_and_everybody_keeps_the_place() {
    let mut scene = scene().await;
    scene.keep_apart().await;
    let mut both = [scene.lea.id(), scene.max.id()];
    both.sort();
    assert_eq!(scene.asked().await, both);
    for actor in [&mut scene.lea, &mut scene.max] {
        let today = actor.get("/").await.text();
        assert!(today.contains("Two in the group must not meet") && !today.contains("fought"), "{today}");
        assert!(!today.contains("Aino Lehto · ") && !today.contains("Eero Salmi · "), "the bare conflict: {today}");
    }
    let places = participation::Entity::find().all(scene.test.app.db.read()).await.unwrap();
    assert!(places.iter().all(|place| place.active), "nobody is moved");
}

#[tokio::test]
async fn nobody_is_asked_any_more_once_the_rule_is_lifted_or_one_has_left() {
    let mut scene = scene().await;
    let rule = scene.keep_apart().await;
    let lift = format!("/clients/{}/pairs/{rule}/lift", scene.clients[0]);
    assert_eq!(scene.wes.post(&lift, &[]).await.status, StatusCode::OK);
    assert!(scene.asked().await.is_empty());
    scene.keep_apart().await;
    assert_eq!(scene.asked().await.len(), 2);
    let db = scene.test.app.db.read();
    let place = participation::Entity::find().filter(participation::COLUMN.client_id.eq(scene.clients[1]));
    let place = place.one(db).await.unwrap().unwrap().id;
    let body = serde_json::json!({ "reason": "transferred", "on": "2026-10-14" });
    let path = format!("/participations/{place}/end");
    let ended = scene.lea.api(axum::http::Method::POST, &path, Some(body)).await;
    assert!(ended.status.is_success(), "{}", ended.json);
    assert!(scene.asked().await.is_empty());
    scene.test.outbox().await;
}

#[tokio::test]
async fn nobody_is_asked_any_more_once_the_group_is_cancelled() {
    let mut scene = scene().await;
    scene.keep_apart().await;
    assert_eq!(scene.asked().await.len(), 2);
    let group = group::Entity::find().one(scene.test.app.db.read()).await.unwrap().unwrap().id;
    scene
        .test
        .system(async |act| {
            // As before its first session.
            let before = Expr::value(GroupStatus::Recruiting);
            group::Entity::update_many().col_expr(group::Column::Status, before).exec(act.tx).await?;
            let unbegun = Expr::value(ParticipationStatus::Confirmed);
            participation::Entity::update_many().col_expr(participation::Column::Status, unbegun).exec(act.tx).await?;
            Ok(())
        })
        .await;
    let step = serde_json::json!({ "to": "cancelled", "code": "too_few" });
    let path = format!("/groups/{group}/transitions");
    let cancelled = scene.lea.api(axum::http::Method::POST, &path, Some(step)).await;
    assert!(cancelled.status.is_success(), "{}", cancelled.json);
    assert!(scene.asked().await.is_empty());
    scene.test.outbox().await;
}
