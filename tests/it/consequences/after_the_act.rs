//! Silence after success: whoever is concerned by the end of a group, a decision or an application hears of it.

use axum::http::{Method, StatusCode};
use entity::state::{
    ContactChannel, GroupStatus, MessageKind, MessageStatus, ReferralStatus, Role, SessionStatus, TaskKind,
};
use entity::{group, session};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::json;

use crate::support::heard::{Heard, ReachedBy};

async fn sessions(scene: &Heard) -> Vec<SessionStatus> {
    let rows = session::Entity::find().all(scene.test.app.db.read()).await.unwrap();
    rows.into_iter().map(|row| row.status).collect()
}

#[tokio::test]
async fn an_early_end_says_before_it_is_pressed_what_is_told_and_is_undone_within_two_minutes() {
    let mut scene = Heard::at("2026-10-28T08:00:00Z").await;
    let client = scene.placed("Aino Asiakas", ReachedBy::text()).await;
    scene.runs().await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let card = format!("/groups/{}", scene.group);
    let page = scene.leader.get(&card).await;
    assert!(page.text().contains("1 participant is told:"), "{}", page.text());
    assert!(page.text().contains("Your meetings end sooner than planned"), "{}", page.text());
    let ended = scene.leader.press(&card, "End the group").await;
    assert!(ended.text().contains("say how each place ended"), "what comes next: {}", ended.text());
    assert_eq!(sessions(&scene).await, [SessionStatus::Cancelled]);
    assert_eq!(scene.asked(TaskKind::EndPlaces).await, [scene.leader.id()]);
    scene.test.at("2026-10-14T09:06:00Z");
    scene.leader.press(&card, "Undo the end").await;
    assert_eq!(sessions(&scene).await, [SessionStatus::Planned]);
    assert!(scene.asked(TaskKind::EndPlaces).await.is_empty());
    scene.test.run_jobs_at("2026-10-14T09:20:00Z").await;
    assert!(scene.texts("päättyvät").is_empty() && scene.texts("pidetään").is_empty(), "nobody hears of either");
    scene.leader.press(&card, "End the group").await;
    scene.test.run_jobs_at("2026-10-14T09:25:00Z").await;
    let said = scene.texts("päättyvät");
    assert!(said.len() == 1 && said[0].contains("Kiitos") && said[0].contains("jatkosta"), "{said:?}");
    let late = scene.leader.get(&card).await;
    assert!(!late.text().contains("Undo the end"), "{}", late.text());
    let refused = scene.group_step(&scene.leader, json!({ "to": "running" })).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.json);
    assert!(scene.to(client).await.iter().all(|row| row.kind != MessageKind::GroupOver), "thanked once");
}

#[tokio::test]
async fn an_end_within_a_day_of_a_session_goes_out_at_once_and_its_undo_is_a_second_message() {
    let scene = Heard::at("2026-10-15T08:00:00Z").await;
    scene.placed("Aino Asiakas", ReachedBy::text()).await;
    scene.runs().await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    scene.group_step(&scene.leader, json!({ "to": "ended" })).await;
    scene.test.run_jobs_at("2026-10-14T09:06:00Z").await;
    assert_eq!(scene.texts("päättyvät").len(), 1);
    scene.test.at("2026-10-14T09:06:30Z");
    let undone = scene.group_step(&scene.leader, json!({ "to": "running" })).await;
    assert_eq!((undone.status, &undone.json["status"]), (StatusCode::OK, &json!("running")), "{}", undone.json);
    scene.test.run_jobs_at("2026-10-14T09:07:00Z").await;
    assert_eq!(scene.texts("pidetään sittenkin").len(), 1);
    scene.test.outbox().await;
}

#[tokio::test]
async fn whoever_has_a_place_is_thanked_when_the_group_ends_with_its_last_session() {
    let scene = Heard::at("2026-10-15T08:00:00Z").await;
    let client = scene.placed("Aino Asiakas", ReachedBy::text()).await;
    let silent = scene.placed("Sulo Hiljainen", ReachedBy::by(ContactChannel::None, None)).await;
    scene.runs().await;
    let ends_at = Set(Some("2026-10-15T10:00:00Z".parse().unwrap()));
    let over = group::ActiveModel { id: Set(scene.group), ends_at, ..Default::default() };
    scene.test.system(async |act| Ok(over.update(act.tx).await.map(drop)?)).await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    scene.test.run_jobs_at("2026-10-15T10:00:00Z").await;
    scene.test.run_jobs_at("2026-10-15T10:03:00Z").await;
    let said = scene.texts("päättyneet");
    assert!(said.len() == 1 && said[0].contains("Kiitos") && said[0].contains("jatkaa"), "{said:?}");
    let of_end =
        |rows: Vec<entity::message::Model>| rows.iter().filter(|row| row.kind == MessageKind::GroupOver).count();
    assert_eq!((of_end(scene.to(client).await), of_end(scene.to(silent).await)), (1, 0));
}

