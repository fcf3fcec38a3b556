//! The steps of a group's life that are taken back, its intake, its cancellation and its merge: who is told, what falls
//! away, what stays, and how each is undone.

mod applicants;
mod approval;
mod cancelled;
mod capacity;
mod decision;
mod intake;
mod merged;
mod merged_back;

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use entity::id::{ClientId, GroupId, ReferralId, StaffId};
use entity::state::{
    ApplicationStatus, Channel, ContactChannel, GroupStatus, Language, ReferralSource, ReferralStatus, Role, TaskKind,
};
use entity::{application, client, group, referral, task};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::actor::{Actor, Answer};
use crate::support::places::Plan;

const NAME: &str = "Pata porisee";

/// A recruiting group with its people; it begins on 17 November.
pub struct Scene {
    pub test: TestApp,
    pub leader: Actor,
    pub worker: Actor,
    pub manager: Actor,
    pub group: GroupId,
}

pub async fn scene(places: i32) -> Scene {
    let test = TestApp::new().await;
    let leader = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let manager = test.staff("Maija Johtaja", &[Role::Manager]).await;
    let group = test.group(NAME, leader.id(), Plan::open(places)).await;
    let scene = Scene { test, leader, worker, manager, group };
    scene.set(group::ActiveModel { id: Set(group), code: Set("G01".into()), ..Default::default() }).await;
    scene.plan(group, "2026-11-17T08:00:00Z").await;
    scene.test.outbox().await;
    scene
}

/// How an answer refuses: its status, and the code of its fault.
pub fn refusal(answer: &Answer) -> (StatusCode, &str) {
    (answer.status, answer.json["errors"][0]["code"].as_str().unwrap_or_default())
}

pub fn ok(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
    answer.json.clone()
}

impl Scene {
    /// A first session, and the span of a group that has one; the public has seen the group.
    pub async fn plan(&self, group: GroupId, starts: &str) {
        self.test.session(group, 1, starts).await;
        let starts: chrono::DateTime<chrono::Utc> = starts.parse().unwrap();
        self.set(group::ActiveModel {
            id: Set(group),
            starts_at: Set(Some(starts)),
            ends_at: Set(Some(starts + TimeDelta::weeks(9))),
            published_at: Set(Some(starts - TimeDelta::weeks(9))),
            ..Default::default()
        })
        .await;
    }

    /// Writes columns of a group as they would stand.
    pub async fn set(&self, row: group::ActiveModel) {
        self.test.system(async |act| Ok(row.update(act.tx).await.map(drop)?)).await;
    }

    pub async fn row(&self, group: GroupId) -> group::Model {
        group::Entity::find_by_id(group).one(self.test.app.db.read()).await.unwrap().unwrap()
    }

    /// A step of the group, by somebody.
    pub async fn step(&self, who: &Actor, body: Value) -> Answer {
        who.api(Method::POST, &format!("/groups/{}/transitions", self.group), Some(body)).await
    }

    /// A referral to a group of a client who gets text messages.
    pub async fn refer(&self, group: GroupId, name: &str) -> ReferralId {
        let id = self.test.referral(group, name, self.worker.id()).await;
        let reached = client::ActiveModel {
            id: Set(self.referral(id).await.client_id),
            channel: Set(ContactChannel::Sms),
            phone: Set(Some("+358401234567".to_owned())),
            ..Default::default()
        };
        self.test.system(async |act| Ok(reached.update(act.tx).await.map(drop)?)).await;
        id
    }

    /// The same, in a state that the leader has decided on.
    pub async fn referred(&self, group: GroupId, name: &str, to: &str) -> ReferralId {
        let id = self.refer(group, name).await;
        let path = format!("/referrals/{id}/transitions");
        ok(&self.leader.api(Method::POST, &path, Some(json!({ "to": to }))).await);
        id
    }

    /// One with a place, one with an offer and one in the queue of a group with two places; all of them were told.
    pub async fn full(&self) -> [ReferralId; 3] {
        let placed = self.referred(self.group, "Aino Asiakas", "confirmed").await;
        let offered = self.referred(self.group, "Eino Asiakas", "offered").await;
        let queued = self.referred(self.group, "Jorma Asiakas", "waitlisted").await;
        self.later(3).await;
        [placed, offered, queued]
    }

