//! Calls: whose they are, who else is asked in time, and what stays of who made them.

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, StaffId};
use entity::state::{ContactChannel, LeaderRole, MessageChannel, MessageKind, Role, TaskKind};
use entity::{change_log, client};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

use crate::support::actor::Actor;
use crate::support::heard::{Heard, PHONE, ReachedBy};

async fn cancel(scene: &Heard, by: &Actor) {
    let path = format!("/sessions/{}/cancel", scene.session);
    let done = by.api(Method::POST, &path, Some(json!({ "code": "leader_ill" }))).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.json);
}

async fn protect(scene: &Heard, client: ClientId) {
    let row = client::ActiveModel { id: Set(client), address_protection: Set(true), ..Default::default() };
    scene.test.system(async |act| Ok(row.update(act.tx).await.map(drop)?)).await;
}

async fn who(scene: &Heard) -> Vec<StaffId> {
    let mut who = scene.asked(TaskKind::CallSession).await;
    who.sort();
    who
}

fn sorted(mut ids: Vec<StaffId>) -> Vec<StaffId> {
    ids.sort();
    ids
}

#[tokio::test]
async fn at_55_minutes_notice_who_reads_mail_is_called_as_well_by_whoever_called_it_off() {
    let scene = Heard::at("2026-10-15T09:00:00Z").await;
    let with = scene.placed("Aino Asiakas", ReachedBy::by(ContactChannel::Email, Some(PHONE))).await;
    let without = scene.placed("Eino Asiakas", ReachedBy::by(ContactChannel::Email, None)).await;
    scene.runs().await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    scene.test.at("2026-10-15T08:05:00Z");
    cancel(&scene, &scene.leader).await;
    let ways = async |client| -> Vec<MessageChannel> {
        let rows = scene.to(client).await.into_iter();
        let off = rows.filter(|row| matches!(row.kind, MessageKind::SessionCancelled | MessageKind::SessionMoved));
        off.map(|row| row.channel).collect()
    };
    let mut both = ways(with).await;
    both.sort();
    assert_eq!(both, [MessageChannel::Email, MessageChannel::Call]);
    assert_eq!(ways(without).await, [MessageChannel::Email]);
    assert_eq!(who(&scene).await, [scene.leader.id()], "within a day it is the call of who did it");
}

#[tokio::test]
async fn a_call_that_nobody_has_made_two_hours_before_is_asked_of_the_other_leaders_and_the_supervisor() {
    let scene = Heard::at("2026-10-20T10:00:00Z").await;
    let berta = scene.test.staff("Berta Toinen", &[Role::Leader]).await;
    scene.leads_too(berta.id(), LeaderRole::CoLeader, 1).await;
    scene.placed("Liisa Kirje", ReachedBy::by(ContactChannel::Letter, Some(PHONE))).await;
    scene.runs().await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    scene.test.outbox().await;
    // Far enough for the call to be the key worker's, and too near for a letter.
    scene.test.at("2026-10-18T09:00:00Z");
    cancel(&scene, &scene.leader).await;
    assert_eq!(who(&scene).await, [scene.worker.id()]);
    scene.test.run_jobs_at("2026-10-20T07:58:00Z").await;
    assert_eq!(who(&scene).await, [scene.worker.id()], "two hours and two minutes before");
    scene.test.run_jobs_at("2026-10-20T08:01:00Z").await;
    let all = vec![scene.worker.id(), scene.leader.id(), berta.id(), scene.manager.id()];
    assert_eq!(who(&scene).await, sorted(all));
    let mut leader = berta;
    leader.sign_in().await;
    // What else its clients are to be told of the group stands there as well.
    let calls = format!("/sessions/{}/calls", scene.session);
    while leader.get(&calls).await.text().contains("Mark as done") {
        leader.press(&calls, "Mark as done").await;
    }
    assert!(who(&scene).await.is_empty(), "made by one, it is nobody's any more");
    let log = change_log::Entity::find().filter(change_log::Column::Act.eq("message.told"));
    let made = log.all(scene.test.app.db.read()).await.unwrap();
    let by: Vec<_> = made.iter().map(|row| row.actor_id).collect();
    assert!(!by.is_empty() && by.iter().all(|who| *who == Some(leader.id().0)), "who made it is known: {by:?}");
}

