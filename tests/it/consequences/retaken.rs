//! What is asked and told again: a second silence, a step that is taken back, a task that is open once more.

use axum::http::{Method, StatusCode};
use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId, ReferralId, StaffId};
use entity::state::{ContactChannel, LeaderRole, MessageKind, MessageStatus, ReferralStatus, Role, TaskKind};
use entity::{client, group_leader, message, offer, pair_rule, referral, session, task};
use piiri::access::Actor as By;
use piiri::{acts, task as tasks};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::places::Plan;

struct Scene {
    test: TestApp,
    leader: Actor,
    worker: Actor,
    group: GroupId,
}

async fn scene() -> Scene {
    let test = TestApp::new().await;
    test.at("2026-10-14T09:00:00Z");
    let leader = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    test.staff("Maija Johtaja", &[Role::Manager]).await;
    let group = test.group("Arjen rytmi", leader.id(), Plan::open(3)).await;
    test.session(group, 1, "2027-01-12T08:00:00Z").await;
    test.outbox().await;
    Scene { test, leader, worker, group }
}

impl Scene {
    async fn refer(&self, name: &str) -> ReferralId {
        let id = self.test.referral(self.group, name, self.worker.id()).await;
        let (client, phone) = (self.client_of(id).await, Set(Some("+358401234567".to_owned())));
        let row =
            client::ActiveModel { id: Set(client), channel: Set(ContactChannel::Sms), phone, ..Default::default() };
        self.test.system(async |act| Ok(row.update(act.tx).await.map(drop)?)).await;
        id
    }

    async fn client_of(&self, id: ReferralId) -> ClientId {
        self.row(id).await.client_id
    }

    async fn row(&self, id: ReferralId) -> referral::Model {
        referral::Entity::find_by_id(id).one(self.test.app.db.read()).await.unwrap().unwrap()
    }

    async fn step(&self, id: ReferralId, to: &str) {
        let path = format!("/referrals/{id}/transitions");
        let body = json!({ "to": to, "reason_code": "criteria" });
        let answer = self.leader.api(Method::POST, &path, Some(body)).await;
        assert_eq!(answer.status, StatusCode::OK, "{to}: {}", answer.json);
    }

    async fn take_back(&self, by: &Actor, id: ReferralId, seen: &str) -> (StatusCode, Value) {
        let answer = by.api(Method::POST, &format!("/referrals/{id}/take-back?from={seen}"), None).await;
        (answer.status, answer.json)
    }

    /// Who is asked to do what of this kind, and by when.
    async fn asked(&self, kind: TaskKind) -> Vec<(StaffId, DateTime<Utc>)> {
        let open = task::Entity::find().filter(task::COLUMN.kind.eq(kind)).filter(task::COLUMN.done_at.is_null());
        let open = open.all(self.test.app.db.read()).await.unwrap();
        open.iter().map(|task| (task.staff_id, task.due_at)).collect()
    }

    async fn who(&self, kind: TaskKind) -> Vec<StaffId> {
        self.asked(kind).await.into_iter().map(|(staff, _)| staff).collect()
    }

    /// The messages of this kind come to stand so.
    async fn messages(&self, kind: MessageKind, status: MessageStatus) {
        let until = self.test.app.clock.now() + chrono::TimeDelta::minutes(1);
        let marked = message::Entity::update_many()
            .col_expr(message::Column::Status, Expr::value(status))
            .col_expr(message::Column::LeaseUntil, Expr::value(until))
            .filter(message::COLUMN.kind.eq(kind));
        self.test.system(async |act| Ok(marked.exec(act.tx).await.map(drop)?)).await;
    }

    fn texts(&self) -> Vec<String> {
        self.test.app.sms.kept().into_iter().map(|sms| sms.text).collect()
    }
}

