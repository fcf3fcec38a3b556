//! A time away that was told wrongly is changed, and all that follows is as if it had been told so at first.

use axum::http::{Method, StatusCode};
use entity::id::StaffId;
use entity::state::TaskKind;
use entity::{absence, client};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::{Value, json};

use crate::away::{Scene, away, scene};
use crate::support::actor::Actor;

async fn change(who: &Actor, id: &str, body: Value) -> StatusCode {
    who.api(Method::PUT, &format!("/absences/{id}"), Some(body)).await.status
}

impl Scene {
    /// Who has told the one time away that there is.
    async fn told_by(&self) -> Option<StaffId> {
        absence::Entity::find().one(self.test.app.db.read()).await.unwrap().unwrap().created_by
    }

    fn mails(&self) -> Vec<String> {
        let mails = self.test.app.mailer.kept();
        mails.into_iter().filter(|mail| mail.body.contains("/absences")).map(|mail| mail.to).collect()
    }
}

#[tokio::test]
async fn tasks_follow_another_deputy_and_other_days_as_if_told_so_at_first() {
    let scene = scene().await;
    let (wes, dora, max) = (scene.wes.id(), scene.dora.id(), scene.max.id());
    scene.ask("one", wes, "2026-10-30T09:00:00Z").await;
    let id = away(&scene.wes, json!({ "kind": "sick", "from_on": "2026-10-14", "deputy_id": dora })).await;
    assert_eq!(scene.whose("one").await, Some(dora));
    let nobody = json!({ "kind": "sick", "from_on": "2026-10-14" });
    assert_eq!(change(&scene.wes, &id, nobody).await, StatusCode::OK);
    assert_eq!(scene.whose("one").await, Some(max), "nobody is named: the supervisor");
    let later = json!({ "kind": "leave", "from_on": "2026-10-19", "until_on": "2026-10-20", "deputy_id": dora });
    assert_eq!(change(&scene.wes, &id, later).await, StatusCode::OK);
    for (at, whose) in [("2026-10-14T09:05:00Z", wes), ("2026-10-18T21:01:00Z", dora), ("2026-10-20T21:01:00Z", wes)] {
        scene.test.run_jobs_at(at).await;
        assert_eq!(scene.whose("one").await, Some(whose), "{at}");
    }
    let over = json!({ "kind": "leave", "from_on": "2026-10-19", "until_on": "2026-10-30" });
    assert_eq!(change(&scene.wes, &id, over).await, StatusCode::CONFLICT, "what is over stays");
    scene.test.outbox().await;
}

#[tokio::test]
async fn the_supervisor_is_asked_about_the_session_that_the_changed_days_leave_without_a_leader() {
    let scene = scene().await;
    let days = |from: &str, until: &str| json!({ "kind": "leave", "from_on": from, "until_on": until });
    let id = away(&scene.anna, days("2026-10-26", "2026-10-28")).await;
    let asked = |due: &str| vec![(scene.max.id(), due.to_owned())];
    assert_eq!(scene.asked(TaskKind::LeaderAway).await, asked("2026-10-27T08:00:00+00:00"));
    assert_eq!(change(&scene.anna, &id, days("2026-10-19", "2026-10-28")).await, StatusCode::OK);
    assert_eq!(scene.asked(TaskKind::LeaderAway).await, asked("2026-10-20T07:00:00+00:00"));
    assert_eq!(change(&scene.anna, &id, days("2026-10-21", "2026-10-22")).await, StatusCode::OK);
    assert_eq!(scene.asked(TaskKind::LeaderAway).await, [], "she is there on both days");
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_changes_it_has_told_it_so_the_absent_hear_of_it_and_their_trust_is_not_lent() {
    let mut scene = scene().await;
    let protected = client::ActiveModel { id: Set(scene.client), address_protection: Set(true), ..Default::default() };
    scene.test.system(async |act| Ok(protected.update(act.tx).await.map(drop)?)).await;
    let (wes, dora, max) = (scene.wes.id(), scene.dora.id(), scene.max.id());
    let days = |until: &str| json!({ "kind": "sick", "from_on": "2026-10-14", "until_on": until, "deputy_id": dora });
    let id = away(&scene.wes, days("2026-10-16")).await;
    let path = format!("/clients/{}", scene.client);
    assert!(scene.dora.get(&path).await.text().contains("Aino Lehto"), "whom Wes chose himself");
    assert_eq!(change(&scene.max, &id, days("2026-10-16")).await, StatusCode::OK);
    assert_eq!(scene.told_by().await, Some(wes), "what changes nothing does nothing");
    assert_eq!(change(&scene.max, &id, days("2026-10-23")).await, StatusCode::OK);
    assert_eq!(scene.told_by().await, Some(max));
    assert!(!scene.dora.get(&path).await.text().contains("Aino Lehto"), "whom the supervisor named now");
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    assert_eq!(scene.mails(), ["wes.worker@piiri.example"]);
    assert_eq!(change(&scene.wes, &id, days("2026-10-22")).await, StatusCode::OK);
    assert_eq!(scene.told_by().await, Some(wes));
    assert!(scene.dora.get(&path).await.text().contains("Aino Lehto"));
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    assert_eq!(scene.mails().len(), 1, "of the own word nobody is told");
    scene.test.outbox().await;
}

#[tokio::test]
async fn another_beginning_is_checked_anew_and_one_that_stands_may_lie_back() {
    let scene = scene().await;
    let body = |from: &str| json!({ "kind": "other", "from_on": from, "until_on": "2026-12-20" });
    let id = away(&scene.anna, body("2026-10-14")).await;
    assert_eq!(change(&scene.wes, &id, body("2026-10-15")).await, StatusCode::NOT_FOUND, "neither own nor supervised");
    assert_eq!(
        change(&scene.max, &id, body("2026-10-13")).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "of others: not back"
    );
    let far = json!({ "kind": "other", "from_on": "2026-10-14", "until_on": "2026-12-24" });
    scene.test.at("2026-12-01T09:00:00Z");
    assert_eq!(change(&scene.max, &id, far).await, StatusCode::OK);
    let other = json!({ "kind": "leave", "from_on": "2026-12-28", "until_on": "2026-12-30" });
    away(&scene.anna, other).await;
    let overlaps = json!({ "kind": "other", "from_on": "2026-10-14", "until_on": "2026-12-28" });
    assert_eq!(change(&scene.anna, &id, overlaps).await, StatusCode::UNPROCESSABLE_ENTITY);
    scene.test.outbox().await;
}

#[tokio::test]
async fn the_list_leads_to_the_form_which_keeps_whose_it_is() {
    let mut scene = scene().await;
    let id = away(&scene.wes, json!({ "kind": "sick", "from_on": "2026-10-14" })).await;
    let form = format!("/absences/{id}/edit");
    assert!(scene.wes.get("/absences").await.attributes("main a", "href").contains(&form));
    let page = scene.wes.submit(&form, &[("until_on", "2026-10-15"), ("kind", "leave")]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let row = absence::Entity::find().one(scene.test.app.db.read()).await.unwrap().unwrap();
    assert_eq!((row.staff_id, row.kind.code()), (scene.wes.id(), "leave"));
    assert_eq!(row.until_at.map(|until| until.to_rfc3339()).as_deref(), Some("2026-10-15T21:00:00+00:00"));
    assert_eq!(scene.anna.get(&form).await.status, StatusCode::NOT_FOUND);
}