#[tokio::test]
async fn a_call_to_a_protected_client_is_asked_of_the_supervisor_alone_when_it_is_late() {
    let scene = Heard::at("2026-10-20T10:00:00Z").await;
    let client = scene.placed("Salla Suojattu", ReachedBy::by(ContactChannel::Letter, Some(PHONE))).await;
    protect(&scene, client).await;
    scene.runs().await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    scene.test.at("2026-10-20T06:00:00Z");
    cancel(&scene, &scene.leader).await;
    assert_eq!(who(&scene).await, [scene.worker.id()], "only the key worker may know who it is");
    scene.test.run_jobs_at("2026-10-20T08:01:00Z").await;
    assert_eq!(who(&scene).await, sorted(vec![scene.worker.id(), scene.manager.id()]));
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_manager_who_calls_off_reads_the_calls_of_others_under_code_names_where_protected() {
    let mut scene = Heard::at("2026-10-20T10:00:00Z").await;
    scene.placed("Sulo Hiljainen", ReachedBy::by(ContactChannel::None, Some(PHONE))).await;
    let hidden = scene.placed("Salla Suojattu", ReachedBy::by(ContactChannel::Letter, Some(PHONE))).await;
    protect(&scene, hidden).await;
    scene.runs().await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    scene.test.outbox().await;
    scene.test.at("2026-10-19T09:00:00Z");
    cancel(&scene, &scene.manager).await;
    scene.manager.sign_in().await;
    for path in ["/calls".to_owned(), format!("/sessions/{}/calls", scene.session)] {
        let list = scene.manager.get(&path).await;
        assert_eq!(list.status, StatusCode::OK, "{path}");
        assert!(list.text().contains("Sulo Hiljainen") && list.text().contains("Will Worker"), "{}", list.text());
        assert!(!list.text().contains("Salla") && !list.text().contains(PHONE), "{}", list.text());
    }
    assert!(scene.manager.get("/").await.text().contains("call"), "and on today");
}

#[tokio::test]
async fn who_wants_no_messages_is_called_about_the_place_too() {
    let scene = Heard::at("2026-10-28T08:00:00Z").await;
    let client = scene.placed("Sulo Hiljainen", ReachedBy::by(ContactChannel::None, Some(PHONE))).await;
    let told = scene.to(client).await;
    let of_place: Vec<_> = told.iter().filter(|row| row.kind == MessageKind::Confirmed).collect();
    assert!(of_place.len() == 1 && of_place[0].channel == MessageChannel::Call, "{told:?}");
    assert_eq!(who(&scene).await, [scene.worker.id()]);
}

#[tokio::test]
async fn with_no_leader_at_work_the_supervisor_signs_and_nobody_is_named_at_the_door() {
    let scene = Heard::at("2026-10-28T08:00:00Z").await;
    let id = scene.refer("Aino Asiakas", ReachedBy::text()).await;
    scene.step(id, "confirmed").await;
    let gone = scene.leader.id();
    scene.test.system(async |act| piiri::acts::close_account(act, gone).await.map(drop)).await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let said = scene.texts("vahvistettu");
    assert!(said.len() == 1 && said[0].contains("ke 28.10. klo 10"), "{said:?}");
    assert!(!said[0].contains("Vastassa") && !said[0].contains("Anna"), "{said:?}");
    scene.runs().await;
    scene.test.at("2026-10-19T09:00:00Z");
    cancel(&scene, &scene.manager).await;
    scene.test.run_jobs_at("2026-10-19T09:05:00Z").await;
    let said = scene.texts("peruttu");
    assert!(said.len() == 1 && said[0].ends_with("Terv. Maija"), "{said:?}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn whatever_is_told_goes_where_and_in_the_language_in_which_the_client_is_reached_when_it_goes() {
    use piiri::notify::{self, Audience, News};
    let scene = Heard::at("2026-10-28T08:00:00Z").await;
    let id = scene.refer("Aino Asiakas", ReachedBy::text()).await;
    scene.step(id, "confirmed").await;
    let client = scene.client_of(id).await;
    scene.runs().await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    scene.test.at("2026-10-14T18:30:00Z");
    let (group, session) = (scene.group, scene.session);
    let news = [
        News::ReferralSent { referral: id },
        News::NotAccepted { referral: id },
        News::OfferExpired { referral: id },
        News::Confirmed { referral: id },
        News::GroupRuns { group },
        News::GroupEnded { group },
        News::GroupOver { group },
        News::Meets { session, was: None },
    ];
    let count = news.len();
    for one in news {
        scene.test.system(async |act| notify::tell(act, &[Audience::Client(client)], one).await.map(drop)).await;
    }
    cancel(&scene, &scene.leader).await;
    let moved = client::ActiveModel {
        id: Set(client),
        phone: Set(Some("+358409999999".to_owned())),
        language: Set(entity::state::Language::Sv),
        ..Default::default()
    };
    scene.test.system(async |act| Ok(moved.update(act.tx).await.map(drop)?)).await;
    let before = scene.test.app.sms.kept().len();
    scene.test.run_jobs_at("2026-10-15T06:05:00Z").await;
    scene.test.run_jobs_at("2026-10-15T06:06:00Z").await;
    let kept = scene.test.app.sms.kept();
    let after: Vec<_> = kept[before..].iter().collect();
    // Who meets the client at a session that is off, and that a group runs without any, is told no more. That the session is
    // off is told with the end of its group, where that goes first.
    let others = after.iter().filter(|sms| !sms.text.contains("inställd")).count();
    assert_eq!(others, count - 2, "{after:?}");
    assert!(after.iter().all(|sms| sms.to == "+358409999999"), "{after:?}");
    assert!(after.iter().all(|sms| !sms.text.contains("Terv.") && !sms.text.contains("Sinu")), "{after:?}");
    scene.test.outbox().await;
}
