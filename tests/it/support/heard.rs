//! A group with a session and its people, for the tests of who hears what, how and when.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use entity::id::{ClientId, GroupId, ReferralId, SessionId, StaffId};
use entity::state::{ContactChannel, FeedKind, FeedTitles, GroupStatus, LeaderRole, Role, TaskKind};
use entity::{client, group, group_leader, message, referral, task};
use piiri::access::Actor as By;
use piiri::calendar::{self, NewLink};
use piiri::people::client::new_link;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::{Value, json};

use super::TestApp;
use super::actor::{Actor, Answer};
use super::places::Plan;

/// A telephone of a client.
pub const PHONE: &str = "+358401234567";

/// A group that Anna leads, and a worker who refers to it; the manager is in charge of both.
pub struct Heard {
    pub test: TestApp,
    pub leader: Actor,
    pub worker: Actor,
    pub manager: Actor,
    pub group: GroupId,
    pub session: SessionId,
}

/// How a client is reached.
#[derive(Clone, Copy)]
pub struct ReachedBy {
    pub channel: ContactChannel,
    pub phone: Option<&'static str>,
}

impl ReachedBy {
    /// By text message.
    pub const fn text() -> Self {
        Self { channel: ContactChannel::Sms, phone: Some(PHONE) }
    }

    /// By this channel, with a telephone or without one.
    pub const fn by(channel: ContactChannel, phone: Option<&'static str>) -> Self {
        Self { channel, phone }
    }
}

impl Heard {
    /// A group that takes people in, with one session.
    pub async fn at(starts: &str) -> Self {
        let test = TestApp::new().await;
        let leader = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
        let worker = test.staff("Will Worker", &[Role::Worker]).await;
        let manager = test.staff("Maija Johtaja", &[Role::Manager]).await;
        let group = test.group("Arjen rytmi", leader.id(), Plan::open(8)).await;
        let session = test.session(group, 1, starts).await;
        Self { test, leader, worker, manager, group, session }
    }

    /// A referral of a client who is reached so; the worker comes along to the first session.
    pub async fn refer(&self, name: &str, by: ReachedBy) -> ReferralId {
        let id = self.test.referral(self.group, name, self.worker.id()).await;
        let client = self.client_of(id).await;
        let along = referral::ActiveModel {
            id: Set(id),
            accompany_staff_id: Set(Some(self.worker.id())),
            accompany_session: Set(Some(1)),
            ..Default::default()
        };
        let email = (by.channel == ContactChannel::Email).then(|| "aino@piiri.example".to_owned());
        let reached = client::ActiveModel {
            id: Set(client),
            channel: Set(by.channel),
            phone: Set(by.phone.map(str::to_owned)),
            email: Set(email),
            contact_note: Set(Some("Soita vain aamulla".to_owned())),
            ..Default::default()
        };
        self.test
            .system(async |act| {
                along.update(act.tx).await?;
                Ok(reached.update(act.tx).await.map(drop)?)
            })
            .await;
        id
    }

    pub async fn row(&self, id: ReferralId) -> referral::Model {
        referral::Entity::find_by_id(id).one(self.test.app.db.read()).await.unwrap().unwrap()
    }

    pub async fn client_of(&self, id: ReferralId) -> ClientId {
        self.row(id).await.client_id
    }

    /// Has the leader take a step of a referral.
    pub async fn step(&self, id: ReferralId, to: &str) -> Value {
        let path = format!("/referrals/{id}/transitions");
        let taken = self.leader.api(Method::POST, &path, Some(json!({ "to": to }))).await;
        assert_eq!(taken.status, StatusCode::OK, "{to}: {}", taken.json);
        taken.json
    }

    /// A client with a place.
    pub async fn placed(&self, name: &str, by: ReachedBy) -> ClientId {
        let id = self.refer(name, by).await;
        self.step(id, "confirmed").await;
        self.client_of(id).await
    }

    /// The group is under way.
    pub async fn runs(&self) {
        let row = group::ActiveModel { id: Set(self.group), status: Set(GroupStatus::Running), ..Default::default() };
        self.test.system(async |act| Ok(row.update(act.tx).await.map(drop)?)).await;
    }

    /// Somebody leads as well.
    pub async fn leads_too(&self, who: StaffId, role: LeaderRole, position: i32) {
        let row = group_leader::ActiveModel {
            group_id: Set(self.group),
            staff_id: Set(who),
            role: Set(role),
            position: Set(position),
            from_at: Set(None),
            until_at: Set(None),
        };
        self.test.system(async |act| Ok(row.insert(act.tx).await.map(drop)?)).await;
    }

    /// Takes a step of the group.
    pub async fn group_step(&self, by: &Actor, body: Value) -> Answer {
        by.api(Method::POST, &format!("/groups/{}/transitions", self.group), Some(body)).await
    }

    /// The path of the client's own page.
    pub async fn own_path(&self, client: ClientId) -> String {
        let until = self.test.app.clock.now() + chrono::TimeDelta::days(7);
        let token = self.test.system(async |act| new_link(act, client, until).await).await;
        format!("/me/{token}")
    }

    /// The client's own page.
    pub async fn own_page(&self, client: ClientId) -> String {
        self.test.anybody().get(&self.own_path(client).await).await.text()
    }

    /// A calendar of the client's own.
    pub async fn feed(&self, client: ClientId) -> String {
        let new = NewLink {
            kind: FeedKind::Client,
            subject_id: None,
            client_id: Some(client),
            staff_id: None,
            titles: FeedTitles::Neutral,
            label: None,
        };
        let token = self.test.act(By::Client(client), async |act| calendar::new_link(act, new).await).await;
        format!("/calendar/{token}.ics")
    }

    /// What a calendar says now.
    pub async fn fetch(&self, feed: &str) -> String {
        let request = Request::get(feed).body(Body::empty()).unwrap();
        String::from_utf8(self.test.anybody().call(request).await.2).unwrap()
    }

    /// The text messages with this word.
    pub fn texts(&self, word: &str) -> Vec<String> {
        self.test.app.sms.kept().into_iter().map(|sms| sms.text).filter(|text| text.contains(word)).collect()
    }

    /// The subjects of the mails to an address.
    pub fn mails(&self, to: &str) -> Vec<String> {
        let kept = self.test.app.mailer.kept().into_iter().filter(|mail| mail.to == to);
        kept.map(|mail| format!("{}\n{}", mail.subject, mail.body)).collect()
    }

    /// The open tasks of a kind.
    pub async fn tasks(&self, kind: TaskKind) -> Vec<task::Model> {
        let mut tasks = task::Entity::find().all(self.test.app.db.read()).await.unwrap();
        tasks.retain(|task| task.kind == kind && task.done_at.is_none());
        tasks
    }

    /// Who is asked to do what of a kind.
    pub async fn asked(&self, kind: TaskKind) -> Vec<StaffId> {
        self.tasks(kind).await.into_iter().map(|task| task.staff_id).collect()
    }

    /// The messages to a client.
    pub async fn to(&self, client: ClientId) -> Vec<message::Model> {
        let mut rows = self.test.outbox().await;
        rows.retain(|row| row.client_id == Some(client));
        rows
    }
}