    pub async fn referral(&self, id: ReferralId) -> referral::Model {
        referral::Entity::find_by_id(id).one(self.test.app.db.read()).await.unwrap().unwrap()
    }

    pub async fn status(&self, id: ReferralId) -> ReferralStatus {
        self.referral(id).await.status
    }

    pub async fn client_of(&self, id: ReferralId) -> ClientId {
        self.referral(id).await.client_id
    }

    /// The referral of the same client to another group.
    pub async fn onward(&self, id: ReferralId, to: GroupId) -> referral::Model {
        let of = referral::Entity::find().filter(referral::COLUMN.client_id.eq(self.client_of(id).await));
        of.filter(referral::COLUMN.group_id.eq(to)).one(self.test.app.db.read()).await.unwrap().expect("sent on")
    }

    /// Runs all jobs so many minutes later.
    pub async fn later(&self, minutes: i64) {
        let later = self.test.app.clock.now() + TimeDelta::minutes(minutes);
        self.test.run_jobs_at(&later.to_rfc3339()).await;
        self.test.outbox().await;
    }

    /// The text messages that have gone.
    pub fn texts(&self) -> Vec<String> {
        self.test.app.sms.kept().into_iter().map(|sms| sms.text).collect()
    }

    /// The texts that have gone since so many.
    pub fn texts_since(&self, before: usize) -> Vec<String> {
        self.texts().split_off(before)
    }

    /// To whom mails with these words in the subject have gone.
    pub fn mailed(&self, subject: &str) -> Vec<String> {
        let mut to: Vec<String> = self
            .test
            .app
            .mailer
            .kept()
            .into_iter()
            .filter(|mail| mail.subject.contains(subject))
            .map(|mail| mail.to)
            .collect();
        to.sort();
        to
    }

    /// Who is asked to do what of this kind.
    pub async fn asked(&self, kind: TaskKind) -> Vec<StaffId> {
        let tasks = task::Entity::find().filter(task::COLUMN.kind.eq(kind)).filter(task::COLUMN.done_at.is_null());
        tasks.all(self.test.app.db.read()).await.unwrap().iter().map(|task| task.staff_id).collect()
    }

    /// What the public page of a group says.
    pub async fn public(&self, group: GroupId) -> String {
        let slug = self.row(group).await.slug;
        let page = self.test.anybody().get(&format!("/open/groups/{slug}")).await;
        assert_eq!(page.status, StatusCode::OK, "the page of a group that was shown answers for good");
        page.text()
    }

    /// A confirmed application to the group.
    pub async fn applied(&self, email: &str) -> entity::id::ApplicationId {
        let now = self.test.app.clock.now();
        let id = piiri::random::id(now);
        let row = application::ActiveModel {
            id: Set(id),
            group_id: Set(self.group),
            source: Set(ReferralSource::Own),
            status: Set(ApplicationStatus::Waiting),
            name: Set("Oili Hakija".into()),
            email: Set(Some(email.to_owned())),
            language: Set(Language::Fi),
            message: Set(String::new()),
            first_channel: Set(Channel::Peer),
            channels: Set(entity::list::Channels(vec![Channel::Peer])),
            token_hash: Set(email.to_owned()),
            created_at: Set(now),
            confirmed_at: Set(Some(now)),
            expires_at: Set(now + TimeDelta::days(7)),
            ..Default::default()
        };
        self.test
            .system(async |act| Ok(application::Entity::insert(row).exec_without_returning(act.tx).await.map(drop)?))
            .await;
        id
    }

    /// The mails that have gone to an address.
    pub fn mails_to(&self, email: &str) -> Vec<String> {
        self.test.app.mailer.kept().into_iter().filter(|mail| mail.to == email).map(|mail| mail.body).collect()
    }

    pub async fn is(&self, status: GroupStatus) {
        assert_eq!(self.row(self.group).await.status, status);
    }
}
