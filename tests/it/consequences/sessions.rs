//! A session that a person moves or cancels, and one that a schedule made anew moves or cancels: the same for everybody.

use axum::http::Method;
use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId, SessionId};
use entity::state::{
    AttendanceStatus, ContactChannel, GroupStatus, LeaderRole, MessageKind, MessageStatus, Role, SessionStatus,
    TaskKind,
};
use entity::{attendance as mark, client, group, group_leader, message, referral, session, task};
use piiri::access::Actor as By;
use piiri::attendance;
use piiri::mailer::Mail;
use sea_orm::prelude::Uuid;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::places::Plan;

/// How the first session is changed.
#[derive(Clone, Copy, Debug)]
enum Way {
    ByHand,
    Anew,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Day,
    Hour,
    Off,
}

/// What follows for people; equal by whatever way.
#[derive(Debug, PartialEq)]
struct Facts {
    status: SessionStatus,
    starts_at: DateTime<Utc>,
    sequence: i32,
    /// The client had said not to come.
    absence: AttendanceStatus,
    /// The reminder of the old time.
    reminder: MessageStatus,
    /// When whoever comes along is expected.
    companion_due: DateTime<Utc>,
    /// Who hears nothing of it.
    unheard: Vec<&'static str>,
    /// Whether the messages go at once.
    at_once: bool,
    raises_calendars: bool,
}

pub struct Scene {
    pub test: TestApp,
    pub leader: Actor,
    pub group: GroupId,
    pub first: SessionId,
    /// Everybody whom it concerns, by what they are to the session.
    pub concerned: Vec<(&'static str, Uuid)>,
}

/// Two sessions, Tuesdays 20. and 27.10. at 10 in Helsinki.
pub fn plan(extra: &str, time: &str) -> Value {
    let extra: Vec<&str> = if extra.is_empty() { Vec::new() } else { vec![extra] };
    json!({ "first_date": "2026-10-27", "start_time": time, "duration_minutes": 120, "rrule": "",
        "extra_dates": extra, "timezone": "Europe/Helsinki" })
}

/// Of two clients one can't come to the first session, to which somebody comes along with both. Another leads too, and
/// one more stands in at it.
pub async fn scene() -> Scene {
    let test = TestApp::new().await;
    let leader = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Arjen rytmi", leader.id(), Plan::open(8)).await;
    let path = format!("/groups/{group}/schedule");
    let planned = leader.api(Method::PUT, &path, Some(plan("2026-10-20", "10:00"))).await;
    assert!(planned.status.is_success(), "{}", planned.json);
    let first = rows(&test, group).await[0].id;
    let (berta, sami) =
        (test.staff("Berta Toinen", &[Role::Leader]).await, test.staff("Sami Sijainen", &[Role::Leader]).await);
    let tx = test.app.db.write().await.unwrap();
    let second = group_leader::ActiveModel {
        group_id: Set(group),
        staff_id: Set(berta.id()),
        role: Set(LeaderRole::Leader),
        position: Set(1),
        from_at: Set(None),
        until_at: Set(None),
    };
    group_leader::Entity::insert(second).exec_without_returning(&tx).await.unwrap();
    let stands_in = session::ActiveModel { id: Set(first), substitute_id: Set(Some(sami.id())), ..Default::default() };
    stands_in.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let client = place(&test, (&leader, &worker), group, "Aino Asiakas").await;
    let other = place(&test, (&leader, &worker), group, "Eino Asiakas").await;
    test.act(By::Client(client), async |act| attendance::notify_absence(act, first, client).await).await;
    let concerned = vec![
        ("a client who can't come", client.0),
        ("a client", other.0),
        ("who comes along", worker.id().0),
        ("the other leader", berta.id().0),
        ("who stands in", sami.id().0),
    ];
    Scene { test, leader, group, first, concerned }
}

/// A client with a place in the group that runs, with whom the worker comes along the first time.
async fn place(test: &TestApp, (leader, worker): (&Actor, &Actor), group: GroupId, name: &str) -> ClientId {
    let id = test.referral(group, name, worker.id()).await;
    let client = referral::Entity::find_by_id(id).one(test.app.db.read()).await.unwrap().unwrap().client_id;
    let tx = test.app.db.write().await.unwrap();
    let along = referral::ActiveModel {
        id: Set(id),
        accompany_staff_id: Set(Some(worker.id())),
        accompany_session: Set(Some(1)),
        ..Default::default()
    };
    along.update(&tx).await.unwrap();
    let reached = client::ActiveModel {
        id: Set(client),
        channel: Set(ContactChannel::Sms),
        phone: Set(Some("+358401234567".to_owned())),
        ..Default::default()
    };
    reached.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let path = format!("/referrals/{id}/transitions");
    let placed = leader.api(Method::POST, &path, Some(json!({ "to": "confirmed" }))).await;
    assert!(placed.status.is_success(), "{}", placed.json);
    let tx = test.app.db.write().await.unwrap();
    let runs = group::ActiveModel { id: Set(group), status: Set(GroupStatus::Running), ..Default::default() };
    runs.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    client
}

async fn rows(test: &TestApp, group: GroupId) -> Vec<session::Model> {
    let find = session::Entity::find().filter(session::Column::GroupId.eq(group));
    find.order_by_asc(session::Column::StartsAt).all(test.app.db.read()).await.unwrap()
}

impl Scene {
    async fn change(&self, way: Way, what: What) {
        let sessions = format!("/sessions/{}", self.first);
        let by_hand = |path: &str, body| (Method::POST, format!("{sessions}/{path}"), body);
        let anew = |body| (Method::PUT, format!("/groups/{}/schedule", self.group), body);
        let (method, path, body) = match (way, what) {
            (Way::ByHand, What::Day) => by_hand("move", json!({ "starts_at": "2026-10-21T07:00:00Z" })),
            (Way::ByHand, What::Hour) => by_hand("move", json!({ "starts_at": "2026-10-20T10:00:00Z" })),
            (Way::ByHand, What::Off) => by_hand("cancel", json!({ "code": "weather" })),
            (Way::Anew, What::Day) => anew(plan("2026-10-21", "10:00")),
            (Way::Anew, What::Hour) => anew(plan("2026-10-20", "13:00")),
            (Way::Anew, What::Off) => anew(plan("", "10:00")),
        };
        let done = self.leader.api(method, &path, Some(body)).await;
        assert!(done.status.is_success(), "{way:?} {what:?}: {}", done.json);
    }