/// Rule 3: two tries come before a lapse, so each silence is somebody's task.
#[tokio::test]
async fn a_second_silence_about_an_offer_is_asked_of_somebody_as_the_first_was() {
    let mut scene = scene().await;
    let id = scene.refer("Aino Asiakas").await;
    scene.step(id, "offered").await;
    scene.messages(MessageKind::Offer, MessageStatus::Failed).await;
    scene.test.run_jobs_at("2026-10-15T09:05:00Z").await;
    assert_eq!(scene.who(TaskKind::ContactOffer).await, [scene.worker.id()], "nobody has told of it");
    scene.worker.sign_in().await;
    scene.worker.press("/", "Done").await;
    assert!(scene.asked(TaskKind::ContactOffer).await.is_empty());
    let offers = offer::Entity::find().all(scene.test.app.db.read()).await.unwrap();
    let by = offers[0].answer_by.expect("told by a person");
    scene.test.run_jobs_at(&(by - chrono::TimeDelta::minutes(30)).to_rfc3339()).await;
    assert_eq!(scene.asked(TaskKind::ContactOffer).await, [(scene.worker.id(), by)], "nobody has answered");
    assert_eq!(scene.row(id).await.status, ReferralStatus::Offered);
    scene.test.outbox().await;
}

/// "Take back while unanswered: client told", also of what was on its way.
#[tokio::test]
async fn an_offer_that_is_taken_back_while_it_is_being_sent_is_told_to_its_client_if_it_arrived() {
    for (ends, told) in [(MessageStatus::Sent, 1), (MessageStatus::Cancelled, 0)] {
        let scene = scene().await;
        let id = scene.refer("Aino Asiakas").await;
        scene.step(id, "offered").await;
        scene.messages(MessageKind::Offer, MessageStatus::Sending).await;
        assert_eq!(scene.take_back(&scene.leader, id, "offered").await.0, StatusCode::OK);
        scene.messages(MessageKind::Offer, ends).await;
        scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
        let said = scene.texts();
        let ended = said.iter().filter(|text| text.contains("paikka on valitettavasti peruttu")).count();
        assert_eq!(ended, told, "{ends}: {said:?}");
    }
}

#[tokio::test]
async fn whoever_takes_a_step_back_reads_which_and_into_what_and_takes_back_no_other() {
    let mut scene = scene().await;
    let id = scene.refer("Aino Asiakas").await;
    scene.step(id, "offered").await;
    let page = scene.leader.get(&format!("/referrals/{id}")).await;
    assert!(page.text().contains("Takes back: Place offered. The referral goes back to: "), "{}", page.text());
    // History goes by the clock, which stands still in tests.
    scene.test.at("2026-10-14T09:00:20Z");
    scene.step(id, "declined").await;
    scene.test.at("2026-10-14T09:00:40Z");
    let (status, said) = scene.take_back(&scene.leader, id, "offered").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(said["detail"].as_str().unwrap().contains("has moved on meanwhile"), "{said}");
    assert_eq!(scene.row(id).await.status, ReferralStatus::Declined, "the other step stands");
    for (seen, to, at) in [("declined", "offered", "09:00:50"), ("offered", "submitted", "09:01:00")] {
        scene.test.at(&format!("2026-10-14T{at}Z"));
        let (status, back) = scene.take_back(&scene.leader, id, seen).await;
        assert_eq!((status, &back["status"]), (StatusCode::OK, &json!(to)), "{back}");
    }
    let page = scene.leader.get(&format!("/referrals/{id}")).await;
    assert!(page.text().contains("Step taken back: Place offered"), "{}", page.text());
    scene.test.outbox().await;
}

