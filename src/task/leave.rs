//! What somebody who leaves work or a group was asked to do goes over to others.

use std::collections::HashSet;

use entity::id::{GroupId, StaffId};
use entity::state::TaskKind;
use entity::{client, group, group_leader, staff, task};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Select};

use super::queries::{helper, in_charge, manager_of};
use super::service::done_by_key;
use crate::access::Act;
use crate::error::{OrNotFound, Result};

/// What is asked of managers, whatever group it is about.
const OF_MANAGERS: [TaskKind; 4] =
    [TaskKind::LeaderLeft, TaskKind::ApprovalLate, TaskKind::AssignKeyWorker, TaskKind::OfferUntold];

/// What is asked of somebody for what that person is to a client, or promised, and not as a leader of the group.
const OF_THE_PERSON: [TaskKind; 4] =
    [TaskKind::AccompanySession, TaskKind::ReferralAnswer, TaskKind::ContactOffer, TaskKind::NewClient];

/// A group that somebody leads no more.
#[derive(Clone, Copy, Debug)]
pub struct GroupLeft {
    pub by: StaffId,
    pub group: GroupId,
}

/// Gives the open tasks of somebody who has left work to others: those in a group they led to its other leader, those
/// about a client to whoever helps the client, all else to the nearest manager. What nobody else can do stays.
pub async fn leave_to_others(act: Act<'_>, gone: StaffId) -> Result<()> {
    let open = open(gone).all(act.tx).await?;
    if open.is_empty() {
        return Ok(());
    }
    let led = group_leader::Entity::find().select_only().column(group_leader::Column::GroupId);
    let led = led.filter(group_leader::COLUMN.staff_id.eq(gone)).into_tuple().all(act.tx).await?;
    let led: HashSet<GroupId> = led.into_iter().collect();
    for task in open {
        if let Some(successor) = successor(act, &task, &led).await? {
            give(act, &task, successor).await?;
        }
    }
    Ok(())
}

/// Gives what somebody was asked as a leader of a group to whoever is in charge of it now.
pub async fn leave_group_to_others(act: Act<'_>, left: GroupLeft) -> Result<()> {
    let open = open(left.by)
        .filter(task::COLUMN.group_id.eq(left.group))
        .filter(task::COLUMN.kind.is_not_in(OF_MANAGERS.into_iter().chain(OF_THE_PERSON)))
        .all(act.tx)
        .await?;
    if open.is_empty() {
        return Ok(());
    }
    let Some(successor) = in_charge(act.tx, left.group).await? else { return Ok(()) };
    for task in open {
        if !is_key_worker(act, left.by, &task).await? {
            give(act, &task, successor).await?;
        }
    }
    Ok(())
}

fn open(of: StaffId) -> Select<task::Entity> {
    task::Entity::find().filter(task::COLUMN.staff_id.eq(of)).filter(task::COLUMN.done_at.is_null())
}

async fn is_key_worker(act: Act<'_>, staff: StaffId, task: &task::Model) -> Result<bool> {
    let Some(client) = task.client_id else { return Ok(false) };
    let own = client::Entity::find_by_id(client).filter(client::COLUMN.key_worker_id.eq(staff));
    Ok(own.one(act.tx).await?.is_some())
}

/// Who is asked in the place of whoever has left and led these groups.
async fn successor(act: Act<'_>, task: &task::Model, led: &HashSet<GroupId>) -> Result<Option<StaffId>> {
    if let Some(group) = task.group_id.filter(|group| led.contains(group) && !OF_MANAGERS.contains(&task.kind)) {
        return in_charge(act.tx, group).await;
    }
    if let Some(client) = task.client_id {
        return helper(act.tx, task.group_id, client).await;
    }
    let unit = match task.group_id {
        Some(group) => group::Entity::find_by_id(group).one(act.tx).await.or_not_found()?.unit_id,
        None => staff::Entity::find_by_id(task.staff_id).one(act.tx).await.or_not_found()?.unit_id,
    };
    manager_of(act.tx, unit).await
}

/// Asks another person instead; who was asked as well, under a key that differs in the name only, is not asked twice.
async fn give(act: Act<'_>, task: &task::Model, to: StaffId) -> Result<()> {
    let theirs = task.key.replace(&task.staff_id.to_string(), &to.to_string());
    if task::Entity::find().filter(task::COLUMN.key.eq(&theirs)).count(act.tx).await? > u64::from(theirs == task.key) {
        return done_by_key(act, &task.key).await;
    }
    task::Entity::update_many()
        .col_expr(task::Column::StaffId, Expr::value(to))
        .filter(task::COLUMN.id.eq(task.id))
        .exec(act.tx)
        .await?;
    Ok(())
}
