//! Who meets the clients: a substitute is set or removed, a leader leaves, comes back or is replaced.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId, SessionId, StaffId};
use entity::state::{
    ContactChannel, FeedKind, FeedTitles, GroupStatus, LeaderRole, ParticipationStatus, Role, TaskKind,
};
use entity::{client, group_leader, participation, task};
use piiri::access::Actor as By;
use piiri::attendance;
use piiri::calendar::{self, NewLink};
use piiri::task::NewTask;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::{Value, json};

use super::sessions::at;
use crate::support::actor::Actor;
use crate::support::places::Plan;
use crate::support::{TestApp, seed};

/// The telephone of a client who has been there before.
const OLD: &str = "+358401111111";
/// The telephone of one whose first session it is.
const NEW: &str = "+358402222222";

struct Scene {
    test: TestApp,
    ada: Actor,
    max: Actor,
    anna: Actor,
    berta: Actor,
    sami: Actor,
    group: GroupId,
    /// On Tuesday 20.10. and 27.10. at 10 in Helsinki.
    sessions: [SessionId; 2],
    newcomer: ClientId,
}

/// A running group that Anna leads with Berta, and two clients who are reached by text message.
async fn scene() -> Scene {
    let test = TestApp::new().await;
    let ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let max = test.staff("Max Manager", &[Role::Manager]).await;
    let anna = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let berta = test.staff("Berta Toinen", &[Role::Leader]).await;
    let sami = test.staff("Sami Sijainen", &[Role::Leader]).await;
    let will = test.staff("Will Worker", &[Role::Worker]).await;
    let plan = Plan { status: GroupStatus::Running, ..Plan::open(8) };
    let group = test.group("Arjen rytmi", anna.id(), plan).await;
    let sessions =
        [test.session(group, 1, "2026-10-20T07:00:00Z").await, test.session(group, 2, "2026-10-27T08:00:00Z").await];
    leads_too(&test, group, berta.id()).await;
    placed(&test, group, &will, (OLD, ParticipationStatus::Started)).await;
    let newcomer = placed(&test, group, &will, (NEW, ParticipationStatus::Confirmed)).await;
    Scene { test, ada, max, anna, berta, sami, group, sessions, newcomer }
}

async fn leads_too(test: &TestApp, group: GroupId, staff: StaffId) {
    let second = group_leader::ActiveModel {
        group_id: Set(group),
        staff_id: Set(staff),
        role: Set(LeaderRole::Leader),
        position: Set(1),
        from_at: Set(None),
        until_at: Set(None),
    };
    test.system(async |act| Ok(group_leader::Entity::insert(second).exec_without_returning(act.tx).await.map(drop)?))
        .await;
}

async fn placed(
    test: &TestApp,
    group: GroupId,
    worker: &Actor,
    (phone, status): (&str, ParticipationStatus),
) -> ClientId {
    let id = seed::client(test, worker.id(), phone).await;
    let place = seed::place(test, group, id, "2026-10-01T09:00:00Z").await;
    let (channel, phone) = (Set(ContactChannel::Sms), Set(Some(phone.to_owned())));
    let reached = client::ActiveModel { id: Set(id), channel, phone, ..Default::default() };
    let place = participation::ActiveModel { id: Set(place), status: Set(status), ..Default::default() };
    test.system(async |act| {
        reached.update(act.tx).await?;
        Ok(place.update(act.tx).await.map(drop)?)
    })
    .await;
    id
}

/// By which road a substitute is set.
#[derive(Clone, Copy, Debug)]
enum Road {
    Page,
    Api,
}

impl Scene {
    async fn stands_in(&mut self, road: Road, who: Option<StaffId>) {
        let path = format!("/sessions/{}", self.sessions[0]);
        match road {
            Road::Page => {
                self.anna.sign_in().await;
                let who = who.map(|id| id.to_string()).unwrap_or_default();
                let saved = self.anna.submit(&path, &[("plan", ""), ("substitute_id", &who)]).await;
                assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
            }
            Road::Api => {
                let saved = self.anna.api(Method::PATCH, &path, Some(json!({ "substitute_id": who }))).await;
                assert_eq!(saved.status, StatusCode::OK, "{}", saved.json);
            }
        }
    }