/// Rule 7: a task goes over to the successor, also when it is open again.
#[tokio::test]
async fn what_is_open_again_is_asked_of_who_answers_now() {
    let scene = scene().await;
    let berta = scene.test.staff("Berta Toinen", &[Role::Leader]).await;
    let (group, second) = (scene.group, berta.id());
    let part = group_leader::ActiveModel {
        group_id: Set(group),
        staff_id: Set(second),
        role: Set(LeaderRole::Leader),
        position: Set(1),
        from_at: Set(None),
        until_at: Set(None),
    };
    let lead = async |act: piiri::access::Act<'_>| {
        Ok(group_leader::Entity::insert(part).exec_without_returning(act.tx).await.map(drop)?)
    };
    scene.test.system(lead).await;
    let id = scene.refer("Aino Asiakas").await;
    assert_eq!(scene.who(TaskKind::ReferralDecide).await, [scene.leader.id()]);
    scene.step(id, "rejected").await;
    assert!(scene.asked(TaskKind::ReferralDecide).await.is_empty());
    let gone = scene.leader.id();
    let _told = scene.test.act(By::System, async |act| acts::close_account(act, gone).await).await;
    assert_eq!(scene.take_back(&berta, id, "rejected").await.0, StatusCode::OK);
    assert_eq!(scene.who(TaskKind::ReferralDecide).await, [berta.id()]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_comes_along_is_asked_no_more_once_the_place_has_ended_and_again_when_it_is_given_back() {
    let scene = scene().await;
    let id = scene.refer("Aino Asiakas").await;
    let companion = scene.worker.id();
    let row = referral::ActiveModel { id: Set(id), accompany_staff_id: Set(Some(companion)), ..Default::default() };
    scene.test.system(async |act| Ok(row.update(act.tx).await.map(drop)?)).await;
    let session = session::Entity::find().one(scene.test.app.db.read()).await.unwrap().unwrap();
    let accompanies = async || piiri::referral::accompanied(scene.test.app.db.read(), &session).await.unwrap().len();
    scene.step(id, "confirmed").await;
    assert_eq!((scene.who(TaskKind::AccompanySession).await, accompanies().await), (vec![companion], 1));
    scene.step(id, "withdrawn").await;
    assert_eq!((scene.who(TaskKind::AccompanySession).await, accompanies().await), (vec![], 0));
    assert_eq!(scene.take_back(&scene.leader, id, "withdrawn").await.0, StatusCode::OK);
    assert_eq!((scene.who(TaskKind::AccompanySession).await, accompanies().await), (vec![companion], 1));
    let client = scene.client_of(id).await;
    let workers = tasks::KeyWorkers { from: companion, to: scene.leader.id() };
    scene.test.system(async |act| tasks::hand_over(act, client, workers).await).await;
    assert_eq!(scene.who(TaskKind::AccompanySession).await, [companion], "a promise goes over to nobody");
    scene.step(id, "withdrawn").await;
    scene.test.outbox().await;
}

#[tokio::test]
async fn the_first_in_line_who_can_not_be_offered_the_place_is_asked_about_until_somebody_decides() {
    let mut scene = scene().await;
    let (placed, waits) = (scene.refer("Aino Asiakas").await, scene.refer("Eino Asiakas").await);
    scene.step(placed, "confirmed").await;
    scene.step(waits, "waitlisted").await;
    let (one, other) = (scene.client_of(placed).await, scene.client_of(waits).await);
    let now = scene.test.app.clock.now();
    let rule = pair_rule::ActiveModel {
        id: Set(piiri::random::id(now)),
        client_a_id: Set(Ord::min(one, other)),
        client_b_id: Set(Ord::max(one, other)),
        reason: Set("Riita".to_owned()),
        created_by: Set(scene.worker.id()),
        created_at: Set(now),
    };
    scene.test.system(async |act| Ok(rule.insert(act.tx).await.map(drop)?)).await;
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    assert_eq!(scene.who(TaskKind::QueueDecision).await, [scene.leader.id()]);
    let open = task::Entity::find().filter(task::COLUMN.kind.eq(TaskKind::QueueDecision));
    let asked = open.one(scene.test.app.db.read()).await.unwrap().unwrap();
    let who = scene.leader.id();
    scene.test.system(async |act| acts::finish_task(act, who, asked.id).await).await;
    scene.test.run_jobs_at("2026-10-14T09:15:00Z").await;
    assert!(scene.asked(TaskKind::QueueDecision).await.is_empty(), "somebody may be on it today");
    scene.test.run_jobs_at("2026-10-15T09:10:00Z").await;
    assert_eq!(scene.who(TaskKind::QueueDecision).await, [scene.leader.id()], "the queue still waits");
    scene.step(waits, "rejected").await;
    assert!(scene.asked(TaskKind::QueueDecision).await.is_empty(), "it is decided");
    scene.leader.get("/").await;
    scene.test.outbox().await;
}
