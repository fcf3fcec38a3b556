//! Random histories of a group's sessions: planned, moved, cancelled, added, taken out, planned anew, in any order.

use axum::http::{Method, StatusCode};
use chrono::{NaiveDate, TimeDelta};
use entity::id::GroupId;
use entity::state::{Role, SessionStatus};
use entity::{change_log, session};
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder};
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::app::noon;
use crate::support::chance::Chance;
use crate::support::places::Plan;

const RULES: [&str; 4] = [
    "FREQ=WEEKLY;BYDAY=TU;COUNT=5",
    "FREQ=WEEKLY;BYDAY=WE;COUNT=5",
    "FREQ=WEEKLY;BYDAY=TU;COUNT=3",
    "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6",
];

struct Scene {
    test: TestApp,
    leader: Actor,
    group: GroupId,
    schedule: Value,
}

async fn scene() -> Scene {
    let test = TestApp::new().await;
    let leader = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let group = test.group("Arjen rytmi", leader.id(), Plan::open(8)).await;
    test.approved(group, leader.id(), 400).await;
    let schedule = json!({ "first_date": "2026-10-20", "start_time": "10:00", "duration_minutes": 60,
        "rrule": RULES[0], "excluded_dates": [], "extra_dates": [] });
    Scene { test, leader, group, schedule }
}

impl Scene {
    async fn rows(&self) -> Vec<session::Model> {
        let mut rows = session::Entity::find()
            .order_by_asc(session::Column::StartsAt)
            .order_by_asc(session::Column::Id)
            .all(self.test.app.db.read())
            .await
            .unwrap();
        rows.retain(|row| row.group_id == self.group);
        rows
    }

    async fn plan(&self) -> Value {
        let path = format!("/groups/{}/schedule", self.group);
        let done = self.leader.api(Method::PUT, &path, Some(self.schedule.clone())).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.json);
        done.json
    }

    async fn post(&self, path: &str, body: Value) {
        let done = self.leader.api(Method::POST, path, Some(body)).await;
        assert!(done.status.is_success(), "{path}: {}", done.json);
    }

    /// Does something; whether it was to the schedule.
    async fn step(&mut self, chance: &mut Chance) -> bool {
        let ahead: Vec<session::Model> =
            self.rows().await.into_iter().filter(|row| row.status == SessionStatus::Planned).collect();
        let one = (!ahead.is_empty()).then(|| ahead[chance.below(ahead.len())].clone());
        match (chance.below(6), one) {
            (0, _) => self.schedule["rrule"] = json!(RULES[chance.below(RULES.len())]),
            (1, _) => self.schedule["start_time"] = json!(["10:00", "13:30"][chance.below(2)]),
            (2, _) => {
                let day: NaiveDate = "2026-10-20".parse().unwrap();
                let day = day + TimeDelta::days(7 * i64::try_from(chance.below(5)).unwrap());
                self.schedule["excluded_dates"] = if chance.below(2) == 0 { json!([]) } else { json!([day]) };
            }
            (3, Some(row)) => {
                let to = row.starts_at + TimeDelta::days(2) + TimeDelta::minutes(15);
                self.post(&format!("/sessions/{}/move", row.id), json!({ "starts_at": to })).await;
                return false;
            }
            (4, Some(row)) => {
                self.post(&format!("/sessions/{}/cancel", row.id), json!({ "code": "weather" })).await;
                return false;
            }
            _ => {
                let at = noon() + TimeDelta::days(i64::try_from(chance.below(40)).unwrap() + 1);
                let body = json!({ "starts_at": at, "ends_at": at + TimeDelta::hours(1) });
                self.post(&format!("/groups/{}/sessions", self.group), body).await;
                return false;
            }
        }
        true
    }

    /// All that a repeat could leave behind.
    async fn traces(&self) -> (Vec<session::Model>, u64, i64, usize) {
        let db = self.test.app.db.read();
        let logged = change_log::Entity::find().count(db).await.unwrap();
        let revision = piiri::revision::of(db, self.group.0).await.unwrap();
        (self.rows().await, logged, revision, self.test.outbox().await.len())
    }
}

/// What people did: a schedule may tell such a session another date of the rule, and nothing else.
fn by_hand(rows: &[session::Model]) -> Vec<session::Model> {
    let is_theirs = |row: &&session::Model| row.moved || row.added_at.is_some() || row.cancel_code.is_some();
    rows.iter().filter(is_theirs).map(|row| session::Model { rule_date: None, ..row.clone() }).collect()
}

#[tokio::test]
async fn what_people_did_stays_with_its_session_and_the_same_plan_again_leaves_no_trace() {
    for seed in 1..=6 {
        let (mut scene, mut chance) = (scene().await, Chance(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed)));
        scene.plan().await;
        for _ in 0..8 {
            let to_the_schedule = scene.step(&mut chance).await;
            let before = scene.traces().await;
            let planned = scene.plan().await;
            let after = scene.rows().await;
            if !to_the_schedule {
                assert_eq!(scene.traces().await, before, "seed {seed}: nothing was asked of the schedule");
            }
            assert!(by_hand(&before.0).iter().all(|row| by_hand(&after).contains(row)), "seed {seed}");
            assert!(before.0.iter().all(|row| after.iter().any(|one| one.id == row.id)), "seed {seed}: a UID is gone");
            let given = planned["sessions"].as_array().unwrap().len();
            assert_eq!(given, after.len(), "seed {seed}: the answer is what stands");
            let stands = scene.traces().await;
            let again = scene.plan().await;
            assert_eq!(scene.traces().await, stands, "seed {seed}");
            assert!(again["changes"].as_array().unwrap().iter().all(|one| one["what"] == "kept"), "{again}");
        }
    }
}