    async fn account(&mut self, staff: StaffId, opens: bool) {
        self.ada.sign_in().await;
        let fields = if opens { vec![("active".to_owned(), "on".to_owned())] } else { Vec::new() };
        let page = self.ada.post(&format!("/admin/staff/{staff}/active"), &fields).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    }

    async fn leads(&self, leaders: &[StaffId]) -> Value {
        let role = |at: usize| if at == 0 { "leader" } else { "co_leader" };
        let leaders: Vec<Value> =
            leaders.iter().enumerate().map(|(at, id)| json!({ "staff_id": id, "role": role(at) })).collect();
        let body = json!({ "code": "G1", "leaders": leaders });
        let changed = self.max.api(Method::PATCH, &format!("/groups/{}", self.group), Some(body)).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.json);
        changed.json["told"].clone()
    }

    /// Who has heard since a moment who meets them, and of whom.
    fn texts(&self, since: &str) -> Vec<(String, &'static str)> {
        let who = |text: &str| ["Anna", "Berta", "Sami"].into_iter().find(|name| text.contains(name));
        let mut heard: Vec<_> = self
            .test
            .app
            .sms
            .kept()
            .into_iter()
            .filter(|sms| sms.at >= at(since) && sms.text.contains("ottaa vastaan"))
            .map(|sms| (sms.to, who(&sms.text).expect("somebody's name")))
            .collect();
        heard.sort();
        heard
    }

    /// A client's own calendar.
    async fn feed(&self) -> String {
        let new = NewLink {
            kind: FeedKind::Client,
            subject_id: None,
            client_id: Some(self.newcomer),
            staff_id: None,
            titles: FeedTitles::Neutral,
            label: None,
        };
        let token = self.test.act(By::Client(self.newcomer), async |act| calendar::new_link(act, new).await).await;
        format!("/calendar/{token}.ics")
    }

    async fn fetch(&self, feed: &str) -> String {
        let request = Request::get(feed).body(Body::empty()).unwrap();
        String::from_utf8(self.test.anybody().call(request).await.2).unwrap()
    }

    /// The subjects of the mails to Sami.
    fn mails(&self) -> Vec<String> {
        let mails = self.test.app.mailer.kept().into_iter().filter(|mail| mail.to.starts_with("sami"));
        mails.map(|mail| mail.subject.split(':').next().unwrap().to_owned()).collect()
    }

    async fn asked(&self, kind: TaskKind) -> Vec<(StaffId, DateTime<Utc>)> {
        let tasks = task::Entity::find().all(self.test.app.db.read()).await.unwrap();
        let open = tasks.into_iter().filter(|task| task.kind == kind && task.done_at.is_none());
        open.map(|task| (task.staff_id, task.due_at)).collect()
    }
}

#[tokio::test]
async fn a_substitute_hears_and_of_the_clients_ahead_of_time_only_who_comes_for_the_first_time() {
    for road in [Road::Page, Road::Api] {
        let mut scene = scene().await;
        let sami = scene.sami.id();
        scene.stands_in(road, Some(sami)).await;
        scene.test.run_jobs_at("2026-10-14T09:01:00Z").await;
        assert!(
            scene.texts("2026-10-14T09:00:00Z").is_empty() && scene.mails().is_empty(),
            "{road:?}: it can be undone"
        );
        scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
        assert_eq!(scene.texts("2026-10-14T09:00:00Z"), [(NEW.to_owned(), "Sami")], "{road:?}");
        assert_eq!(scene.mails(), ["You stand in"], "{road:?}");
        scene.stands_in(road, None).await;
        scene.test.run_jobs_at("2026-10-14T09:06:00Z").await;
        assert_eq!(scene.texts("2026-10-14T09:04:00Z"), [(NEW.to_owned(), "Anna")], "{road:?}");
        assert_eq!(scene.mails(), ["You stand in", "You no longer stand in"], "{road:?}");
        scene.test.outbox().await;
    }
}

