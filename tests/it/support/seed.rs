//! Rows built by hand: a group with its sessions and people, as acts would have left them.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{ClientId, GroupId, ParticipationId, SessionId, StaffId};
use entity::list::{Aims, Dates, Languages};
use entity::state::{GroupKind, GroupStatus, Language, LeaderRole, Openness, ParticipationStatus, SessionStatus};
use entity::{group, group_leader, participation, session};
use piiri::access::Actor as Who;
use piiri::people::client::{self, ClientInput};
use piiri::random;
use sea_orm::{ActiveModelTrait, Set};

use super::TestApp;

/// A running group that the leader leads.
pub async fn group(test: &TestApp, leader: StaffId, code: &str, openness: Openness) -> GroupId {
    let now = test.app.clock.now();
    let tx = test.app.db.write().await.unwrap();
    let id: GroupId = random::id(now);
    let row = group::ActiveModel {
        id: Set(id),
        code: Set(code.to_owned()),
        slug: Set(code.to_lowercase()),
        name: Set(format!("Group {code}")),
        name_sort: Set(code.to_owned()),
        name_search: Set(code.to_lowercase()),
        kind: Set(GroupKind::Therapeutic),
        openness: Set(openness),
        status: Set(GroupStatus::Running),
        summary: Set(String::new()),
        audience: Set(String::new()),
        criteria: Set(String::new()),
        not_for: Set(String::new()),
        leads_to: Set(String::new()),
        aims: Set(Aims::default()),
        languages: Set(Languages(vec![Language::Fi])),
        unit_id: Set(test.county),
        capacity: Set(6),
        min_participants: Set(3),
        planned_minutes: Set(0),
        budget_cents: Set(0),
        incentives: Set(String::new()),
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
    let leads = group_leader::ActiveModel {
        group_id: Set(id),
        staff_id: Set(leader),
        role: Set(LeaderRole::Leader),
        position: Set(1),
        from_at: Set(None),
        until_at: Set(None),
    };
    leads.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// A planned session of 120 minutes.
pub async fn session(test: &TestApp, group: GroupId, number: i32, starts_at: &str) -> SessionId {
    let now = test.app.clock.now();
    let starts_at: DateTime<Utc> = starts_at.parse().unwrap();
    let tx = test.app.db.write().await.unwrap();
    let id: SessionId = random::id(now);
    let row = session::ActiveModel {
        id: Set(id),
        group_id: Set(group),
        number: Set(number),
        rule_date: Set(None),
        added_at: Set(None),
        starts_at: Set(starts_at),
        ends_at: Set(starts_at + TimeDelta::minutes(120)),
        timezone: Set("Europe/Helsinki".to_owned()),
        venue_id: Set(None),
        status: Set(SessionStatus::Planned),
        plan: Set(None),
        replaces_id: Set(None),
        substitute_id: Set(None),
        moved: Set(false),
        cancel_code: Set(None),
        cancel_note: Set(None),
        without_animal: Set(false),
        head_count: Set(None),
        held_at: Set(None),
        recorded_at: Set(None),
        sequence: Set(0),
        changed_at: Set(now),
        created_at: Set(now),
    };
    row.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Makes a session one that was cancelled.
pub async fn cancel(test: &TestApp, id: SessionId) {
    let tx = test.app.db.write().await.unwrap();
    let row = session::ActiveModel { id: Set(id), status: Set(SessionStatus::Cancelled), ..Default::default() };
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// A client with a key worker.
pub async fn client(test: &TestApp, worker: StaffId, name: &str) -> ClientId {
    test.act(Who::Staff(worker), async |act| {
        let input = ClientInput { key_worker_id: Some(worker), ..ClientInput::named(name) };
        client::create(act, input).await
    })
    .await
}

/// A client's place in a group since a moment.
pub async fn place(test: &TestApp, group: GroupId, client: ClientId, since: &str) -> ParticipationId {
    let since: DateTime<Utc> = since.parse().unwrap();
    let tx = test.app.db.write().await.unwrap();
    let id: ParticipationId = random::id(test.app.clock.now());
    let row = participation::ActiveModel {
        id: Set(id),
        group_id: Set(group),
        client_id: Set(client),
        referral_id: Set(None),
        status: Set(ParticipationStatus::Confirmed),
        active: Set(true),
        confirmed_at: Set(since),
        started_on: Set(None),
        ended_on: Set(None),
        ended_at: Set(None),
        end_reason: Set(None),
        end_note: Set(None),
        accompanied: Set(false),
        override_reason: Set(None),
        created_at: Set(since),
    };
    row.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
    id
}
