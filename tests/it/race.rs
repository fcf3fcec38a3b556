//! Places under load: two never get the last one, and no answered write is lost.

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use axum::http::{Method, StatusCode};
use entity::id::{GroupId, ParticipationId, ReferralId};
use entity::state::{ContactChannel, OfferStatus, Role, TaskKind};
use entity::{change_log, client, offer, participation, referral, task, waiting};
use piiri::access::Actor as By;
use piiri::db::DatabaseMark;
use piiri::error::Error;
use piiri::people::client::{NewPair, keep_apart};
use piiri::{acts, enrolment, revision};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use serde_json::json;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::places::Plan;

/// Numbers that look random and are the same each time (Knuth's multiplier).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

async fn step(actor: Arc<Actor>, id: ReferralId, to: &'static str) -> StatusCode {
    let body = json!({"to": to, "reason_code": "other"});
    actor.api(Method::POST, &format!("/referrals/{id}/transitions"), Some(body)).await.status
}

async fn active(test: &TestApp, group: GroupId) -> Vec<participation::Model> {
    let find = participation::Entity::find().filter(participation::COLUMN.group_id.eq(group));
    find.filter(participation::COLUMN.active.eq(true)).all(test.app.db.read()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_64_who_take_the_last_place_one_gets_it() {
    let test = TestApp::new().await;
    test.outbox().await;
    let leader = Arc::new(test.staff("Ann Leader", &[Role::Leader]).await);
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(1)).await;
    let mut tries = JoinSet::new();
    for number in 0..64 {
        let id = test.referral(group, &format!("Client {number}"), worker.id()).await;
        tries.spawn(step(leader.clone(), id, "confirmed"));
    }
    let answers = tries.join_all().await;
    assert_eq!(answers.iter().filter(|status| **status == StatusCode::OK).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == StatusCode::CONFLICT).count(), 63, "{answers:?}");
    assert_eq!(active(&test, group).await.len(), 1);
}

/// What must hold whatever has happened: never more held than there is, nobody twice, nobody waits beside a free place.
async fn holds(test: &TestApp, group: GroupId, when: &str) {
    let db = test.app.db.read();
    let places = enrolment::places(db, group).await.unwrap();
    assert!(places.free() >= 0, "{when}: {places:?}");
    assert!(places.free() == 0 || places.waiting == 0, "somebody waits beside a free place, {when}: {places:?}");
    let mut holders: Vec<_> = active(test, group).await.into_iter().map(|place| place.client_id).collect();
    let open = offer::Entity::find().filter(offer::COLUMN.group_id.eq(group));
    let open = open.filter(offer::COLUMN.status.eq(OfferStatus::Open)).all(db).await.unwrap();
    holders.extend(open.into_iter().map(|offer| offer.client_id));
    let waits = waiting::Entity::find().filter(waiting::COLUMN.group_id.eq(group));
    let waits = waits.filter(waiting::COLUMN.active.eq(true)).all(db).await.unwrap();
    holders.extend(waits.into_iter().map(|turn| turn.client_id));
    let once: BTreeSet<_> = holders.iter().collect();
    assert_eq!(once.len(), holders.len(), "a client stands in two places, {when}");
}

