//! A group is over when every place has its end and every session its sheet.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use entity::id::{GroupId, ParticipationId, SessionId, StaffId};
use entity::state::{GroupStatus, MessageKind, Openness, ParticipationStatus, RatingPhase, Role, TaskKind};
use entity::{group, participation, rating_request, task};
use piiri::task::NewTask;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::{Value, json};

use crate::support::actor::Actor;
use crate::support::{TestApp, seed};

struct Scene {
    test: TestApp,
    leader: Actor,
    manager: Actor,
    group: GroupId,
    sessions: [SessionId; 2],
    /// Of Aino, Eino and Jorma.
    places: [ParticipationId; 3],
}

/// A running group whose second and last session was this morning; nobody has filled in a sheet.
async fn scene() -> Scene {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let manager = test.staff("Mary Manager", &[Role::Manager]).await;
    let group = seed::group(&test, leader.id(), "G01", Openness::SemiOpen).await;
    let sessions = [
        seed::session(&test, group, 1, "2026-10-07T06:00:00Z").await,
        seed::session(&test, group, 2, "2026-10-14T06:00:00Z").await,
    ];
    let span = group::ActiveModel {
        id: Set(group),
        starts_at: Set(Some("2026-10-07T06:00:00Z".parse().unwrap())),
        ends_at: Set(Some("2026-10-14T08:00:00Z".parse().unwrap())),
        ..Default::default()
    };
    test.system(async |act| Ok(group::Entity::update(span).exec(act.tx).await.map(drop)?)).await;
    let mut places = Vec::new();
    for name in ["Aino", "Eino", "Jorma"] {
        let client = seed::client(&test, leader.id(), name).await;
        places.push(seed::place(&test, group, client, "2026-10-01T09:00:00Z").await);
    }
    Scene { test, leader, manager, group, sessions, places: places.try_into().unwrap() }
}

impl Scene {
    async fn record(&self, session: SessionId, statuses: [&str; 3]) {
        let entries = self.places.iter().zip(statuses);
        let entries: Vec<Value> =
            entries.map(|(place, status)| json!({"participation_id": place, "status": status})).collect();
        let path = format!("/sessions/{session}/attendance");
        let kept = self.leader.api(Method::PUT, &path, Some(json!({ "entries": entries }))).await;
        assert_eq!(kept.status, StatusCode::OK, "{}", kept.json);
    }

    async fn step(&self, by: &Actor, body: Value) -> (StatusCode, Value) {
        let answer = by.api(Method::POST, &format!("/groups/{}/transitions", self.group), Some(body)).await;
        (answer.status, answer.json)
    }

    async fn status(&self) -> GroupStatus {
        group::Entity::find_by_id(self.group).one(self.test.app.db.read()).await.unwrap().unwrap().status
    }

    async fn asked(&self, kind: TaskKind) -> Vec<StaffId> {
        let open = task::Entity::find().filter(task::Column::Kind.eq(kind)).filter(task::Column::DoneAt.is_null());
        open.all(self.test.app.db.read()).await.unwrap().into_iter().map(|task| task.staff_id).collect()
    }

    async fn ends(&self) -> Vec<(ParticipationStatus, Option<String>)> {
        let places = participation::Entity::find().all(self.test.app.db.read()).await.unwrap();
        let of = |id| places.iter().find(|place| place.id == id).unwrap();
        self.places.iter().map(|id| (of(*id).status, of(*id).ended_on.map(|day| day.to_string()))).collect()
    }
}

#[tokio::test]
async fn a_group_that_is_over_asks_for_every_end_on_one_list_and_is_reported_when_nothing_is_left() {
    let mut s = scene().await;
    s.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    assert_eq!(s.status().await, GroupStatus::Ended);
    assert_eq!(s.asked(TaskKind::EndPlaces).await, [s.leader.id()]);
    assert!(s.ends().await.iter().all(|end| end.0 == ParticipationStatus::Confirmed), "the sheets are missing");
    let ends = format!("/groups/{}/ends", s.group);
    s.leader.sign_in().await;
    assert!(s.leader.get("/").await.attributes("a", "href").contains(&ends), "the task leads to the list");
    let (refused, why) = s.step(&s.leader, json!({"to": "reported"})).await;
    assert_eq!((refused, &why["errors"][0]["code"]), (StatusCode::CONFLICT, &json!("group_step_left_open")), "{why}");
    assert!(why["detail"].as_str().unwrap().contains("3 participations have no end, 2 sessions no attendance"));
    let grid = s.leader.get(&format!("/groups/{}/attendance", s.group)).await.text();
    assert!(grid.contains("6 marks missing"), "three people at two sessions: {grid}");

    s.record(s.sessions[0], ["present", "present", "no_show"]).await;
    s.record(s.sessions[1], ["present", "no_show", "no_show"]).await;
    let list = s.leader.get(&ends).await;
    assert!(list.text().contains("Came 2 times, last on 14 October 2026"), "{}", list.text());
    let [aino, eino, jorma] = s.places;
    let (action, mut fields) = list.filled(&[]);
    for (name, value) in [
        (format!("reason-{aino}"), "completed"),
        (format!("note-{aino}"), "Goes on to the choir"),
        (format!("reason-{eino}"), "dropped_out"),
        (format!("attrition-{eino}"), "laborious"),
        // Not offered to who never came.
        (format!("reason-{jorma}"), "completed"),
    ] {
        fields.retain(|field| field.0 != name);
        fields.push((name, value.to_owned()));
    }
    let saved = s.leader.post(&action, &fields).await;
    assert!(saved.text().contains("A choice no longer fitted"), "{}", saved.text());
    let day = |day: &str| Some(format!("2026-10-{day}"));
    assert_eq!(
        s.ends().await,
        [
            (ParticipationStatus::Completed, day("14")),
            (ParticipationStatus::DroppedOut, day("07")),
            (ParticipationStatus::Confirmed, None)
        ]
    );
    let talks = task::Entity::find().filter(task::Column::Kind.eq(TaskKind::EndTalk));
    let talks = talks.all(s.test.app.db.read()).await.unwrap();
    let mut notes: Vec<_> = talks.iter().map(|task| task.note.as_deref()).collect();
    notes.sort_unstable();
    assert_eq!(notes, [None, Some("Goes on to the choir")], "an end talk for each, with the next step");
    assert_eq!(s.asked(TaskKind::EndPlaces).await.len(), 1, "one is still open");
    assert_eq!(s.step(&s.leader, json!({"to": "reported"})).await.0, StatusCode::CONFLICT);

    let saved = s.leader.submit(&ends, &[(&format!("reason-{jorma}"), "no_start")]).await;
    assert!(saved.text().contains("Every participation has ended"), "{}", saved.text());
    assert_eq!(s.ends().await[2], (ParticipationStatus::NoStart, day("14")));
    assert!(s.asked(TaskKind::EndPlaces).await.is_empty());
    s.test.run_jobs_at("2026-10-15T07:00:00Z").await;
    let asked = rating_request::Entity::find().filter(rating_request::Column::Phase.eq(RatingPhase::End));
    let asked = asked.all(s.test.app.db.read()).await.unwrap().into_iter().map(|one| one.participation_id);
    let (asked, came): (BTreeSet<_>, _) = (asked.collect(), BTreeSet::from([aino, eino]));
    assert_eq!(asked, came, "end ratings are asked of who came");
    assert_eq!(s.step(&s.leader, json!({"to": "reported"})).await.0, StatusCode::OK);
    let told = s.test.outbox().await;
    assert!(told.iter().all(|row| row.kind != MessageKind::PlaceEnded), "a list of ends is no news of each");
}

