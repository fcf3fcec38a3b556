//! However a place, an offer or a turn ends or comes back: whoever had heard of it hears that, and so do those who counted on
//! it.

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, ReferralId, StaffId};
use entity::state::{
    LeaderRole, MessageKind, MessageStatus, OfferStatus, ParticipationStatus, ReferralStatus, Role, TaskKind,
};
use entity::{group, offer, participation, referral, waiting};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::{Value, json};

use crate::support::actor::Actor;
use crate::support::heard::{Heard, ReachedBy};
use crate::support::places::Plan;

async fn scene() -> Heard {
    Heard::at("2026-10-20T07:00:00Z").await
}

/// Who takes a step.
#[derive(Clone, Copy, Debug)]
enum By {
    Leader,
    Worker,
}

impl By {
    const fn of(self, scene: &Heard) -> &Actor {
        match self {
            Self::Leader => &scene.leader,
            Self::Worker => &scene.worker,
        }
    }
}

async fn step(by: &Actor, id: ReferralId, body: Value) {
    let taken = by.api(Method::POST, &format!("/referrals/{id}/transitions"), Some(body)).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.json);
}

async fn take_back(scene: &Heard, id: ReferralId) -> Value {
    let back = scene.leader.api(Method::POST, &format!("/referrals/{id}/take-back"), None).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.json);
    back.json
}

/// One of whom all places are taken, so that the next one waits.
async fn full(scene: &Heard) {
    scene.placed("Vanha Asiakas", ReachedBy::text()).await;
    holds(scene, 1).await;
}

async fn holds(scene: &Heard, capacity: i32) {
    let row = group::ActiveModel { id: Set(scene.group), capacity: Set(capacity), ..Default::default() };
    scene.test.system(async |act| Ok(row.update(act.tx).await.map(drop)?)).await;
}

async fn place_of(scene: &Heard, client: ClientId) -> participation::Model {
    let find = participation::Entity::find().filter(participation::COLUMN.client_id.eq(client));
    find.one(scene.test.app.db.read()).await.unwrap().unwrap()
}

async fn has_begun(scene: &Heard, place: &participation::Model) {
    let row = participation::ActiveModel {
        id: Set(place.id),
        status: Set(ParticipationStatus::Started),
        started_on: Set(Some("2026-10-07".parse().unwrap())),
        ..Default::default()
    };
    scene.test.system(async |act| Ok(row.update(act.tx).await.map(drop)?)).await;
}

/// Which staff get a message of a kind that is not cancelled.
async fn hear(scene: &Heard, kind: MessageKind) -> Vec<StaffId> {
    let rows = scene.test.outbox().await;
    let of = rows.iter().filter(|row| row.kind == kind && row.status != MessageStatus::Cancelled);
    let mut staff: Vec<StaffId> = of.filter_map(|row| row.staff_id).collect();
    staff.sort();
    staff
}

#[tokio::test]
async fn who_has_heard_of_an_offer_a_turn_or_a_place_hears_that_it_stands_no_more_by_whichever_road() {
    for (to, says, asked) in [
        ("offered", "paikka on valitettavasti peruttu", TaskKind::TellDecision),
        ("waitlisted", "Et ole enää jonossa", TaskKind::TellDecision),
        ("confirmed", "Paikkasi on peruttu", TaskKind::EndTalk),
    ] {
        for by in [By::Leader, By::Worker] {
            let scene = scene().await;
            if to == "waitlisted" {
                full(&scene).await;
            }
            let heard = scene.refer("Aino Asiakas", ReachedBy::text()).await;
            scene.step(heard, to).await;
            scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
            step(by.of(&scene), heard, json!({ "to": "withdrawn" })).await;
            scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
            assert_eq!(scene.texts(says).len(), 1, "{to} by {by:?}: {:?}", scene.texts(""));
            // Whoever helps and has done it knows.
            let talks = if matches!(by, By::Leader) { vec![scene.worker.id()] } else { Vec::new() };
            assert_eq!(scene.asked(asked).await, talks, "{to} by {by:?}");
            scene.test.outbox().await;
        }
    }
}

