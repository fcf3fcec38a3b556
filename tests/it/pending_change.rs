//! More money, hours or sessions than were approved wait beside the group; the group, the public and clients go on.

use axum::http::{Method, StatusCode};
use entity::id::GroupId;
use entity::state::{ContactChannel, GroupStatus, Role, TaskKind};
use entity::{approval, client, group, referral, session, task};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, Set};
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::actor::{Actor, Answer};

const RULE: &str = "FREQ=WEEKLY;BYDAY=TU;COUNT=";

struct Scene {
    test: TestApp,
    ann: Actor,
    max: Actor,
    group: GroupId,
    slug: String,
}

fn schedule(count: u32, hour: &str) -> Value {
    json!({"first_date": "2026-10-27", "start_time": hour, "duration_minutes": 60, "rrule": format!("{RULE}{count}")})
}

/// A recruiting group: 24 hours, 252 euros and three Tuesdays at 13 were approved.
async fn scene() -> Scene {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let max = test.staff("Max Manager", &[Role::Manager]).await;
    let plan = json!({"name": "Marjat ja säilöntä", "kind": "functional", "openness": "semi_open", "capacity": 6,
        "min_participants": 1, "planned_hours": 24, "budget_cents": 25_200});
    let made = ann.api(Method::POST, "/groups", Some(plan)).await.json;
    let group: GroupId = made["id"].as_str().unwrap().parse().unwrap();
    let slug = made["slug"].as_str().unwrap().to_owned();
    let scene = Scene { test, ann, max, group, slug };
    scene.plan(&schedule(3, "13:00")).await;
    for (who, to) in [(&scene.ann, "submitted"), (&scene.max, "approved"), (&scene.ann, "recruiting")] {
        ok(&who.api(Method::POST, &scene.at("/transitions"), Some(json!({"to": to}))).await);
    }
    scene
}

fn ok(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
    answer.json.clone()
}

impl Scene {
    fn at(&self, rest: &str) -> String {
        format!("/groups/{}{rest}", self.group)
    }

    async fn plan(&self, body: &Value) -> Value {
        ok(&self.ann.api(Method::PUT, &self.at("/schedule"), Some(body.clone())).await)
    }

    async fn patch(&self, body: Value) -> Value {
        ok(&self.ann.api(Method::PATCH, &self.at(""), Some(body)).await)
    }

    async fn read(&self) -> Value {
        ok(&self.ann.api(Method::GET, &self.at(""), None).await)
    }

    async fn pending(&self) -> Value {
        self.read().await["pending_change"].clone()
    }

    async fn decide(&self, step: &str, body: Value) -> Answer {
        let id = self.pending().await["id"].as_str().expect("something waits").to_owned();
        self.max.api(Method::POST, &format!("/pending-changes/{id}/{step}"), Some(body)).await
    }

    /// When the sessions that take place begin.
    async fn starts(&self) -> Vec<String> {
        let rows = session::Entity::find().filter(session::COLUMN.group_id.eq(self.group));
        let rows = rows.order_by(session::Column::StartsAt, Order::Asc).all(self.test.app.db.read()).await.unwrap();
        let on = rows.iter().filter(|row| row.status != entity::state::SessionStatus::Cancelled);
        on.map(|row| row.starts_at.format("%-d.%-m. %H:%M").to_string()).collect()
    }

    /// A client with a place who gets text messages.
    async fn placed(&self) {
        let id = self.test.referral(self.group, "Aino Asiakas", self.ann.id()).await;
        let row = referral::Entity::find_by_id(id).one(self.test.app.db.read()).await.unwrap().unwrap();
        let tx = self.test.app.db.write().await.unwrap();
        let phone = Set(Some("+358401234567".to_owned()));
        let row = client::ActiveModel {
            id: Set(row.client_id),
            channel: Set(ContactChannel::Sms),
            phone,
            ..Default::default()
        };
        row.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
        let path = format!("/referrals/{id}/transitions");
        ok(&self.ann.api(Method::POST, &path, Some(json!({"to": "confirmed"}))).await);
    }

