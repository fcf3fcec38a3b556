//! Many rows at once: copies of what acts have made, each with an id and names of its own.

use chrono::TimeDelta;
use entity::id::{ClientId, GroupId, MessageId, ParticipationId, ReferralId, SessionId, StaffId, TaskId, VenueId};
use entity::state::{
    GroupStatus, Language, MessageChannel, MessageKind, MessageStatus, ReferralStatus, Role, TaskKind,
};
use entity::{approval, client, group, group_leader, message, participation, referral, session, task, venue, waiting};
use piiri::access::Act;
use piiri::calendar::Feeds;
use piiri::random;
use piiri::task::NewTask;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, ModelTrait, Set};
use serde_json::json;

use super::actor::Actor;
use super::places::Plan;
use super::{TestApp, seed};

/// Rows of one `INSERT`: fewer than the values that SQLite binds.
const AT_ONCE: usize = 200;

/// An organisation with so many of everything, and the first of each.
pub struct Bulk {
    pub test: TestApp,
    /// One of each role, in the order of [`Role::ALL`].
    pub people: Vec<Actor>,
    pub group: GroupId,
    pub session: SessionId,
    pub client: ClientId,
    pub referral: ReferralId,
    pub participation: ParticipationId,
    pub venue: VenueId,
}

/// Inserts copies of a row, each changed by `vary`.
async fn copy<M, A>(tx: &DatabaseTransaction, row: &M, count: usize, vary: impl Fn(usize, &mut A))
where
    M: ModelTrait + IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = M::Entity> + sea_orm::ActiveModelBehavior + Send,
{
    let one = |number| {
        let mut active = row.clone().into_active_model().reset_all();
        vary(number, &mut active);
        active
    };
    let rows: Vec<A> = (0..count).map(one).collect();
    for part in rows.chunks(AT_ONCE) {
        <M::Entity as EntityTrait>::insert_many(part.to_vec()).exec_without_returning(tx).await.unwrap();
    }
}

impl Bulk {
    /// An organisation with `count` more of everything than one.
    pub async fn of(count: usize) -> Self {
        let test = TestApp::new().await;
        test.outbox().await;
        let mut people = Vec::new();
        for role in Role::ALL {
            people.push(test.staff(&format!("One {role}"), &[*role]).await);
        }
        let of = |role: Role| &people[Role::ALL.iter().position(|one| *one == role).unwrap()];
        let (leader, worker) = (of(Role::Leader), of(Role::Worker));
        let venue = leader.api(axum::http::Method::POST, "/venues", Some(json!({"name": "Library"}))).await;
        let group = test.group("Group", leader.id(), Plan::open(500)).await;
        let session = test.session(group, 1, "2026-10-14T12:00:00Z").await;
        let referral = test.referral(group, "Client", worker.id()).await;
        let place = seed::place(&test, group, test.client("Guest", worker.id()).await, "2026-10-01T09:00:00Z").await;
        let db = test.app.db.read();
        let client = referral::Entity::find_by_id(referral).one(db).await.unwrap().unwrap().client_id;
        let bulk = Self {
            group,
            session,
            client,
            referral,
            participation: place,
            venue: venue.json["id"].as_str().unwrap().parse().unwrap(),
            people,
            test,
        };
        bulk.fill(count).await;
        bulk
    }

    /// Counts the statements from here on, of a server that keeps no feed: on PostgreSQL a kept one is asked anew or not by
    /// what other tests commit to their own databases of the same cluster.
    pub fn count_from_here(&self) {
        self.test.app.cache::<Feeds>().clear();
        self.test.statements.start();
    }

    /// The member of staff with a role.
    pub fn person(&mut self, role: Role) -> &mut Actor {
        &mut self.people[Role::ALL.iter().position(|one| *one == role).unwrap()]
    }

    async fn fill(&self, count: usize) {
        self.test
            .system(async |act| {
                let groups = self.groups(act.tx, count).await;
                self.sessions(act.tx, &groups).await;
                let clients = self.clients(act.tx, count).await;
                self.places(act.tx, &clients, &groups).await;
                self.work(act, count).await;
                self.messages(act.tx, count).await;
                Ok(())
            })
            .await;
    }

    fn ids<T: From<uuid::Uuid>>(&self, count: usize) -> Vec<T> {
        (0..count).map(|_| random::id(self.test.app.clock.now())).collect()
    }

    /// Groups that recruit, and as many plans that wait for approval.
    async fn groups(&self, tx: &DatabaseTransaction, count: usize) -> Vec<GroupId> {
        let row = group::Entity::find_by_id(self.group).one(tx).await.unwrap().unwrap();
        let leads = group_leader::Entity::find().one(tx).await.unwrap().unwrap();
        let ids: Vec<GroupId> = self.ids(2 * count);
        copy(tx, &row, ids.len(), |n, copy: &mut group::ActiveModel| {
            copy.id = Set(ids[n]);
            copy.code = Set(format!("X{n}"));
            copy.slug = Set(format!("group-{n}"));
            copy.venue_id = Set(Some(self.venue));
            copy.status = Set(if n < count { GroupStatus::Recruiting } else { GroupStatus::Submitted });
        })
        .await;
        copy(tx, &leads, ids.len(), |n, copy: &mut group_leader::ActiveModel| copy.group_id = Set(ids[n])).await;
        let now = self.test.app.clock.now();
        let waits = approval::Model {
            id: random::id(now),
            group_id: self.group,
            submitted_by: leads.staff_id,
            submitted_at: now,
            due_at: now,
            decided_by: None,
            decided_at: None,
            approved: None,
            reason: None,
            minutes: None,
            budget_cents: None,
            sessions: None,
        };
        copy(tx, &waits, count, |n, copy: &mut approval::ActiveModel| {
            copy.id = Set(random::id(now));
            copy.group_id = Set(ids[count + n]);
        })
        .await;
        ids[..count].to_vec()
    }