#[tokio::test]
async fn who_has_heard_of_nothing_hears_of_no_end() {
    for to in ["offered", "waitlisted", "confirmed"] {
        let scene = scene().await;
        let id = scene.refer("Aino Asiakas", ReachedBy::text()).await;
        scene.step(id, to).await;
        step(&scene.leader, id, json!({ "to": "withdrawn" })).await;
        scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
        assert!(scene.texts("").is_empty(), "{to}: {:?}", scene.texts(""));
        for kind in [TaskKind::TellDecision, TaskKind::EndTalk] {
            assert!(scene.asked(kind).await.is_empty(), "{to}: {kind}");
        }
        scene.test.outbox().await;
    }
}

#[tokio::test]
async fn a_client_with_a_told_offer_who_is_sent_on_need_not_answer_it_any_more() {
    let scene = scene().await;
    let id = scene.refer("Aino Asiakas", ReachedBy::text()).await;
    scene.step(id, "offered").await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    step(&scene.leader, id, json!({ "to": "redirected" })).await;
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    assert_eq!(scene.texts("paikka on valitettavasti peruttu").len(), 1, "{:?}", scene.texts(""));
    assert_eq!(scene.asked(TaskKind::TellDecision).await, [scene.worker.id()]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_leads_and_who_was_to_come_along_hear_of_every_end_but_their_own() {
    for by in [By::Leader, By::Worker] {
        let scene = scene().await;
        let other = scene.test.staff("Olli Other", &[Role::Leader]).await;
        scene.leads_too(other.id(), LeaderRole::CoLeader, 1).await;
        let id = scene.refer("Aino Asiakas", ReachedBy::text()).await;
        scene.step(id, "confirmed").await;
        step(by.of(&scene), id, json!({ "to": "withdrawn" })).await;
        let mut all = vec![scene.leader.id(), scene.worker.id(), other.id()];
        all.retain(|staff| *staff != by.of(&scene).id());
        all.sort();
        assert_eq!(hear(&scene, MessageKind::PlaceEnded).await, all, "{by:?}");
    }
}

#[tokio::test]
async fn of_who_never_came_the_companion_hears_and_whoever_helps_is_asked_to_talk() {
    let mut scene = Heard::at("2026-10-20T07:00:00Z").await;
    let client = scene.placed("Aino Asiakas", ReachedBy::text()).await;
    scene.runs().await;
    scene.test.at("2026-10-20T12:00:00Z");
    scene.leader.sign_in().await;
    scene.leader.press(&format!("/groups/{}/participants", scene.group), "Never came").await;
    assert_eq!(place_of(&scene, client).await.status, ParticipationStatus::NoStart);
    assert_eq!(hear(&scene, MessageKind::PlaceEnded).await, [scene.worker.id()]);
    assert_eq!(scene.asked(TaskKind::EndTalk).await, [scene.worker.id()]);
    let rows = scene.to(client).await;
    assert!(rows.iter().all(|row| row.kind != MessageKind::PlaceEnded), "the client hears it in that talk: {rows:?}");
}

#[tokio::test]
async fn who_leads_hears_of_a_place_that_somebody_else_confirms() {
    let scene = scene().await;
    let other = scene.test.staff("Olli Other", &[Role::Leader]).await;
    scene.leads_too(other.id(), LeaderRole::CoLeader, 1).await;
    scene.placed("Eino Asiakas", ReachedBy::text()).await;
    assert_eq!(hear(&scene, MessageKind::Confirmed).await, [other.id()], "not who confirms");
    let id = scene.refer("Aino Asiakas", ReachedBy::text()).await;
    scene.step(id, "offered").await;
    step(&scene.worker, id, json!({ "to": "confirmed" })).await;
    let mut both = vec![other.id(), other.id(), scene.leader.id()];
    both.sort();
    assert_eq!(hear(&scene, MessageKind::Confirmed).await, both);
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    let mails = scene.mails("anna.ohjaaja@piiri.example");
    assert!(mails.iter().any(|mail| mail.contains("/participants") && !mail.contains("Aino")), "{mails:?}");
}

#[tokio::test]
async fn who_has_heard_that_a_place_ended_hears_that_it_stands_after_all() {
    let scene = scene().await;
    let other = scene.test.staff("Olli Other", &[Role::Leader]).await;
    scene.leads_too(other.id(), LeaderRole::CoLeader, 1).await;
    let client = scene.placed("Aino Asiakas", ReachedBy::text()).await;
    let place = place_of(&scene, client).await;
    has_begun(&scene, &place).await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let end = json!({ "reason": "transferred", "on": "2026-10-14", "tell_client": true });
    let ended = scene.leader.api(Method::POST, &format!("/participations/{}/end", place.id), Some(end)).await;
    assert_eq!(ended.status, StatusCode::OK, "{}", ended.json);
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    let back = scene.leader.api(Method::POST, &format!("/participations/{}/reopen", place.id), Some(json!({}))).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.json);
    scene.test.run_jobs_at("2026-10-14T09:15:00Z").await;
    let said = scene.texts("sittenkin voimassa");
    assert!(said.len() == 1 && said[0].contains("ti 20.10. klo 10"), "{said:?}");
    let mails = scene.mails("olli.other@piiri.example");
    assert_eq!(mails.iter().filter(|mail| mail.contains("stands after all")).count(), 1, "{mails:?}");
    assert!(scene.asked(TaskKind::EndTalk).await.is_empty());
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_told_withdrawal_that_is_taken_back_is_told_too() {
    for (to, says) in [("offered", "Sinulle on varattu paikka"), ("confirmed", "sittenkin voimassa")] {
        let scene = scene().await;
        let id = scene.refer("Aino Asiakas", ReachedBy::text()).await;
        scene.step(id, to).await;
        scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
        step(&scene.leader, id, json!({ "to": "withdrawn" })).await;
        scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
        let before = scene.texts("").len();
        assert_eq!(take_back(&scene, id).await["status"], to);
        scene.test.run_jobs_at("2026-10-14T09:15:00Z").await;
        let said = scene.texts("").split_off(before);
        assert!(said.len() == 1 && said[0].contains(says), "{to}: {said:?}");
        for kind in [TaskKind::TellDecision, TaskKind::EndTalk] {
            assert!(scene.asked(kind).await.is_empty(), "{to}: {kind}");
        }
        scene.test.outbox().await;
    }
}

#[tokio::test]
async fn who_read_of_a_turn_in_the_queue_hears_that_it_was_taken_back_and_who_has_not_hears_nothing() {
    for (read, times) in [(true, 1), (false, 0)] {
        let scene = scene().await;
        full(&scene).await;
        let id = scene.refer("Aino Asiakas", ReachedBy::text()).await;
        scene.step(id, "waitlisted").await;
        if read {
            scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
        }
        assert_eq!(take_back(&scene, id).await["status"], "submitted");
        scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
        assert_eq!(scene.texts("Et ole enää jonossa").len(), times, "{:?}", scene.texts(""));
        scene.test.outbox().await;
    }
}

#[tokio::test]
async fn what_was_asked_about_a_referral_is_asked_again_when_its_refusal_is_taken_back() {
    let scene = scene().await;
    let id = scene.refer("Aino Asiakas", ReachedBy::text()).await;
    step(&scene.leader, id, json!({ "to": "info_requested", "note": "Which days?" })).await;
    assert_eq!(scene.asked(TaskKind::ReferralAnswer).await, [scene.worker.id()]);
    // History goes by the clock, which stands still in tests.
    scene.test.at("2026-10-14T09:00:30Z");
    step(&scene.leader, id, json!({ "to": "rejected", "reason_code": "criteria" })).await;
    assert!(scene.asked(TaskKind::ReferralAnswer).await.is_empty());
    scene.test.at("2026-10-14T09:01:00Z");
    assert_eq!(take_back(&scene, id).await["status"], "info_requested");
    assert_eq!(scene.asked(TaskKind::ReferralAnswer).await, [scene.worker.id()]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn an_end_that_was_undone_is_told_anew_when_the_group_ends_once_more() {
    let scene = Heard::at("2026-10-15T08:00:00Z").await;
    scene.placed("Aino Asiakas", ReachedBy::text()).await;
    scene.runs().await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    scene.group_step(&scene.leader, json!({ "to": "ended" })).await;
    scene.test.run_jobs_at("2026-10-14T09:06:00Z").await;
    scene.test.at("2026-10-14T09:06:30Z");
    let undone = scene.group_step(&scene.leader, json!({ "to": "running" })).await;
    assert_eq!(undone.status, StatusCode::OK, "{}", undone.json);
    scene.test.run_jobs_at("2026-10-14T09:07:00Z").await;
    scene.group_step(&scene.leader, json!({ "to": "ended" })).await;
    scene.test.run_jobs_at("2026-10-14T09:08:00Z").await;
    assert_eq!(scene.texts("päättyvät").len(), 2, "{:?}", scene.texts(""));
    scene.test.at("2026-10-14T09:20:00Z");
    let again = json!({ "to": "running", "reason": "It goes on" });
    assert_eq!(scene.group_step(&scene.manager, again).await.status, StatusCode::OK);
    scene.test.run_jobs_at("2026-10-14T09:25:00Z").await;
    let mails = scene.mails("anna.ohjaaja@piiri.example");
    assert_eq!(mails.iter().filter(|mail| mail.contains("goes on after all")).count(), 1, "{mails:?}");
    let added = json!({ "starts_at": "2026-11-04T08:00:00Z", "ends_at": "2026-11-04T10:00:00Z" });
    let path = format!("/groups/{}/sessions", scene.group);
    assert_eq!(scene.leader.api(Method::POST, &path, Some(added)).await.status, StatusCode::CREATED);
    scene.test.run_jobs_at("2026-10-14T09:30:00Z").await;
    scene.group_step(&scene.leader, json!({ "to": "ended" })).await;
    scene.test.run_jobs_at("2026-10-14T09:35:00Z").await;
    assert_eq!(scene.texts("päättyvät").len(), 3, "{:?}", scene.texts(""));
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_death_recorded_by_mistake_gives_back_what_is_safe_and_the_key_worker_looks_after_the_rest() {
    let mut scene = scene().await;
    full(&scene).await;
    let waits = scene.refer("Aino Asiakas", ReachedBy::text()).await;
    scene.step(waits, "waitlisted").await;
    let client = scene.client_of(waits).await;
    let path = format!("/clients/{client}");
    let dies = scene.worker.api(Method::PATCH, &path, Some(json!({ "deceased_on": "2026-10-13" }))).await;
    assert_eq!(dies.status, StatusCode::OK, "{}", dies.json);
    assert!(scene.row(waits).await.closed_at.is_some());
    scene.test.at("2026-10-14T09:30:00Z");
    let lives = scene.worker.submit(&format!("{path}/edit"), &[("deceased_on", "")]).await;
    assert!(lives.text().contains("day of death was removed"), "{}", lives.text());
    let row = scene.row(waits).await;
    assert_eq!((row.status, row.closed_at), (ReferralStatus::Waitlisted, None));
    assert_eq!(scene.asked(TaskKind::DeathUndone).await, [scene.worker.id()]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn after_a_death_by_mistake_an_offer_is_looked_at_anew_and_a_place_that_is_given_back_has_its_referral_again() {
    let scene = scene().await;
    let offered = scene.refer("Aino Asiakas", ReachedBy::text()).await;
    scene.step(offered, "offered").await;
    let placed = scene.refer("Eino Asiakas", ReachedBy::text()).await;
    scene.step(placed, "confirmed").await;
    for day in [json!("2026-10-13"), Value::Null] {
        for id in [offered, placed] {
            let path = format!("/clients/{}", scene.client_of(id).await);
            let saved = scene.worker.api(Method::PATCH, &path, Some(json!({ "deceased_on": day }))).await;
            assert_eq!(saved.status, StatusCode::OK, "{}", saved.json);
        }
        scene.test.at("2026-10-14T09:30:00Z");
    }
    assert_eq!((scene.row(offered).await.status, scene.row(offered).await.closed_at), (ReferralStatus::InReview, None));
    assert!(scene.asked(TaskKind::ReferralDecide).await.contains(&scene.leader.id()));
    let place = place_of(&scene, scene.client_of(placed).await).await;
    assert_eq!(place.status, ParticipationStatus::Deceased, "a person gives it back");
    let back = scene.leader.api(Method::POST, &format!("/participations/{}/reopen", place.id), Some(json!({}))).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.json);
    let row: referral::Model = scene.row(placed).await;
    assert_eq!((row.status, row.closed_at), (ReferralStatus::Confirmed, None));
    scene.test.outbox().await;
}

#[tokio::test]
async fn with_a_refusal_fall_away_the_offer_the_turn_and_what_was_asked_and_whoever_referred_hears_of_it_once() {
    for (before, to) in [("offered", "rejected"), ("waitlisted", "rejected"), ("offered", "redirected")] {
        let scene = scene().await;
        if before == "waitlisted" {
            full(&scene).await;
        }
        let other = scene.test.group("Toinen ryhmä", scene.leader.id(), Plan::open(2)).await;
        let id = scene.refer("Aino Asiakas", ReachedBy::text()).await;
        assert_eq!(scene.asked(TaskKind::ReferralDecide).await, [scene.leader.id()]);
        scene.step(id, before).await;
        scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
        let mails = scene.mails("will.worker@piiri.example").len();
        let body = match to {
            "rejected" => json!({ "to": to, "reason_code": "criteria", "note": "Too far to travel" }),
            _ => json!({ "to": to, "redirect_to": other }),
        };
        step(&scene.leader, id, body).await;
        let what = format!("{to} after {before}");
        let open = offer::Entity::find().filter(offer::COLUMN.status.eq(OfferStatus::Open));
        assert!(open.one(scene.test.app.db.read()).await.unwrap().is_none(), "{what}");
        let turn = waiting::Entity::find().filter(waiting::COLUMN.active.eq(true));
        assert!(turn.one(scene.test.app.db.read()).await.unwrap().is_none(), "{what}");
        let decides = scene.tasks(TaskKind::ReferralDecide).await;
        assert!(decides.iter().all(|task| task.referral_id != Some(id)), "{what}");
        assert_eq!(decides.len(), usize::from(to == "redirected"), "{what}: the other group's leader decides anew");
        assert!(scene.asked(TaskKind::ContactOffer).await.is_empty(), "{what}");
        scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
        let told = scene.mails("will.worker@piiri.example").split_off(mails);
        let of_it = told.iter().filter(|mail| mail.contains(&format!("/referrals/{id}"))).count();
        assert_eq!(of_it, 1, "{what}: {told:?}");
        assert_eq!(scene.asked(TaskKind::TellDecision).await, [scene.worker.id()], "{what}");
        let page = scene.worker.api(Method::GET, &format!("/referrals/{id}"), None).await;
        let code = if to == "rejected" { json!("criteria") } else { Value::Null };
        assert_eq!(page.json["reject_code"], code, "{what}: {}", page.json);
        scene.test.outbox().await;
    }
}

#[tokio::test]
async fn a_referral_that_is_taken_back_at_once_is_asked_of_nobody_and_its_client_hears_nothing() {
    let scene = scene().await;
    let id = scene.refer("Aino Asiakas", ReachedBy::text()).await;
    assert_eq!(scene.asked(TaskKind::ReferralDecide).await, [scene.leader.id()]);
    step(&scene.worker, id, json!({ "to": "withdrawn" })).await;
    assert!(scene.asked(TaskKind::ReferralDecide).await.is_empty(), "there is nothing to decide");
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    assert!(scene.texts("").is_empty(), "{:?}", scene.texts(""));
    assert!(scene.asked(TaskKind::TellDecision).await.is_empty());
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_is_put_in_the_queue_hears_that_and_keeps_the_turn_while_others_come_after() {
    let scene = scene().await;
    full(&scene).await;
    let id = scene.refer("Aino Asiakas", ReachedBy::text()).await;
    scene.step(id, "waitlisted").await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    assert_eq!(scene.texts("Olet jonossa").len(), 1, "{:?}", scene.texts(""));
    let later = scene.refer("Eino Asiakas", ReachedBy::text()).await;
    scene.step(later, "waitlisted").await;
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    assert_eq!(scene.texts("Olet jonossa").len(), 2, "only the new one: {:?}", scene.texts(""));
    holds(&scene, 2).await;
    scene.test.run_jobs_at("2026-10-14T09:20:00Z").await;
    assert_eq!(scene.row(id).await.status, ReferralStatus::Offered, "the first in line");
    assert_eq!(scene.row(later).await.status, ReferralStatus::Waitlisted);
    scene.test.outbox().await;
}

#[tokio::test]
async fn whoever_referred_hears_once_of_a_decline_and_of_a_withdrawal_by_others() {
    for to in ["declined", "withdrawn"] {
        let scene = scene().await;
        let id = scene.refer("Aino Asiakas", ReachedBy::text()).await;
        scene.step(id, "offered").await;
        scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
        let before = scene.mails("will.worker@piiri.example").len();
        step(&scene.leader, id, json!({ "to": to })).await;
        scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
        let told = scene.mails("will.worker@piiri.example").split_off(before);
        let of_it = told.iter().filter(|mail| mail.contains(&format!("/referrals/{id}"))).count();
        assert_eq!(of_it, 1, "{to}: {told:?}");
        scene.test.outbox().await;
    }
}

#[tokio::test]
async fn of_a_group_that_is_cancelled_or_ends_early_its_other_leaders_and_who_was_to_come_along_hear_by_one_mail() {
    for (to, subject) in [("cancelled", "Group cancelled"), ("ended", "Group ended")] {
        let scene = scene().await;
        let other = scene.test.staff("Olli Other", &[Role::Leader]).await;
        scene.leads_too(other.id(), LeaderRole::CoLeader, 1).await;
        let comes = scene.test.staff("Saara Saattaja", &[Role::Worker]).await;
        let client = scene.placed("Aino Asiakas", ReachedBy::text()).await;
        let place = place_of(&scene, client).await;
        let along = referral::ActiveModel {
            id: Set(place.referral_id.unwrap()),
            accompany_staff_id: Set(Some(comes.id())),
            ..Default::default()
        };
        scene.test.system(async |act| Ok(along.update(act.tx).await.map(drop)?)).await;
        if to == "ended" {
            scene.runs().await;
        }
        scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
        let body = if to == "ended" { json!({ "to": to }) } else { json!({ "to": to, "code": "too_few" }) };
        let done = scene.group_step(&scene.leader, body).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.json);
        assert!(scene.asked(TaskKind::AccompanySession).await.is_empty(), "{to}: nobody comes along any more");
        scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
        for to in ["olli.other@piiri.example", "saara.saattaja@piiri.example"] {
            let heard = scene.mails(to).into_iter().filter(|mail| mail.starts_with(subject)).count();
            assert_eq!(heard, 1, "{subject} to {to}: {:?}", scene.mails(to));
        }
        scene.test.outbox().await;
    }
}