#[tokio::test]
async fn a_substitute_who_is_taken_back_before_anybody_heard_is_told_to_nobody() {
    for road in [Road::Page, Road::Api] {
        let mut scene = scene().await;
        let (sami, berta) = (scene.sami.id(), scene.berta.id());
        for who in [Some(sami), Some(berta), None] {
            scene.stands_in(road, who).await;
        }
        scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
        assert!(scene.texts("2026-10-14T09:00:00Z").is_empty(), "{road:?}: {:?}", scene.texts("2026-10-14T09:00:00Z"));
        assert!(scene.mails().is_empty(), "{road:?}: {:?}", scene.mails());
        scene.test.outbox().await;
    }
}

#[tokio::test]
async fn a_substitute_within_a_day_is_told_at_once_to_everybody_who_comes() {
    let mut scene = scene().await;
    let (sami, [first, _], newcomer) = (scene.sami.id(), scene.sessions, scene.newcomer);
    scene.test.act(By::Client(newcomer), async |act| attendance::notify_absence(act, first, newcomer).await).await;
    scene.test.at("2026-10-19T08:00:00Z");
    scene.stands_in(Road::Api, Some(sami)).await;
    piiri::notify::deliver(&scene.test.app, scene.test.app.clock.now()).await.unwrap();
    assert_eq!(scene.texts("2026-10-19T08:00:00Z"), [(OLD.to_owned(), "Sami")], "who can't come meets nobody");
    assert_eq!(scene.mails(), ["You stand in"]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_session_without_a_new_substitute_is_told_to_nobody() {
    let scene = scene().await;
    let path = format!("/sessions/{}", scene.sessions[0]);
    let saved = scene.anna.api(Method::PATCH, &path, Some(json!({ "plan": "Keitetään kahvia" }))).await;
    assert_eq!((saved.status, &saved.json["told"]["staff"]), (StatusCode::OK, &json!(0)), "{}", saved.json);
    assert!(scene.test.outbox().await.is_empty());
}

#[tokio::test]
async fn who_leaves_is_replaced_in_what_they_were_asked_and_clients_hear_who_meets_them_next() {
    let mut scene = scene().await;
    let (anna, group) = (scene.anna.id(), scene.group);
    let due = at("2026-10-30T09:00:00Z");
    let new = NewTask { key: "sheet".into(), group: Some(group), ..NewTask::default() };
    scene.test.system(async |act| piiri::task::ask(act, TaskKind::Other, anna, due, new).await).await;
    assert_eq!(scene.anna.api(Method::GET, &format!("/clients/{}", scene.newcomer), None).await.status, StatusCode::OK);
    scene.account(anna, false).await;
    let closed = scene.anna.api(Method::GET, &format!("/clients/{}", scene.newcomer), None).await;
    assert_eq!(closed.status, StatusCode::UNAUTHORIZED, "the sight of clients ends at once");
    assert_eq!(scene.asked(TaskKind::Other).await, [(scene.berta.id(), due)], "the other leader");
    assert_eq!(scene.asked(TaskKind::LeaderLeft).await, [(scene.max.id(), at("2026-10-17T09:00:00Z"))]);
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    let both = [(OLD.to_owned(), "Berta"), (NEW.to_owned(), "Berta")];
    assert_eq!(scene.texts("2026-10-14T09:00:00Z"), both, "once, of the next session");
    scene.account(anna, true).await;
    scene.test.run_jobs_at("2026-10-14T09:06:00Z").await;
    let both = [(OLD.to_owned(), "Anna"), (NEW.to_owned(), "Anna")];
    assert_eq!(scene.texts("2026-10-14T09:04:00Z"), both);
    assert!(scene.asked(TaskKind::LeaderLeft).await.is_empty());
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_leaves_and_comes_back_before_anybody_heard_is_told_to_nobody() {
    let mut scene = scene().await;
    let anna = scene.anna.id();
    scene.account(anna, false).await;
    scene.account(anna, false).await;
    assert_eq!(scene.asked(TaskKind::LeaderLeft).await.len(), 1, "a repeat of what stands is success");
    scene.account(anna, true).await;
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    assert!(scene.texts("2026-10-14T09:00:00Z").is_empty(), "{:?}", scene.texts("2026-10-14T09:00:00Z"));
    scene.test.outbox().await;
}

#[tokio::test]
async fn clients_hear_nothing_of_a_leader_who_leaves_and_whom_they_were_not_to_meet_next() {
    let mut scene = scene().await;
    let (anna, berta, sami) = (scene.anna.id(), scene.berta.id(), scene.sami.id());
    scene.stands_in(Road::Api, Some(sami)).await;
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    scene.test.at("2026-10-14T10:00:00Z");
    scene.account(berta, false).await;
    scene.account(anna, false).await;
    scene.test.run_jobs_at("2026-10-14T10:03:00Z").await;
    assert!(scene.texts("2026-10-14T10:00:00Z").is_empty(), "{:?}", scene.texts("2026-10-14T10:00:00Z"));
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_group_that_nobody_leads_is_the_managers_before_its_next_session_and_its_clients_hear_of_the_new_leader() {
    let mut scene = scene().await;
    let (anna, berta, sami, max) = (scene.anna.id(), scene.berta.id(), scene.sami.id(), scene.max.id());
    scene.test.at("2026-10-19T08:00:00Z");
    scene.account(berta, false).await;
    let (due, group) = (at("2026-10-30T09:00:00Z"), scene.group);
    let new = NewTask { key: "sheet".into(), group: Some(group), ..NewTask::default() };
    scene.test.system(async |act| piiri::task::ask(act, TaskKind::Other, anna, due, new).await).await;
    scene.account(anna, false).await;
    assert_eq!(scene.asked(TaskKind::Other).await, [(max, due)], "nobody else leads");
    let before = at("2026-10-20T07:00:00Z");
    assert_eq!(scene.asked(TaskKind::LeaderLeft).await, [(max, before), (max, before)], "before the next session");
    piiri::notify::deliver(&scene.test.app, scene.test.app.clock.now()).await.unwrap();
    assert!(scene.texts("2026-10-19T08:00:00Z").is_empty(), "nobody can be named yet");
    let told = scene.leads(&[sami]).await;
    assert_eq!(told["by_text"], 2, "{told}");
    piiri::notify::deliver(&scene.test.app, scene.test.app.clock.now()).await.unwrap();
    assert_eq!(scene.texts("2026-10-19T08:00:00Z"), [(OLD.to_owned(), "Sami"), (NEW.to_owned(), "Sami")]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn leaders_changed_by_form_are_told_to_clients_only_when_somebody_else_meets_them_next() {
    let scene = scene().await;
    let (anna, berta, sami) = (scene.anna.id(), scene.berta.id(), scene.sami.id());
    let told = scene.leads(&[anna, sami]).await;
    assert_eq!(told["by_text"], 0, "Anna meets them as before: {told}");
    let told = scene.leads(&[berta, anna]).await;
    assert_eq!(told["by_text"], 2, "{told}");
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    assert_eq!(scene.texts("2026-10-14T09:00:00Z"), [(OLD.to_owned(), "Berta"), (NEW.to_owned(), "Berta")]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_leader_who_leads_a_group_no_more_leaves_what_was_asked_of_leaders_to_the_one_who_does() {
    let scene = scene().await;
    let (anna, berta, max, group) = (scene.anna.id(), scene.berta.id(), scene.max.id(), scene.group);
    let due = at("2026-10-30T09:00:00Z");
    let ask = async |kind: TaskKind, whom: StaffId, key: String, client: Option<ClientId>| {
        let new = NewTask { key, client, group: Some(group), ..NewTask::default() };
        scene.test.system(async |act| piiri::task::ask(act, kind, whom, due, new).await).await;
    };
    ask(TaskKind::Other, anna, "sheet".into(), None).await;
    ask(TaskKind::AccompanySession, anna, "along".into(), Some(scene.newcomer)).await;
    for leader in [anna, berta] {
        ask(TaskKind::ApplicationReview, leader, format!("application:1:{leader}"), None).await;
    }
    scene.leads(&[berta]).await;
    assert_eq!(scene.asked(TaskKind::Other).await, [(berta, due)]);
    assert_eq!(scene.asked(TaskKind::AccompanySession).await, [(anna, due)], "a promise to the client");
    assert_eq!(scene.asked(TaskKind::ApplicationReview).await, [(berta, due)], "who was asked too is not asked twice");
    assert!(scene.asked(TaskKind::LeaderLeft).await.iter().all(|(staff, _)| *staff == max));
    scene.test.outbox().await;
}

#[tokio::test]
async fn what_a_key_worker_who_also_leads_was_asked_goes_to_who_helps_the_client_and_never_to_who_asked_it() {
    let mut scene = scene().await;
    let (anna, max, group, newcomer) = (scene.anna.id(), scene.max.id(), scene.group, scene.newcomer);
    let rows = client::Entity::find().all(scene.test.app.db.read()).await.unwrap();
    let old = rows.iter().find(|row| row.phone.as_deref() == Some(OLD)).unwrap();
    let kept = client::ActiveModel { id: Set(newcomer), key_worker_id: Set(Some(anna)), ..Default::default() };
    scene.test.system(async |act| Ok(kept.update(act.tx).await.map(drop)?)).await;
    let due = at("2026-10-30T09:00:00Z");
    for (kind, client) in [(TaskKind::ReferralAnswer, newcomer), (TaskKind::AccompanySession, old.id)] {
        let new = NewTask { key: kind.to_string(), client: Some(client), group: Some(group), ..NewTask::default() };
        scene.test.system(async |act| piiri::task::ask(act, kind, anna, due, new).await).await;
    }
    scene.account(anna, false).await;
    assert_eq!(scene.asked(TaskKind::ReferralAnswer).await, [(max, due)], "not to the other leader, who asked");
    let will = old.key_worker_id.unwrap();
    assert_eq!(scene.asked(TaskKind::AccompanySession).await, [(will, due)], "to the client's key worker");
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_trainee_is_not_in_charge_of_a_group_whose_leader_has_left() {
    let mut scene = scene().await;
    let (anna, berta, max, group) = (scene.anna.id(), scene.berta.id(), scene.max.id(), scene.group);
    let learns = group_leader::ActiveModel {
        group_id: Set(group),
        staff_id: Set(berta),
        role: Set(LeaderRole::Trainee),
        ..Default::default()
    };
    scene.test.system(async |act| Ok(group_leader::Entity::update(learns).exec(act.tx).await.map(drop)?)).await;
    let due = at("2026-10-30T09:00:00Z");
    let new = NewTask { key: "sheet".into(), group: Some(group), ..NewTask::default() };
    scene.test.system(async |act| piiri::task::ask(act, TaskKind::FillSheet, anna, due, new).await).await;
    scene.account(anna, false).await;
    assert_eq!(scene.asked(TaskKind::FillSheet).await, [(max, due)]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_was_to_hear_of_another_leader_hears_once_and_of_the_substitute() {
    let mut scene = scene().await;
    let (anna, sami) = (scene.anna.id(), scene.sami.id());
    scene.account(anna, false).await;
    let path = format!("/sessions/{}", scene.sessions[0]);
    let saved = scene.berta.api(Method::PATCH, &path, Some(json!({ "substitute_id": sami }))).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.json);
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    assert_eq!(scene.texts("2026-10-14T09:00:00Z"), [(OLD.to_owned(), "Sami"), (NEW.to_owned(), "Sami")]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_clients_calendar_names_who_meets_the_client_since_a_leader_left_and_since_one_came_back() {
    let mut scene = scene().await;
    let (anna, feed) = (scene.anna.id(), scene.feed().await);
    assert!(scene.fetch(&feed).await.contains("– Anna"));
    scene.account(anna, false).await;
    let shown = scene.fetch(&feed).await;
    assert!(shown.contains("– Berta") && !shown.contains("– Anna"), "{shown}");
    scene.account(anna, true).await;
    assert!(scene.fetch(&feed).await.contains("– Anna"));
    scene.test.outbox().await;
}
