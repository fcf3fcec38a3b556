//! Groups, clients and referrals for the tests of places.

use chrono_tz::Europe::Helsinki;
use entity::id::{ClientId, GroupId, ReferralId, SessionId, StaffId};
use entity::list::{Aims, Dates, Languages};
use entity::state::{
    Aim, Channel, GroupKind, GroupStatus, Language, LeaderRole, Openness, ReferralSource, SessionStatus,
};
use entity::{approval, group, group_leader, session};
use piiri::access::Actor as Who;
use piiri::acts::submit_referral;
use piiri::people::client::{ClientInput, create};
use piiri::random;
use piiri::referral::ReferralInput;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};

use super::TestApp;

/// A group to be, for a test.
#[derive(Clone, Copy)]
pub struct Plan {
    pub capacity: i32,
    pub openness: Openness,
    pub status: GroupStatus,
    pub animals: Option<&'static str>,
}

impl Plan {
    /// A group that takes clients in.
    pub fn open(capacity: i32) -> Self {
        Self { capacity, openness: Openness::SemiOpen, status: GroupStatus::Recruiting, animals: None }
    }
}

impl TestApp {
    /// A group with its leader.
    pub async fn group(&self, name: &str, leader: StaffId, plan: Plan) -> GroupId {
        let now = self.app.clock.now();
        let tx = self.app.db.write().await.unwrap();
        let id: GroupId = random::id(now);
        let row = group::ActiveModel {
            id: Set(id),
            code: Set(id.to_string()),
            slug: Set(id.to_string()),
            name: Set(name.to_owned()),
            name_sort: Set(name.to_lowercase()),
            name_search: Set(name.to_lowercase()),
            card_search: Set(Some(format!("{} cooking together", name.to_lowercase()))),
            kind: Set(GroupKind::Functional),
            openness: Set(plan.openness),
            status: Set(plan.status),
            summary: Set("Cooking together".to_owned()),
            audience: Set(String::new()),
            criteria: Set(String::new()),
            not_for: Set(String::new()),
            leads_to: Set(String::new()),
            aims: Set(Aims(vec![Aim::Participation])),
            languages: Set(Languages(vec![Language::Fi])),
            unit_id: Set(self.county),
            municipality: Set(Some("Kajaani".to_owned())),
            capacity: Set(plan.capacity),
            min_participants: Set(1),
            planned_minutes: Set(0),
            budget_cents: Set(0),
            incentives: Set(String::new()),
            animals: Set(plan.animals.map(str::to_owned)),
            risk: Set(String::new()),
            timezone: Set("Europe/Helsinki".to_owned()),
            duration_minutes: Set(120),
            excluded_dates: Set(Dates::default()),
            extra_dates: Set(Dates::default()),
            skip_public_holidays: Set(true),
            skip_breaks: Set(true),
            created_by: Set(leader),
            created_at: Set(now),
            updated_at: Set(now),
            status_at: Set(now),
            ..Default::default()
        };
        row.insert(&tx).await.unwrap();
        let part = group_leader::ActiveModel {
            group_id: Set(id),
            staff_id: Set(leader),
            role: Set(LeaderRole::Leader),
            position: Set(0),
            from_at: Set(None),
            until_at: Set(None),
        };
        part.insert(&tx).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Approves a group with so many sessions: no more than these are planned without asking.
    pub async fn approved(&self, group: GroupId, by: StaffId, sessions: i32) {
        let now = self.app.clock.now();
        let round = approval::ActiveModel {
            id: Set(random::id(now)),
            group_id: Set(group),
            submitted_by: Set(by),
            submitted_at: Set(now),
            due_at: Set(now),
            decided_at: Set(Some(now)),
            approved: Set(Some(true)),
            sessions: Set(Some(sessions)),
            ..Default::default()
        };
        let tx = self.app.db.write().await.unwrap();
        approval::Entity::insert(round).exec_without_returning(&tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A session of a group, two hours from `starts`.
    pub async fn session(&self, group: GroupId, number: i32, starts: &str) -> SessionId {
        let now = self.app.clock.now();
        let starts: chrono::DateTime<chrono::Utc> = starts.parse().unwrap();
        let tx = self.app.db.write().await.unwrap();
        let row = session::ActiveModel {
            id: Set(random::id(now)),
            group_id: Set(group),
            number: Set(number),
            rule_date: Set(Some(starts.with_timezone(&Helsinki).date_naive())),
            starts_at: Set(starts),
            ends_at: Set(starts + chrono::TimeDelta::hours(2)),
            timezone: Set("Europe/Helsinki".to_owned()),
            status: Set(SessionStatus::Planned),
            moved: Set(false),
            without_animal: Set(false),
            sequence: Set(0),
            changed_at: Set(now),
            created_at: Set(now),
            ..Default::default()
        };
        let id = row.insert(&tx).await.unwrap().id;
        tx.commit().await.unwrap();
        id
    }

    /// A client of a worker.
    pub async fn client(&self, name: &str, worker: StaffId) -> ClientId {
        self.act(Who::Staff(worker), async |act| {
            let input = ClientInput { key_worker_id: Some(worker), ..ClientInput::named(name) };
            create(act, input).await
        })
        .await
    }

    /// A sent referral of a new client.
    pub async fn referral(&self, group: GroupId, name: &str, worker: StaffId) -> ReferralId {
        let client = self.client(name, worker).await;
        self.act(Who::Staff(worker), async |act| {
            let new = new_referral((client, group), worker);
            Ok(submit_referral(act, new).await?.id)
        })
        .await
    }
}

/// A plain referral by a worker.
pub fn new_referral((client, group): (ClientId, GroupId), worker: StaffId) -> ReferralInput {
    ReferralInput {
        client,
        group,
        source: ReferralSource::Worker,
        referrer: Some(worker),
        partner: None,
        reason: "Alone too much".to_owned(),
        goals: vec!["Out of the house once a week".to_owned()],
        needs: None,
        channels: vec![Channel::OwnWorker],
        channel_code: None,
        accompany: None,
        draft: false,
    }
}