#[tokio::test]
async fn a_cancelled_group_is_told_to_clients_in_every_state_and_to_a_worker_once() {
    let scene = Heard::at("2026-10-28T08:00:00Z").await;
    let mut ids = Vec::new();
    for (name, to) in [("Aino", "in_review"), ("Iina", "offered"), ("Oona", "confirmed"), ("Eino", "waitlisted")] {
        let id = scene.refer(name, ReachedBy::text()).await;
        scene.step(id, to).await;
        ids.push(id);
    }
    ids.push(scene.refer("Uuno", ReachedBy::text()).await);
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    scene.test.outbox().await;
    let mails = scene.mails("will.worker@piiri.example").len();
    scene.test.at("2026-10-14T10:00:00Z");
    let done = scene.group_step(&scene.leader, json!({ "to": "cancelled", "code": "too_few" })).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.json);
    scene.test.run_jobs_at("2026-10-14T10:03:00Z").await;
    for id in ids {
        let row = scene.row(id).await;
        assert_eq!(
            (row.close_reason, row.status),
            (None, ReferralStatus::InReview),
            "a person says what becomes of it"
        );
        let told = scene.to(row.client_id).await;
        let off =
            told.iter().filter(|one| one.kind == MessageKind::GroupCancelled && one.status == MessageStatus::Sent);
        assert_eq!(off.count(), 1, "{}: {told:?}", row.status);
    }
    assert_eq!(scene.mails("will.worker@piiri.example").len() - mails, 1, "one mail for one group");
}

#[tokio::test]
async fn whoever_leads_hears_by_mail_what_was_decided_on_the_plan_and_the_supervisor_that_it_waits() {
    let mut scene = Heard::at("2026-10-28T08:00:00Z").await;
    let draft = scene
        .leader
        .api(
            Method::POST,
            "/groups",
            Some(json!({ "name": "Uusi", "kind": "functional", "openness": "closed", "unit_id": scene.test.county })),
        )
        .await;
    assert_eq!(draft.status, StatusCode::CREATED, "{}", draft.json);
    let (id, code) = (draft.json["id"].as_str().unwrap(), draft.json["code"].as_str().unwrap());
    let (card, steps) = (format!("/groups/{id}"), format!("/groups/{id}/step"));
    let to = |to: &str, reason: &str| [("to".to_owned(), to.to_owned()), ("reason".to_owned(), reason.to_owned())];
    let sent = scene.leader.post(&steps, &to("submitted", "")).await;
    assert!(sent.text().contains("sent to the supervisor") && sent.text().contains("1 colleague"), "{}", sent.text());
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let waits = scene.mails("maija.johtaja@piiri.example");
    assert!(waits.len() == 1 && waits[0].contains(code), "{waits:?}");
    scene.manager.post(&steps, &to("returned", "Tunnit puuttuvat")).await;
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    let back = scene.mails("anna.ohjaaja@piiri.example");
    assert!(back.last().unwrap().contains("Tunnit puuttuvat"), "{back:?}");
    scene.leader.post(&steps, &to("submitted", "")).await;
    let approved = scene.manager.submit(&card, &[("planned_hours", "20"), ("budget", "150")]).await;
    assert!(
        approved.text().contains("opened to referrals") && approved.text().contains("1 colleague"),
        "{}",
        approved.text()
    );
    scene.test.run_jobs_at("2026-10-14T09:15:00Z").await;
    let said = scene.mails("anna.ohjaaja@piiri.example");
    let said = said.last().unwrap();
    assert!(said.contains(code) && said.contains("20") && said.contains("150"), "{said}");
    assert!(scene.mails("maija.johtaja@piiri.example").len() <= 2, "decided by now, it waits for nobody");
    let open = scene.leader.post(&steps, &to("recruiting", "")).await;
    assert!(open.text().contains("open to referrals now") && open.text().contains("weekly"), "{}", open.text());
    scene.test.outbox().await;
}

#[tokio::test]
async fn only_the_state_of_a_group_is_undone_that_was_ended_before_its_time_and_only_by_who_may_end_it() {
    let scene = Heard::at("2026-10-28T08:00:00Z").await;
    let id = scene.refer("Aino Asiakas", ReachedBy::text()).await;
    scene.runs().await;
    scene.group_step(&scene.manager, json!({ "to": "ended" })).await;
    let other = scene.test.staff("Olli Muu", &[Role::Leader]).await;
    let refused = scene.group_step(&other, json!({ "to": "running" })).await;
    assert!(refused.status.is_client_error(), "{}", refused.json);
    scene.test.run_jobs_at("2026-10-14T09:01:00Z").await;
    assert_eq!(scene.row(id).await.closed_at, None, "what an end closes waits for its undo");
    let undone = scene.group_step(&scene.leader, json!({ "to": "running" })).await;
    assert_eq!(undone.json["status"], json!(GroupStatus::Running), "{}", undone.json);
    assert_eq!(scene.row(id).await.status, ReferralStatus::Submitted);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_part_of_an_act_that_fails_leaves_nothing_of_itself_and_all_of_the_rest() {
    use piiri::error::{Code, Error};
    use piiri::task::{NewTask, ask, is_open};
    let scene = Heard::at("2026-10-28T08:00:00Z").await;
    let whom = scene.leader.id();
    let asks = async |act: piiri::access::Act<'_>, key: &str| {
        let new = NewTask { key: key.to_owned(), ..NewTask::default() };
        ask(act, TaskKind::Other, whom, act.now, new).await.map(drop)
    };
    scene
        .test
        .system(async |act| {
            asks(act, "before").await?;
            let failed = act
                .apart(async |act| {
                    asks(act, "within").await?;
                    Err::<(), Error>(Error::conflict(Code::GroupClosed))
                })
                .await;
            assert!(failed.is_err());
            act.apart(async |act| asks(act, "beside").await).await?;
            asks(act, "after").await
        })
        .await;
    let db = scene.test.app.db.read();
    for (key, stands) in [("before", true), ("within", false), ("beside", true), ("after", true)] {
        assert_eq!(is_open(db, key).await.unwrap(), stands, "{key}");
    }
    scene.test.outbox().await;
}
