//! Those who lead and stand in, the state that pages name, and a place that reads otherwise.

use axum::http::{Method, StatusCode};
use entity::id::{StaffId, VenueId};
use entity::session;
use entity::state::{CloseReason, ContactChannel, Role, TaskKind};
use piiri::attendance;
use sea_orm::{ActiveModelTrait, Set};
use serde_json::json;

use crate::support::heard::{Heard, ReachedBy};

/// Closes or opens somebody's account.
async fn closes(scene: &Heard, open: bool, who: StaffId) {
    let set = async |act: piiri::access::Act<'_>| {
        if open {
            piiri::acts::open_account(act, who).await.map(drop)
        } else {
            piiri::acts::close_account(act, who).await.map(drop)
        }
    };
    scene.test.system(set).await;
}

#[tokio::test]
async fn a_sole_leader_who_leaves_and_comes_back_is_told_to_nobody_and_another_one_in_the_place_is() {
    let scene = Heard::at("2026-10-28T08:00:00Z").await;
    scene.placed("Aino Asiakas", ReachedBy::text()).await;
    scene.runs().await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let (anna, before) = (scene.leader.id(), scene.test.app.sms.kept().len());
    scene.test.at("2026-10-14T10:00:00Z");
    closes(&scene, false, anna).await;
    scene.test.at("2026-10-14T10:01:00Z");
    closes(&scene, true, anna).await;
    scene.test.run_jobs_at("2026-10-14T10:10:00Z").await;
    assert_eq!(scene.test.app.sms.kept().len(), before, "{:?}", scene.texts("vastaan"));
    closes(&scene, false, anna).await;
    scene.test.run_jobs_at("2026-10-15T10:00:00Z").await;
    let olli = scene.test.staff("Olli Ohjaaja", &[Role::Leader]).await;
    let leaders = json!({ "code": "G77", "leaders": [{ "staff_id": olli.id(), "role": "leader" }] });
    let given = scene.manager.api(Method::PATCH, &format!("/groups/{}", scene.group), Some(leaders)).await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.json);
    scene.test.run_jobs_at("2026-10-15T10:05:00Z").await;
    let said = scene.texts("ottaa vastaan");
    assert!(said.len() == 1 && said[0].contains("Olli"), "{said:?}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_leader_is_asked_for_another_when_a_substitute_has_left_until_there_is_one() {
    let scene = Heard::at("2026-10-28T08:00:00Z").await;
    let [sami, olli] =
        [scene.test.staff("Sami Sijainen", &[Role::Leader]).await, scene.test.staff("Olli Muu", &[Role::Leader]).await];
    let path = format!("/sessions/{}", scene.session);
    let stands_in = async |who| scene.leader.api(Method::PATCH, &path, Some(json!({ "substitute_id": who }))).await;
    assert_eq!(stands_in(sami.id()).await.status, StatusCode::OK);
    closes(&scene, false, sami.id()).await;
    let asked = scene.tasks(TaskKind::SubstituteLeft).await;
    assert_eq!(asked.iter().map(|task| task.staff_id).collect::<Vec<_>>(), [scene.leader.id()]);
    assert_eq!(asked[0].due_at.to_rfc3339(), "2026-10-28T06:00:00+00:00", "before the session");
    assert!(scene.asked(TaskKind::LeaderLeft).await.is_empty(), "the group has its leader");
    closes(&scene, true, sami.id()).await;
    assert!(scene.asked(TaskKind::SubstituteLeft).await.is_empty(), "who comes back stands in again");
    closes(&scene, false, sami.id()).await;
    assert_eq!(scene.asked(TaskKind::SubstituteLeft).await, [scene.leader.id()]);
    assert_eq!(stands_in(olli.id()).await.status, StatusCode::OK);
    assert!(scene.asked(TaskKind::SubstituteLeft).await.is_empty());
    let own = stands_in(scene.leader.id()).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody stands in for oneself: {}", own.json);
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_may_lead_no_more_is_missed_as_one_who_left_and_clients_hear_whom_they_meet() {
    let mut scene = Heard::at("2026-10-28T08:00:00Z").await;
    let ada = scene.test.staff("Ada Admin", &[Role::Administrator]).await;
    let sami = scene.test.staff("Sami Sijainen", &[Role::Leader]).await;
    scene.placed("Aino Asiakas", ReachedBy::text()).await;
    scene.runs().await;
    let path = format!("/sessions/{}", scene.session);
    let stands_in = scene.leader.api(Method::PATCH, &path, Some(json!({ "substitute_id": sami.id() }))).await;
    assert_eq!(stands_in.status, StatusCode::OK, "{}", stands_in.json);
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let (county, anna, manager) = (scene.test.county, scene.leader.id(), scene.manager.id());
    let given = async |who: StaffId, role: &str| {
        let body = json!({ "unit_id": county, "roles": [role] });
        let done = ada.api(Method::POST, &format!("/staff/{who}/roles"), Some(body)).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.json);
    };
    scene.test.at("2026-10-14T10:00:00Z");
    given(sami.id(), "worker").await;
    assert_eq!(scene.asked(TaskKind::SubstituteLeft).await, [anna], "somebody else is to stand in");
    scene.test.run_jobs_at("2026-10-14T10:05:00Z").await;
    let said = scene.texts("ottaa vastaan");
    assert!(said.last().is_some_and(|text| text.contains("Anna")), "{said:?}");
    scene.test.at("2026-10-14T11:00:00Z");
    given(sami.id(), "leader").await;
    assert_eq!(scene.asked(TaskKind::SubstituteLeft).await, [anna], "the role waits for a second pair of eyes");
    scene.manager.press("/staff/roles", "Confirm").await;
    assert!(scene.asked(TaskKind::SubstituteLeft).await.is_empty(), "who may lead again stands in again");
    scene.test.run_jobs_at("2026-10-14T11:05:00Z").await;
    let again = scene.texts("ottaa vastaan");
    assert!(again.len() == said.len() + 1 && again.last().is_some_and(|text| text.contains("Sami")), "{again:?}");
    given(anna, "worker").await;
    assert_eq!(scene.asked(TaskKind::LeaderLeft).await, [manager]);
    let asked = scene.test.system(async |act| piiri::task::in_charge(act, scene.group).await).await;
    assert_eq!(asked, Some(manager), "nobody is asked as a leader who may lead no more");
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_decided_the_state_that_is_shown_is_named_and_not_who_decided_first() {
    let mut scene = Heard::at("2026-10-28T08:00:00Z").await;
    let berta = scene.test.staff("Berta Toinen", &[Role::Leader]).await;
    scene.leads_too(berta.id(), entity::state::LeaderRole::CoLeader, 1).await;
    let id = scene.refer("Aino Asiakas", ReachedBy::text()).await;
    scene.test.at("2026-10-14T09:10:00Z");
    scene.step(id, "waitlisted").await;
    scene.test.at("2026-10-14T09:20:00Z");
    let body = json!({ "to": "rejected", "reason_code": "criteria" });
    let done = berta.api(Method::POST, &format!("/referrals/{id}/transitions"), Some(body)).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.json);
    let page = scene.worker.get(&format!("/referrals/{id}")).await;
    let decided = page.all("dd").into_iter().find(|value| value.contains('·')).unwrap_or_default();
    assert!(decided.contains("Berta Toinen") && !decided.contains("Anna"), "{decided}: {}", page.text());
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_referral_that_was_closed_reads_as_it_ended_on_the_page_of_its_client() {
    let mut scene = Heard::at("2026-10-28T08:00:00Z").await;
    let id = scene.refer("Aino Asiakas", ReachedBy::text()).await;
    let client = scene.client_of(id).await;
    scene.test.system(async |act| piiri::referral::set_closed(act, id, CloseReason::Duplicate).await.map(drop)).await;
    let page = scene.worker.get(&format!("/clients/{client}")).await;
    assert!(page.text().contains("Duplicate") && !page.text().contains("submitted"), "{}", page.text());
    scene.test.outbox().await;
}

#[tokio::test]
async fn today_counts_who_comes_as_the_sheet_does() {
    let mut scene = Heard::at("2026-10-14T12:00:00Z").await;
    let away = scene.placed("Aino Asiakas", ReachedBy::text()).await;
    scene.placed("Eino Asiakas", ReachedBy::by(ContactChannel::None, None)).await;
    scene.runs().await;
    assert!(scene.leader.get("/").await.text().contains("2 participants"));
    let by = piiri::access::Actor::Client(away);
    scene.test.act(by, async |act| attendance::notify_absence(act, scene.session, away).await).await;
    let today = scene.leader.get("/").await;
    assert!(today.text().contains("1 participant"), "{}", today.text());
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_corrected_address_is_told_as_a_move_of_place_and_one_that_is_set_back_in_time_to_nobody() {
    let scene = Heard::at("2026-10-28T08:00:00Z").await;
    let venue = json!({ "name": "Selvin Päin", "address": "Lukukuja 1", "municipality": "Savonlinna" });
    let venue = scene.leader.api(Method::POST, "/venues", Some(venue)).await.json;
    let id: VenueId = venue["id"].as_str().unwrap().parse().unwrap();
    let there = session::ActiveModel { id: Set(scene.session), venue_id: Set(Some(id)), ..Default::default() };
    scene.test.system(async |act| Ok(there.update(act.tx).await.map(drop)?)).await;
    scene.placed("Aino Asiakas", ReachedBy::text()).await;
    scene.placed("Sulo Hiljainen", ReachedBy::by(ContactChannel::None, None)).await;
    scene.runs().await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let calls = scene.asked(TaskKind::CallSession).await.len();
    let set = async |address: &str| {
        let changed =
            scene.leader.api(Method::PATCH, &format!("/venues/{id}"), Some(json!({ "address": address }))).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.json);
    };
    scene.test.at("2026-10-14T10:00:00Z");
    set("Lukukuja 2").await;
    scene.test.at("2026-10-14T10:01:00Z");
    set("Lukukuja 1").await;
    scene.test.run_jobs_at("2026-10-14T10:05:00Z").await;
    assert!(scene.texts("osoite").is_empty(), "nobody heard of it");
    set("Lukukuja 2").await;
    set("Lukukuja 3").await;
    scene.test.run_jobs_at("2026-10-14T10:10:00Z").await;
    let said = scene.texts("osoite");
    assert!(said.len() == 1 && said[0].contains("ke 28.10. klo 10"), "two corrections, one message: {said:?}");
    assert!(!said[0].contains("Lukukuja") && !said[0].contains("Selvin"), "{said:?}");
    let along = scene.mails("will.worker@piiri.example");
    assert!(along.iter().any(|mail| mail.contains("ddress")), "who comes along: {along:?}");
    assert_eq!(scene.asked(TaskKind::CallSession).await.len(), calls + 1, "who wants no messages is called");
    let same =
        scene.leader.api(Method::PATCH, &format!("/venues/{id}"), Some(json!({ "directions": "Ovi pihalta" }))).await;
    assert_eq!(same.status, StatusCode::OK);
    scene.test.run_jobs_at("2026-10-14T10:15:00Z").await;
    assert_eq!(scene.texts("osoite").len(), 1, "what is no address is no move");
    scene.test.outbox().await;
}