#[tokio::test]
async fn an_end_that_cannot_be_read_keeps_the_list_and_an_empty_choice_leaves_its_place_open() {
    let mut s = scene().await;
    s.record(s.sessions[0], ["present", "present", "present"]).await;
    s.leader.sign_in().await;
    let [aino, eino, _] = s.places.map(|place| place.to_string());
    let (reason, on) = (format!("reason-{aino}"), format!("on-{aino}"));
    let list = format!("/groups/{}/ends", s.group);
    let ahead = s.leader.submit(&list, &[(&reason, "completed"), (&on, "2026-10-20")]).await;
    assert_eq!(ahead.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(ahead.text().contains("can’t be later than today"), "{}", ahead.text());
    let saved = s.leader.submit(&list, &[(&reason, "positive_exit")]).await;
    assert_eq!(saved.status, StatusCode::OK);
    let ends: Vec<_> = s.ends().await.into_iter().map(|end| end.0).collect();
    assert_eq!(ends, [ParticipationStatus::PositiveExit, ParticipationStatus::Started, ParticipationStatus::Started]);
    assert!(!saved.html().contains(&reason) && saved.html().contains(&format!("reason-{eino}")));
    let mut worker = s.test.staff("Will Worker", &[Role::Worker]).await;
    worker.sign_in().await;
    assert_ne!(worker.get(&list).await.status, StatusCode::OK, "only who leads the group ends its places");
    s.test.outbox().await;
}

#[tokio::test]
async fn a_group_that_was_ended_is_reopened_by_its_supervisor_for_a_reason_within_thirty_days() {
    let mut s = scene().await;
    s.manager.sign_in().await;
    let call = NewTask { key: "call".into(), group: Some(s.group), ..NewTask::default() };
    let whom = s.leader.id();
    s.test.system(async |act| piiri::task::ask(act, TaskKind::TwoMisses, whom, act.now, call).await).await;
    let early = s.step(&s.leader, json!({"to": "ended"})).await;
    assert_eq!(early.0, StatusCode::OK, "{}", early.1);
    assert_eq!(s.asked(TaskKind::EndPlaces).await.len(), 1, "asked however the group ended");
    assert!(s.asked(TaskKind::TwoMisses).await.is_empty());
    let again = json!({"to": "running", "reason": "Two more sessions"});
    assert_eq!(s.step(&s.leader, again.clone()).await.0, StatusCode::FORBIDDEN);
    assert_eq!(s.step(&s.manager, json!({"to": "running"})).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let page = s.manager.submit(&format!("/groups/{}", s.group), &[("reason", "Two more sessions")]).await;
    assert!(page.text().contains("The group runs again"), "{}", page.text());
    assert_eq!(s.status().await, GroupStatus::Running);
    assert!(s.asked(TaskKind::EndPlaces).await.is_empty(), "nothing has ended");
    assert_eq!(s.asked(TaskKind::TwoMisses).await, [s.leader.id()], "what was asked is asked again");
    s.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    assert_eq!(s.status().await, GroupStatus::Running, "the clock doesn't end what a person reopened");
    assert_eq!(s.step(&s.leader, json!({"to": "ended"})).await.0, StatusCode::OK);
    assert_eq!(s.asked(TaskKind::EndPlaces).await.len(), 1, "asked again");
    let long_ago = group::ActiveModel {
        id: Set(s.group),
        status_at: Set(s.test.app.clock.now() - chrono::TimeDelta::days(31)),
        ..Default::default()
    };
    s.test.system(async |act| Ok(group::Entity::update(long_ago).exec(act.tx).await.map(drop)?)).await;
    let late = s.step(&s.manager, again).await;
    assert_eq!((late.0, &late.1["errors"][0]["code"]), (StatusCode::CONFLICT, &json!("group_step_reopen_late")));
    s.test.outbox().await;
}
