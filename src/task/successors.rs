//! Who is asked in the place of somebody who has left: one rule for those who leave work and those who leave a group.

use std::collections::{HashMap, HashSet};

use entity::id::{ClientId, GroupId, StaffId, UnitId};
use entity::state::TaskKind;
use entity::{client, group, group_leader, staff, task};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
};

use super::whom::Managers;
use crate::access::Act;
use crate::access::at_work::{away_last, leads, may_have_part, part_holds};
use crate::error::{OrNotFound, Result};

/// What is asked of managers, whatever group it is about.
pub(super) const OF_MANAGERS: [TaskKind; 5] = [
    TaskKind::LeaderLeft,
    TaskKind::LeaderAway,
    TaskKind::ApprovalLate,
    TaskKind::AssignKeyWorker,
    TaskKind::OfferUntold,
];

/// What is asked of somebody for what that person is to a client, or promised, and not as a leader of the group.
pub(super) const OF_THE_PERSON: [TaskKind; 8] = [
    TaskKind::Incident,
    TaskKind::AccompanySession,
    TaskKind::ReferralAnswer,
    TaskKind::ContactOffer,
    TaskKind::OfferLapsed,
    TaskKind::NewClient,
    TaskKind::AddressFails,
    TaskKind::DeathUndone,
];

/// What is answered to the leaders of the group, or has nothing to do with them.
const NOT_OF_LEADERS: [TaskKind; 3] = [TaskKind::ReferralAnswer, TaskKind::NewClient, TaskKind::DeathUndone];

/// A client, as far as it says who helps.
struct Helped {
    unit: UnitId,
    /// While at work.
    key_worker: Option<StaffId>,
    /// No leader reads who it is.
    protected: bool,
}

/// A group, as far as it says who is in charge.
struct Led {
    unit: UnitId,
    /// The first at work.
    leader: Option<StaffId>,
}

/// Who may follow in the tasks of one person, read once for all of them.
pub(super) struct Successors {
    /// The groups that the person led.
    led: HashSet<GroupId>,
    /// The person's own unit.
    unit: UnitId,
    groups: HashMap<GroupId, Led>,
    clients: HashMap<ClientId, Helped>,
    managers: Managers,
}

impl Successors {
    pub(super) async fn read(
        act: Act<'_>,
        gone: StaffId,
        tasks: &[task::Model],
        led: HashSet<GroupId>,
    ) -> Result<Self> {
        let unit = staff::Entity::find_by_id(gone).one(act.tx).await.or_not_found()?.unit_id;
        Ok(Self {
            led,
            unit,
            groups: groups(act, tasks).await?,
            clients: clients(act.tx, tasks).await?,
            managers: Managers::read(act.tx).await?,
        })
    }

    /// What is asked of managers goes to a manager; what was asked for the person's own sake to whoever helps the client;
    /// what they were asked as a leader to who is in charge of the group; all else to whoever helps the client, else the
    /// nearest manager.
    pub(super) fn of(&self, task: &task::Model) -> Option<StaffId> {
        if matches!(task.kind, TaskKind::ConfirmRole | TaskKind::RetentionDue) {
            // Each of those who can decide is asked.
            return None;
        }
        let of_leader = task.group_id.filter(|group| self.led.contains(group));
        if OF_MANAGERS.contains(&task.kind) {
            self.manager(task)
        } else if NOT_OF_LEADERS.contains(&task.kind) {
            self.key_worker(task).or_else(|| self.manager(task))
        } else if of_leader.is_some() && !OF_THE_PERSON.contains(&task.kind) {
            self.in_charge(task).or_else(|| self.manager(task))
        } else {
            let in_charge =
                || self.in_charge(task).filter(|_| self.helped(task).is_some_and(|client| !client.protected));
            self.key_worker(task).or_else(in_charge).or_else(|| self.manager(task))
        }
    }

    /// The key worker of the client whom it is about, while at work.
    pub(super) fn key_worker(&self, task: &task::Model) -> Option<StaffId> {
        self.helped(task)?.key_worker
    }

    fn helped(&self, task: &task::Model) -> Option<&Helped> {
        self.clients.get(&task.client_id?)
    }

    fn in_charge(&self, task: &task::Model) -> Option<StaffId> {
        let group = self.groups.get(&task.group_id?)?;
        group.leader.or_else(|| self.managers.nearest(group.unit))
    }

    /// The nearest manager of the client's unit, the group's or the person's own.
    fn manager(&self, task: &task::Model) -> Option<StaffId> {
        let of_client = task.client_id.and_then(|id| self.clients.get(&id)).map(|client| client.unit);
        let of_group = || task.group_id.and_then(|id| self.groups.get(&id)).map(|group| group.unit);
        self.managers.nearest(of_client.or_else(of_group).unwrap_or(self.unit))
    }
}

async fn groups(act: Act<'_>, tasks: &[task::Model]) -> Result<HashMap<GroupId, Led>> {
    let ids: HashSet<GroupId> = tasks.iter().filter_map(|task| task.group_id).collect();
    let units: Vec<(GroupId, UnitId)> = group::Entity::find()
        .select_only()
        .columns([group::Column::Id, group::Column::UnitId])
        .filter(group::COLUMN.id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(act.tx)
        .await?;
    let leaders: Vec<(GroupId, StaffId)> = group_leader::Entity::find()
        .select_only()
        .columns([group_leader::Column::GroupId, group_leader::Column::StaffId])
        .join(JoinType::InnerJoin, group_leader::Relation::Staff.def())
        .filter(group_leader::COLUMN.group_id.is_in(ids))
        .filter(leads())
        .filter(may_have_part())
        .filter(staff::COLUMN.active.eq(true))
        .filter(part_holds(act.now))
        .order_by(away_last(act.now), Order::Asc)
        .order_by(group_leader::Column::Position, Order::Asc)
        .into_tuple()
        .all(act.tx)
        .await?;
    let first = |group| leaders.iter().find(|(of, _)| *of == group).map(|(_, leader)| *leader);
    Ok(units.into_iter().map(|(group, unit)| (group, Led { unit, leader: first(group) })).collect())
}

/// A client's row, with whether its key worker is at work.
#[derive(FromQueryResult)]
struct HelpedRow {
    id: ClientId,
    unit_id: UnitId,
    key_worker_id: Option<StaffId>,
    address_protection: bool,
    active: Option<bool>,
}

async fn clients(db: &impl ConnectionTrait, tasks: &[task::Model]) -> Result<HashMap<ClientId, Helped>> {
    use client::Column::{AddressProtection, Id, KeyWorkerId, UnitId};
    let ids: HashSet<ClientId> = tasks.iter().filter_map(|task| task.client_id).collect();
    let rows: Vec<HelpedRow> = client::Entity::find()
        .select_only()
        .columns([Id, UnitId, KeyWorkerId, AddressProtection])
        .column(staff::Column::Active)
        .join(JoinType::LeftJoin, client::Relation::Staff.def())
        .filter(client::COLUMN.id.is_in(ids))
        .into_model()
        .all(db)
        .await?;
    let helped = |row: HelpedRow| {
        let key_worker = row.key_worker_id.filter(|_| row.active == Some(true));
        (row.id, Helped { unit: row.unit_id, key_worker, protected: row.address_protection })
    };
    Ok(rows.into_iter().map(helped).collect())
}