    /// A session of each group today, and as many of the first group, an hour apart.
    async fn sessions(&self, tx: &DatabaseTransaction, groups: &[GroupId]) {
        let row = session::Entity::find_by_id(self.session).one(tx).await.unwrap().unwrap();
        let now = self.test.app.clock.now();
        copy(tx, &row, groups.len(), |n, copy: &mut session::ActiveModel| {
            copy.id = Set(random::id(now));
            copy.group_id = Set(groups[n]);
            copy.venue_id = Set(Some(self.venue));
        })
        .await;
        copy(tx, &row, groups.len(), |n, copy: &mut session::ActiveModel| {
            let later = TimeDelta::hours(i64::try_from(n).unwrap());
            copy.id = Set(random::id(now));
            copy.number = Set(i32::try_from(n).unwrap() + 2);
            copy.rule_date = Set(None);
            copy.starts_at = Set(row.starts_at + later);
            copy.ends_at = Set(row.ends_at + later);
        })
        .await;
    }

    async fn clients(&self, tx: &DatabaseTransaction, count: usize) -> Vec<ClientId> {
        let row = client::Entity::find_by_id(self.client).one(tx).await.unwrap().unwrap();
        let ids: Vec<ClientId> = self.ids(count);
        copy(tx, &row, count, |n, copy: &mut client::ActiveModel| copy.id = Set(ids[n])).await;
        ids
    }

    /// Each client has a place in the first group and waits for one in a group of its own.
    async fn places(&self, tx: &DatabaseTransaction, clients: &[ClientId], groups: &[GroupId]) {
        let now = self.test.app.clock.now();
        let asked = referral::Entity::find_by_id(self.referral).one(tx).await.unwrap().unwrap();
        let ids: Vec<ReferralId> = self.ids(2 * clients.len());
        copy(tx, &asked, ids.len(), |n, copy: &mut referral::ActiveModel| {
            let (nth, own) = (n % clients.len(), n < clients.len());
            copy.id = Set(ids[n]);
            copy.client_id = Set(clients[nth]);
            copy.group_id = Set(if own { groups[nth] } else { self.group });
            copy.status = Set(if own { ReferralStatus::Submitted } else { ReferralStatus::Waitlisted });
        })
        .await;
        let queued = waiting::Model {
            id: random::id(now),
            group_id: self.group,
            client_id: self.client,
            referral_id: self.referral,
            queued_at: now,
            priority: 0,
            priority_reason: None,
            active: true,
            left_at: None,
        };
        copy(tx, &queued, clients.len(), |n, copy: &mut waiting::ActiveModel| {
            copy.id = Set(random::id(now));
            copy.client_id = Set(clients[n]);
            copy.referral_id = Set(ids[clients.len() + n]);
        })
        .await;
        let place = participation::Entity::find_by_id(self.participation).one(tx).await.unwrap().unwrap();
        copy(tx, &place, clients.len(), |n, copy: &mut participation::ActiveModel| {
            copy.id = Set(random::id(now));
            copy.client_id = Set(clients[n]);
        })
        .await;
    }

    /// Tasks of everybody, and venues.
    async fn work(&self, act: Act<'_>, count: usize) {
        let (tx, now) = (act.tx, act.now);
        for person in &self.people {
            let staff: StaffId = person.id();
            let asked = NewTask { key: format!("bulk:{staff}"), client: Some(self.client), ..Default::default() };
            piiri::task::ask(act, TaskKind::Other, staff, act.now, asked).await.unwrap();
        }
        let rows = task::Entity::find().all(tx).await.unwrap();
        for row in rows {
            copy(tx, &row, count, |n, copy: &mut task::ActiveModel| {
                copy.id = Set(random::id::<TaskId>(now));
                copy.key = Set(format!("{}:{n}", row.key));
            })
            .await;
        }
        let place = venue::Entity::find_by_id(self.venue).one(tx).await.unwrap().unwrap();
        copy(tx, &place, count, |_, copy: &mut venue::ActiveModel| copy.id = Set(random::id(now))).await;
    }

    async fn messages(&self, tx: &DatabaseTransaction, count: usize) {
        let now = self.test.app.clock.now();
        let row = message::Model {
            id: random::id(now),
            kind: MessageKind::Reminder,
            channel: MessageChannel::Email,
            client_id: Some(self.client),
            staff_id: None,
            address: Some("client@piiri.example".to_owned()),
            language: Language::Fi,
            subject: String::new(),
            body: String::new(),
            news: None,
            key: String::new(),
            group_id: Some(self.group),
            session_id: Some(self.session),
            referral_id: None,
            status: MessageStatus::Failed,
            due_at: now,
            expires_at: None,
            attempts: 1,
            lease_until: None,
            held_at: None,
            error: None,
            created_at: now,
            sent_at: None,
            caused_by: None,
            slip: None,
        };
        copy(tx, &row, count, |n, copy: &mut message::ActiveModel| {
            copy.id = Set(random::id::<MessageId>(now));
            copy.key = Set(format!("bulk:{n}"));
        })
        .await;
    }
}