    /// How many text messages have gone by a time of today.
    async fn texts_at(&self, time: &str) -> usize {
        self.test.run_jobs_at(&format!("2026-10-14T{time}Z")).await;
        self.test.outbox().await;
        self.test.app.sms.kept().len()
    }

    async fn set_status(&self, status: GroupStatus) {
        let tx = self.test.app.db.write().await.unwrap();
        let row = group::ActiveModel { id: Set(self.group), status: Set(status), ..Default::default() };
        row.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn open_tasks(&self, kind: TaskKind) -> usize {
        let tasks = task::Entity::find().filter(task::COLUMN.kind.eq(kind)).filter(task::COLUMN.done_at.is_null());
        tasks.all(self.test.app.db.read()).await.unwrap().len()
    }
}

#[tokio::test]
async fn a_raise_waits_and_the_group_the_public_and_offers_go_on() {
    let mut scene = scene().await;
    let waits = scene.test.referral(scene.group, "Otto Odottaja", scene.ann.id()).await;
    let step = format!("/referrals/{waits}/transitions");
    ok(&scene.ann.api(Method::POST, &step, Some(json!({"to": "offered"}))).await);
    let changed =
        scene.patch(json!({"budget_cents": 99_900, "planned_hours": 40, "summary": "Soppaa.", "capacity": 7})).await;
    assert_eq!((&changed["status"], &changed["budget_cents"]), (&json!("recruiting"), &json!(25_200)), "{changed}");
    assert_eq!(
        (&changed["summary"], &changed["capacity"]),
        (&json!("Soppaa."), &json!(7)),
        "the rest is saved at once"
    );
    let dry = ok(&scene.ann.api(Method::PUT, &scene.at("/schedule?dry_run=true"), Some(schedule(5, "14:00"))).await);
    let planned = scene.plan(&schedule(5, "14:00")).await;
    assert_eq!((&dry["waits"], &planned["waits"]), (&json!(5), &json!(5)));
    assert_eq!(dry["changes"], planned["changes"], "the dry run says what is done at once");
    assert_eq!(scene.starts().await, ["27.10. 12:00", "3.11. 12:00", "10.11. 12:00"], "the hour is a move");
    let pending = scene.pending().await;
    assert_eq!((&pending["planned_hours"], &pending["budget_cents"]), (&json!(40.0), &json!(99_900)), "{pending}");
    assert_eq!(pending["sessions"], 5);

    let public = format!("/open/groups/{}", scene.slug);
    for path in [public.clone(), format!("{public}.ics")] {
        assert_eq!(scene.test.anybody().get(&path).await.status, StatusCode::OK, "{path}");
    }
    ok(&scene.ann.api(Method::POST, &step, Some(json!({"to": "confirmed"}))).await);
    for page in ["/approvals", "/"] {
        let text = scene.max.get(page).await.text();
        for differs in ["24 h → 40 h", "252 € → 999 €", "3 → 5"] {
            assert!(text.contains(differs), "{page}, {differs}: {text}");
        }
    }
    let times = scene.ann.get(&scene.at("/schedule")).await;
    assert!(
        times.text().contains("The schedule has 5 sessions. Those above what was approved wait"),
        "{}",
        times.text()
    );
    let form = scene.ann.get(&scene.at("/edit")).await;
    assert!(form.text().contains("Waits for approval. Until then 252 € stands."), "{}", form.text());
    assert!(form.html().contains("value=\"999\""), "the field shows what was asked for");
    // Another field saved from that form keeps what waits.
    scene.ann.submit(&scene.at("/edit"), &[("risk", "Kuumat liedet")]).await;
    assert_eq!(scene.pending().await, pending);
    scene.test.outbox().await;
}

#[tokio::test]
async fn an_approved_raise_is_done_and_told_once() {
    let mut scene = scene().await;
    scene.placed().await;
    let before = scene.texts_at("09:10:00").await;
    scene.patch(json!({"budget_cents": 99_900})).await;
    scene.plan(&schedule(5, "13:00")).await;
    assert_eq!(scene.texts_at("09:20:00").await, before, "nobody hears of what is not approved");
    let id = scene.pending().await["id"].as_str().unwrap().to_owned();
    let path = format!("/pending-changes/{id}/approve");
    let denied = scene.ann.api(Method::POST, &path, Some(json!({}))).await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN, "a leader approves nothing");
    let key = [("idempotency-key", "approve-1")];
    let approved = ok(&scene.max.api_with(Method::POST, &path, Some(json!({})), &key).await);
    assert_eq!(approved["told"]["by_text"], 1, "{approved}");
    assert_eq!((&approved["budget_cents"], &approved["pending_change"]), (&json!(99_900), &Value::Null));
    assert_eq!((scene.starts().await.len(), &approved["status"]), (5, &json!("recruiting")));
    ok(&scene.max.api_with(Method::POST, &path, Some(json!({})), &key).await);
    let again = ok(&scene.max.api(Method::POST, &path, Some(json!({}))).await);
    assert_eq!(again["told"]["by_text"], 0, "a repeat of what stands is a success and tells nobody");
    assert_eq!(scene.texts_at("09:40:00").await, before + 1);
    assert_eq!(scene.texts_at("10:40:00").await, before + 1);
    // What was approved is the new measure, and going below it and back asks for nothing.
    scene.plan(&schedule(4, "13:00")).await;
    scene.plan(&schedule(5, "13:00")).await;
    scene.patch(json!({"budget_cents": 1})).await;
    scene.patch(json!({"budget_cents": 99_900})).await;
    assert_eq!((scene.pending().await, scene.starts().await.len()), (Value::Null, 5));
    let page = scene.max.get("/approvals").await;
    assert!(page.text().contains("No plan waits"), "{}", page.text());
}