    async fn facts(&self, way: Way, what: What) -> Facts {
        self.test.at("2026-10-19T08:00:00Z");
        piiri::acts::send_reminders(&self.test.app, self.test.app.clock.now()).await.unwrap();
        let db = self.test.app.db.read();
        let revision = piiri::revision::of(db, self.group.0).await.unwrap();
        self.change(way, what).await;
        let outbox: Vec<message::Model> = self.test.outbox().await;
        let row = session::Entity::find_by_id(self.first).one(db).await.unwrap().unwrap();
        let mark = mark::Entity::find().one(db).await.unwrap();
        let along = task::Entity::find().filter(task::Column::Kind.eq(TaskKind::AccompanySession));
        let along = along.one(db).await.unwrap().unwrap();
        let reminder = outbox.iter().find(|row| row.kind == MessageKind::Reminder).unwrap();
        let of_sessions = [MessageKind::SessionMoved, MessageKind::SessionCancelled];
        let news: Vec<_> = outbox.iter().filter(|row| of_sessions.contains(&row.kind)).collect();
        let hears = |id: Uuid| news.iter().filter(|row| told(row, id)).count();
        assert!(self.concerned.iter().all(|(_, id)| hears(*id) <= 1), "{way:?} {what:?}: {news:?}");
        assert_eq!(hears(self.leader.id().0), 0, "who did it knows");
        Facts {
            status: row.status,
            starts_at: row.starts_at,
            sequence: row.sequence,
            absence: mark.map_or(AttendanceStatus::Unrecorded, |mark| mark.status),
            reminder: reminder.status,
            companion_due: along.due_at,
            unheard: self.concerned.iter().filter(|(_, id)| hears(*id) == 0).map(|(who, _)| *who).collect(),
            at_once: news.iter().all(|row| row.due_at == self.test.app.clock.now()),
            raises_calendars: piiri::revision::of(db, self.group.0).await.unwrap() > revision,
        }
    }
}

fn told(row: &message::Model, person: Uuid) -> bool {
    row.client_id.map(Uuid::from) == Some(person) || row.staff_id.map(Uuid::from) == Some(person)
}

pub fn at(moment: &str) -> DateTime<Utc> {
    moment.parse().unwrap()
}

#[tokio::test]
async fn a_plan_made_anew_has_the_consequences_of_a_move_or_a_cancellation_of_each_session() {
    let (old, second) = (at("2026-10-20T07:00:00Z"), at("2026-10-27T08:00:00Z"));
    for (what, starts_at, absence, companion_due) in [
        (What::Day, "2026-10-21T07:00:00Z", AttendanceStatus::Unrecorded, at("2026-10-21T07:00:00Z")),
        (What::Hour, "2026-10-20T10:00:00Z", AttendanceStatus::AbsentNotified, at("2026-10-20T10:00:00Z")),
        (What::Off, "2026-10-20T07:00:00Z", AttendanceStatus::Unrecorded, second),
    ] {
        let status = if at(starts_at) == old { SessionStatus::Cancelled } else { SessionStatus::Planned };
        let expected = Facts {
            status,
            starts_at: at(starts_at),
            sequence: 1,
            absence,
            reminder: MessageStatus::Cancelled,
            companion_due,
            unheard: Vec::new(),
            at_once: true,
            raises_calendars: true,
        };
        for way in [Way::ByHand, Way::Anew] {
            assert_eq!(scene().await.facts(way, what).await, expected, "{way:?} {what:?}");
        }
    }
}

#[tokio::test]
async fn a_dry_run_names_every_difference_and_what_people_did_before_anything_is_saved() {
    let scene = scene().await;
    let path = format!("/groups/{}/schedule?dry_run=true", scene.group);
    let foreseen = scene.leader.api(Method::PUT, &path, Some(plan("2026-10-21", "10:00"))).await;
    let changes = foreseen.json["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(
        (&changes[0]["what"], &changes[0]["session_id"], &changes[0]["rule_date"], &changes[0]["absences"]),
        (&json!("moved"), &json!(scene.first), &json!("2026-10-21"), &json!(1))
    );
    let row = &rows(&scene.test, scene.group).await[0];
    assert_eq!((row.sequence, row.rule_date.unwrap().to_string().as_str()), (0, "2026-10-20"), "nothing is written");
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_comes_along_comes_back_to_the_session_that_was_promised_when_it_takes_place_after_all() {
    let scene = scene().await;
    let second = rows(&scene.test, scene.group).await[1].id;
    let post = async |session: SessionId, step: &str, body: Value| {
        let path = format!("/sessions/{session}/{step}");
        let done = scene.leader.api(Method::POST, &path, Some(body)).await;
        assert!(done.status.is_success(), "{path}: {}", done.json);
    };
    let off = async |session| post(session, "cancel", json!({ "code": "weather" })).await;
    let on = async |session| post(session, "restore", json!({})).await;
    let expected_at = async || {
        let along = task::Entity::find().filter(task::Column::Kind.eq(TaskKind::AccompanySession));
        let along = along.filter(task::Column::DoneAt.is_null()).all(scene.test.app.db.read()).await.unwrap();
        along.into_iter().map(|task| (task.session_id, task.due_at)).collect::<Vec<_>>()
    };
    let first_at = vec![(Some(scene.first), at("2026-10-20T07:00:00Z")); 2];
    let second_at = vec![(Some(second), at("2026-10-27T08:00:00Z")); 2];
    off(scene.first).await;
    assert_eq!(expected_at().await, second_at);
    on(scene.first).await;
    assert_eq!(expected_at().await, first_at);
    off(scene.first).await;
    off(second).await;
    assert_eq!(expected_at().await, [], "there is nothing left to come to");
    on(second).await;
    assert_eq!(expected_at().await, second_at, "the first that takes place since what was promised");
    on(scene.first).await;
    assert_eq!(expected_at().await, first_at);
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_comes_along_hears_to_which_session_instead_and_that_the_promised_one_takes_place_after_all() {
    let scene = scene().await;
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    let before = mails_to_companion(&scene).len();
    for (step, at) in [("cancel", "2026-10-14T10:00:00Z"), ("restore", "2026-10-14T11:00:00Z")] {
        scene.test.at(at);
        let path = format!("/sessions/{}/{step}", scene.first);
        let done = scene.leader.api(Method::POST, &path, Some(json!({ "code": "weather" }))).await;
        assert!(done.status.is_success(), "{path}: {}", done.json);
        scene.test.run_jobs_at(&at.replace(":00:00Z", ":03:00Z")).await;
    }
    let heard: Vec<_> = mails_to_companion(&scene).into_iter().skip(before).map(|mail| mail.subject).collect();
    for words in ["cancelled", "another session", "takes place"] {
        assert_eq!(heard.iter().filter(|subject| subject.contains(words)).count(), 1, "{words}: {heard:?}");
    }
    assert_eq!(heard.len(), 3, "{heard:?}");
    scene.test.outbox().await;
}

fn mails_to_companion(scene: &Scene) -> Vec<Mail> {
    scene.test.app.mailer.kept().into_iter().filter(|mail| mail.to.starts_with("will.worker")).collect()
}

#[tokio::test]
async fn a_companion_comes_to_the_next_session_to_which_each_client_comes() {
    let scene = scene().await;
    let second = rows(&scene.test, scene.group).await[1].id;
    let third = scene.test.session(scene.group, 3, "2026-11-03T08:00:00Z").await;
    let [aino, eino] = [0, 1].map(|at: usize| ClientId(scene.concerned[at].1));
    scene.test.act(By::Client(aino), async |act| attendance::notify_absence(act, second, aino).await).await;
    let off = format!("/sessions/{}/cancel", scene.first);
    let done = scene.leader.api(Method::POST, &off, Some(json!({ "code": "weather" }))).await;
    assert!(done.status.is_success(), "{}", done.json);
    let along = task::Entity::find().filter(task::Column::Kind.eq(TaskKind::AccompanySession));
    let along = along.filter(task::Column::DoneAt.is_null()).all(scene.test.app.db.read()).await.unwrap();
    let mut at: Vec<_> = along.into_iter().map(|task| (task.client_id.unwrap(), task.session_id.unwrap())).collect();
    at.sort_unstable_by_key(|(client, _)| *client != aino);
    assert_eq!(at, [(aino, third), (eino, second)]);
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    let heard: Vec<_> =
        mails_to_companion(&scene).into_iter().filter(|mail| mail.subject.contains("another session")).collect();
    for session in [second, third] {
        let link = format!("/sessions/{session}");
        assert_eq!(heard.iter().filter(|mail| mail.body.contains(&link)).count(), 1, "{heard:?}");
    }
    scene.test.outbox().await;
}