/// The clients of all open offers were told of them and have not answered in time.
async fn told_and_tried(test: &TestApp, by: chrono::DateTime<chrono::Utc>) {
    let tx = test.app.db.write().await.unwrap();
    let told = offer::Entity::update_many()
        .col_expr(offer::Column::AnswerBy, Expr::value(by))
        .col_expr(offer::Column::ContactTries, Expr::value(2))
        .filter(offer::COLUMN.status.eq(OfferStatus::Open));
    told.exec(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn end(actor: Arc<Actor>, id: ParticipationId) -> StatusCode {
    let body = json!({"reason": "transferred", "on": "2026-10-14"});
    actor.api(Method::POST, &format!("/participations/{id}/end"), Some(body)).await.status
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whatever_order_the_steps_race_in_places_and_queue_hold() {
    const STEPS: [&str; 6] = ["confirmed", "offered", "waitlisted", "declined", "withdrawn", "waitlisted"];
    let test = TestApp::new().await;
    test.outbox().await;
    let leader = Arc::new(test.staff("Ann Leader", &[Role::Leader]).await);
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    for seed in 0..4 {
        let mut dice = Dice(seed);
        let group = test.group(&format!("Group {seed}"), leader.id(), Plan::open(2)).await;
        let mut referrals = Vec::new();
        for number in 0..8 {
            referrals.push(test.referral(group, &format!("Client {seed} {number}"), worker.id()).await);
        }
        for round in 0..6 {
            let mut tries = JoinSet::new();
            for _ in 0..8 {
                tries.spawn(step(leader.clone(), referrals[dice.roll(8)], STEPS[dice.roll(6)]));
            }
            if let Some(place) = active(&test, group).await.first() {
                tries.spawn(end(leader.clone(), place.id));
            }
            if dice.roll(2) == 0 {
                let later = test.app.clock.now() + chrono::TimeDelta::hours(49);
                test.app.clock.set(later);
                told_and_tried(&test, later).await;
                acts::expire_offers(&test.app, later).await.unwrap();
            }
            for status in tries.join_all().await {
                assert!(matches!(status, StatusCode::OK | StatusCode::CONFLICT), "seed {seed} round {round}: {status}");
            }
            // The job sees to what was freed, once it can't be taken back, and to a newcomer's queueing beside it.
            let settled = test.app.clock.now() + chrono::TimeDelta::minutes(3);
            test.app.clock.set(settled);
            acts::offer_places_on(&test.app, settled).await.unwrap();
            holds(&test, group, &format!("seed {seed} round {round}")).await;
        }
    }
}

/// Lets a request go on only so many times, then drops it, as a caller does who hangs up.
async fn dropped_after<F: Future>(polls: usize, request: F) -> Option<F::Output> {
    let mut request = pin!(request);
    let mut left = polls;
    poll_fn(move |context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        request.as_mut().poll(context).map(Some)
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn requests_that_are_dropped_lose_no_answered_write() {
    let test = TestApp::new().await;
    test.outbox().await;
    let worker = Arc::new(test.staff("Will Worker", &[Role::Worker]).await);
    let group = test.group("Pata porisee", worker.id(), Plan::open(5)).await;
    let mut dice = Dice(7);
    let mut tries = JoinSet::new();
    for number in 0..120 {
        let client = test.client(&format!("Client {number}"), worker.id()).await;
        let polls = dice.roll(6);
        let worker = worker.clone();
        tries.spawn(async move {
            let body = json!({"client_id": client, "group_id": group, "reason": "Alone too much"});
            let answer = dropped_after(polls, worker.api(Method::POST, "/referrals", Some(body))).await?;
            assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.json);
            Some(answer.json["id"].as_str().unwrap().parse::<ReferralId>().unwrap())
        });
    }
    let answered: Vec<ReferralId> = tries.join_all().await.into_iter().flatten().collect();
    test.app.tracker.close();
    test.app.tracker.wait().await;
    assert!(!answered.is_empty() && answered.len() < 120, "{} answered", answered.len());
    let db = test.app.db.read();
    let kept = referral::Entity::find().filter(referral::COLUMN.id.is_in(answered.iter().copied()));
    assert_eq!(kept.count(db).await.unwrap(), u64::try_from(answered.len()).unwrap(), "an answered write is lost");
    let all = referral::Entity::find().count(db).await.unwrap();
    let logged = change_log::Entity::find().filter(change_log::COLUMN.act.eq("referral.submitted"));
    assert_eq!(logged.count(db).await.unwrap(), all, "something was written by half");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn transactions_that_are_dropped_half_way_leave_nothing_and_poison_nobody() {
    let test = TestApp::new().await;
    test.outbox().await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", worker.id(), Plan::open(5)).await;
    let mut dice = Dice(11);
    let mut tries = JoinSet::new();
    for number in 0..120 {
        let client = test.client(&format!("Client {number}"), worker.id()).await;
        let (app, staff, polls) = (test.app.clone(), worker.id(), dice.roll(40));
        tries.spawn(dropped_after(polls, async move {
            let new = crate::support::places::new_referral((client, group), staff);
            let who = By::Staff(staff);
            app.act(who, async |act| Ok(piiri::acts::submit_referral(act, new).await?.id)).await.unwrap()
        }));
    }
    let answered: Vec<ReferralId> = tries.join_all().await.into_iter().flatten().collect();
    // A write after all of them sees each connection clean.
    test.referral(group, "The last", worker.id()).await;
    let db = test.app.db.read();
    let kept = referral::Entity::find().filter(referral::COLUMN.id.is_in(answered.iter().copied()));
    assert_eq!(kept.count(db).await.unwrap(), u64::try_from(answered.len()).unwrap(), "an answered write is lost");
    let all = referral::Entity::find().count(db).await.unwrap();
    let logged = change_log::Entity::find().filter(change_log::COLUMN.act.eq("referral.submitted"));
    assert_eq!(logged.count(db).await.unwrap(), all, "something was written by half");
}

/// How many transactions SQLite has committed: `iChange` of its WAL index (walformat.html, 2.1); nothing elsewhere.
async fn commits(test: &TestApp) -> Option<u32> {
    match test.app.db.mark().await.unwrap()? {
        DatabaseMark::Sqlite(header) => Some(u32::from_ne_bytes(header[8..12].try_into().unwrap())),
        DatabaseMark::Postgres(_) => None,
    }
}

#[tokio::test]
async fn acts_that_wait_share_one_commit_and_one_that_fails_takes_back_only_itself() {
    let test = TestApp::new().await;
    let mut acts = JoinSet::new();
    let first = test.app.act(By::System, async |act| {
        for number in 0..10 {
            let app = test.app.clone();
            acts.spawn(async move {
                let done = app.attempt(By::System, async |act| {
                    revision::raise(act, Uuid::from_u128(number)).await?;
                    match number % 3 {
                        0 => Ok(Ok(())),
                        1 => Ok(Err(())),
                        _ => Err(Error::NotFound),
                    }
                });
                drop(done.await);
            });
        }
        // On one thread: all ten run until they wait.
        tokio::task::yield_now().await;
        let before = commits(&test).await;
        revision::raise(act, Uuid::from_u128(10)).await?;
        Ok(before)
    });
    let before = first.await.unwrap();
    acts.join_all().await;
    for number in 0..=10 {
        let kept = revision::of(test.app.db.read(), Uuid::from_u128(number)).await.unwrap();
        assert_eq!(kept, i64::from(number % 3 == 0 || number == 10), "act {number}");
    }
    assert_eq!(commits(&test).await, before.map(|before| before + 1));
}

/// A call that is ticked off, a step and a death at once want the same offer, message, task and client.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_call_made_a_step_and_a_death_never_wait_for_each_other_in_a_circle() {
    let test = TestApp::new().await;
    test.outbox().await;
    let leader = Arc::new(test.staff("Ann Leader", &[Role::Leader]).await);
    let worker = Arc::new(test.staff("Will Worker", &[Role::Worker]).await);
    let group = test.group("Pata porisee", leader.id(), Plan::open(40)).await;
    for round in 0..24 {
        let id = test.referral(group, &format!("Client {round}"), worker.id()).await;
        let find = referral::Entity::find_by_id(id).one(test.app.db.read());
        let person = find.await.unwrap().unwrap().client_id;
        let silent = client::ActiveModel { id: Set(person), channel: Set(ContactChannel::None), ..Default::default() };
        test.system(async |act| Ok(silent.update(act.tx).await.map(drop)?)).await;
        assert_eq!(step(leader.clone(), id, "offered").await, StatusCode::OK);
        let of = task::Entity::find().filter(task::COLUMN.referral_id.eq(id));
        let of = of.filter(task::COLUMN.kind.eq(TaskKind::CallSession));
        let call = of.one(test.app.db.read()).await.unwrap().expect("somebody is to call");
        let path = format!("/clients/{person}");
        let died = worker.api(Method::PATCH, &path, Some(json!({"deceased_on": "2026-10-13"})));
        let called = test.app.act(By::System, async |act| acts::finish_task(act, call.staff_id, call.id).await);
        let to = ["confirmed", "withdrawn", "declined"][round % 3];
        let (called, stepped, died) = tokio::join!(called, step(leader.clone(), id, to), died);
        assert!(matches!(called, Ok(()) | Err(Error::Conflict(_))), "round {round}: {called:?}");
        assert!(matches!(stepped, StatusCode::OK | StatusCode::CONFLICT), "round {round}: {stepped}");
        assert_eq!(died.status, StatusCode::OK, "round {round}: {}", died.json);
    }
}

/// A pair is named while one of both gets a place: either the confirmation sees the pair, or somebody hears of the conflict.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_who_must_not_meet_never_get_places_without_anybody_hearing_of_it() {
    let test = TestApp::new().await;
    test.outbox().await;
    let leader = Arc::new(test.staff("Ann Leader", &[Role::Leader]).await);
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let client_of = async |id: ReferralId| {
        let find = referral::Entity::find_by_id(id).one(test.app.db.read());
        find.await.unwrap().unwrap().client_id
    };
    for round in 0..16 {
        let group = test.group(&format!("Group {round}"), leader.id(), Plan::open(4)).await;
        let first = test.referral(group, &format!("First {round}"), worker.id()).await;
        let second = test.referral(group, &format!("Second {round}"), worker.id()).await;
        assert_eq!(step(leader.clone(), first, "confirmed").await, StatusCode::OK);
        let pair = NewPair { one: client_of(first).await, other: client_of(second).await, reason: "Quarrel".into() };
        let named = test.app.act(By::System, async |act| keep_apart(act, worker.id(), pair).await);
        let (named, confirmed) = tokio::join!(named, step(leader.clone(), second, "confirmed"));
        named.unwrap();
        let asked = task::Entity::find().filter(task::COLUMN.kind.eq(TaskKind::PairConflict));
        let asked = asked.filter(task::COLUMN.group_id.eq(group)).count(test.app.db.read()).await.unwrap();
        match confirmed {
            StatusCode::OK => assert!(asked > 0, "round {round}: both have places and nobody was asked"),
            status => assert_eq!((status, asked), (StatusCode::CONFLICT, 0), "round {round}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_is_erased_who_is_just_given_a_place() {
    let test = TestApp::new().await;
    test.outbox().await;
    let leader = Arc::new(test.staff("Ann Leader", &[Role::Leader]).await);
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let officer = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(40)).await;
    for round in 0..16 {
        let id = test.referral(group, &format!("Client {round}"), worker.id()).await;
        let find = referral::Entity::find_by_id(id).one(test.app.db.read());
        let path = format!("/clients/{}/erasure", find.await.unwrap().unwrap().client_id);
        let erasure = officer.api(Method::POST, &path, None);
        let (erased, confirmed) = tokio::join!(erasure, step(leader.clone(), id, "confirmed"));
        assert!(!erased.status.is_server_error() && !confirmed.is_server_error(), "round {round}: {confirmed}");
        assert!(!erased.status.is_success() || !confirmed.is_success(), "round {round}: {} {confirmed}", erased.status);
    }
}