#[tokio::test]
async fn a_returned_raise_leaves_the_group_and_gives_the_leader_the_reason() {
    let mut scene = scene().await;
    scene.patch(json!({"budget_cents": 99_900})).await;
    let id = scene.pending().await["id"].as_str().unwrap().to_owned();
    let path = format!("/changes/{id}/return");
    let card = scene.max.submit(&scene.at(""), &[("reason", "")]).await;
    assert_eq!(card.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is needed: {}", card.text());
    let reason = [("reason".to_owned(), "Not this year.".to_owned())];
    let card = scene.max.post(&path, &reason).await;
    assert!(card.text().contains("The change was returned to the leader."), "{}", card.text());
    let again = scene.max.post(&path, &reason).await;
    assert_eq!(again.status, StatusCode::OK, "returned already: {}", again.text());
    assert_eq!((scene.read().await["status"].clone(), scene.pending().await), (json!("recruiting"), Value::Null));
    let today = scene.ann.get("/").await;
    assert!(today.text().contains("Not this year."), "{}", today.text());
    let late = scene.max.api(Method::POST, &format!("/pending-changes/{id}/approve"), Some(json!({}))).await;
    assert_eq!((late.status, &late.json["errors"][0]["code"]), (StatusCode::CONFLICT, &json!("change_over")));
    scene.patch(json!({"budget_cents": 50_000})).await;
    assert_eq!(scene.open_tasks(TaskKind::ChangeReturned).await, 0, "asked anew: the reason is dealt with");
    assert_eq!(scene.pending().await["budget_cents"], 50_000);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_raise_is_withdrawn_or_set_back_and_asks_for_nothing_more() {
    let mut scene = scene().await;
    scene.patch(json!({"budget_cents": 99_900})).await;
    scene.plan(&schedule(5, "13:00")).await;
    scene.patch(json!({"budget_cents": 25_200})).await;
    let pending = scene.pending().await;
    assert_eq!(
        (&pending["budget_cents"], &pending["sessions"]),
        (&Value::Null, &json!(5)),
        "only the money is set back"
    );
    scene.plan(&schedule(3, "13:00")).await;
    assert_eq!(scene.pending().await, Value::Null);
    scene.patch(json!({"planned_hours": 30})).await;
    let card = scene.ann.press(&scene.at(""), "Take the change back").await;
    assert!(card.text().contains("The group stays as it was approved."), "{}", card.text());
    assert_eq!((scene.pending().await, scene.read().await["planned_hours"].clone()), (Value::Null, json!(24.0)));
    scene.test.run_jobs_at("2026-11-10T09:00:00Z").await;
    assert_eq!(scene.open_tasks(TaskKind::ApprovalLate).await, 0, "nobody is asked about what was taken back");
    let rounds = approval::Entity::find().all(scene.test.app.db.read()).await.unwrap();
    assert!(rounds.iter().all(|round| round.decided_at.is_some()));
    scene.test.outbox().await;
}

#[tokio::test]
async fn another_raise_is_decided_on_anew() {
    let scene = scene().await;
    scene.patch(json!({"budget_cents": 99_900})).await;
    let seen = scene.pending().await["id"].as_str().unwrap().to_owned();
    scene.patch(json!({"budget_cents": 500_000})).await;
    let blind = scene.max.api(Method::POST, &format!("/pending-changes/{seen}/approve"), Some(json!({}))).await;
    assert_eq!(blind.status, StatusCode::CONFLICT, "what was seen is not what waits: {}", blind.json);
    assert_eq!(scene.read().await["budget_cents"], 25_200);
    let approved = scene.decide("approve", json!({})).await;
    assert_eq!(ok(&approved)["budget_cents"], 500_000);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_running_group_waits_as_well_and_its_end_settles_what_waited() {
    let scene = scene().await;
    scene.set_status(GroupStatus::Running).await;
    let changed = scene.patch(json!({"budget_cents": 99_900})).await;
    assert_eq!((&changed["status"], &changed["budget_cents"]), (&json!("running"), &json!(25_200)));
    scene.plan(&schedule(5, "13:00")).await;
    assert_eq!(scene.starts().await.len(), 3);
    let ended = ok(&scene.ann.api(Method::POST, &scene.at("/transitions"), Some(json!({"to": "ended"}))).await);
    assert_eq!(ended["pending_change"], Value::Null);
    scene.test.outbox().await;
}

#[tokio::test]
async fn what_waited_beside_a_group_waits_again_when_its_end_is_undone() {
    let scene = scene().await;
    scene.set_status(GroupStatus::Running).await;
    scene.patch(json!({"budget_cents": 99_900})).await;
    let waited = scene.pending().await;
    let step =
        async |to: &str| ok(&scene.ann.api(Method::POST, &scene.at("/transitions"), Some(json!({ "to": to }))).await);
    assert_eq!(step("ended").await["pending_change"], Value::Null);
    scene.test.at("2026-10-14T09:01:00Z");
    assert_eq!(step("running").await["pending_change"], waited, "as it was asked");
    let approved = ok(&scene.decide("approve", json!({})).await);
    assert_eq!(approved["budget_cents"], 99_900, "{approved}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn what_the_supervisor_reserved_may_be_used_without_asking() {
    let mut scene = scene().await;
    let path = scene.at("");
    let tx = scene.test.app.db.write().await.unwrap();
    let round = approval::Entity::find().one(scene.test.app.db.read()).await.unwrap().unwrap();
    let more = approval::ActiveModel { id: Set(round.id), budget_cents: Set(Some(40_000)), ..Default::default() };
    more.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    scene.patch(json!({"budget_cents": 40_000})).await;
    assert_eq!((scene.pending().await, scene.read().await["budget_cents"].clone()), (Value::Null, json!(40_000)));
    scene.patch(json!({"budget_cents": 40_001})).await;
    assert_eq!(scene.pending().await["budget_cents"], 40_001);
    let cancelled = json!({"to": "cancelled", "code": "too_few"});
    ok(&scene.ann.api(Method::POST, &scene.at("/transitions"), Some(cancelled)).await);
    assert_eq!(scene.pending().await, Value::Null);
    assert!(!scene.max.get(&path).await.text().contains("Waiting for approval"));
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_schedule_whose_first_part_is_no_plan_of_its_own_waits_whole() {
    let scene = scene().await;
    let twice_a_week = json!({"first_date": "2026-10-27", "start_time": "13:00", "duration_minutes": 60,
        "rrule": "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6"});
    let before = scene.starts().await;
    let planned = scene.plan(&twice_a_week).await;
    assert_eq!((&planned["waits"], &planned["changes"]), (&json!(6), &json!([])), "{planned}");
    assert_eq!(scene.starts().await, before, "no session is moved twice");
    let shown = ok(&scene.ann.api(Method::GET, &scene.at("/schedule"), None).await);
    assert_eq!(shown["rrule"], format!("{RULE}3"), "the schedule that stands is the approved one");
    ok(&scene.decide("approve", json!({})).await);
    assert_eq!(scene.starts().await.len(), 6);
    scene.test.outbox().await;
}

#[tokio::test]
async fn an_extra_day_waits_and_the_hour_saved_with_it_does_not() {
    let scene = scene().await;
    let mut body = schedule(3, "15:00");
    body["extra_dates"] = json!(["2026-10-29"]);
    scene.plan(&body).await;
    assert_eq!(scene.starts().await, ["27.10. 13:00", "3.11. 13:00", "10.11. 13:00"]);
    ok(&scene.decide("approve", json!({})).await);
    assert_eq!(scene.starts().await, ["27.10. 13:00", "29.10. 13:00", "3.11. 13:00", "10.11. 13:00"]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_raise_is_checked_anew_when_it_is_approved() {
    let scene = scene().await;
    let four_weeks = |count: u32, extra: Value| {
        let mut body = schedule(count, "13:00");
        (body["first_date"], body["extra_dates"]) = (json!("2026-10-20"), extra);
        body
    };
    scene.plan(&four_weeks(3, json!([]))).await;
    scene.plan(&four_weeks(5, json!([]))).await;
    scene.test.at("2026-11-11T09:00:00Z");
    let fewer = scene.decide("approve", json!({})).await;
    assert_eq!(fewer.status, StatusCode::UNPROCESSABLE_ENTITY, "one of two dates has passed: {}", fewer.json);
    assert_eq!(fewer.json["errors"][0]["code"], "change_unconfirmed");
    assert_eq!(scene.starts().await.len(), 3, "nothing is done halfway");
    let anyway = ok(&scene.decide("approve", json!({"anyway": true})).await);
    assert_eq!((scene.starts().await.len(), &anyway["pending_change"]), (4, &Value::Null));
    scene.plan(&four_weeks(5, json!(["2026-11-11", "2026-11-12"]))).await;
    scene.test.at("2026-11-13T08:00:00Z");
    let passed = scene.decide("approve", json!({"anyway": true})).await;
    assert_eq!((passed.status, &passed.json["errors"][0]["code"]), (StatusCode::CONFLICT, &json!("change_passed")));
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_raise_that_runs_into_something_by_now_is_approved_only_knowingly() {
    let mut scene = scene().await;
    scene.plan(&schedule(5, "13:00")).await;
    let other = scene.test.group("Nikkarit", scene.ann.id(), crate::support::places::Plan::open(4)).await;
    scene.test.session(other, 1, "2026-11-24T11:00:00Z").await;
    let clash = scene.decide("approve", json!({})).await;
    assert_eq!((clash.status, scene.starts().await.len()), (StatusCode::UNPROCESSABLE_ENTITY, 3), "{}", clash.json);
    let card = scene.max.get(&scene.at("")).await;
    assert!(card.text().contains("Ann Leader leads"), "the clash is named: {}", card.text());
    let id = scene.pending().await["id"].as_str().unwrap().to_owned();
    let path = format!("/changes/{id}/approve");
    let again = scene.max.post(&path, &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", again.text());
    let done = scene.max.post(&path, &[("anyway".to_owned(), "true".to_owned())]).await;
    assert!(done.text().contains("The change was approved."), "{}", done.text());
    assert_eq!(scene.starts().await.len(), 5);
    scene.test.outbox().await;
}
