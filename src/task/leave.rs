//! What somebody who leaves work or a group was asked to do goes over to others.

use std::collections::{BTreeMap, HashSet};

use entity::id::{GroupId, StaffId, TaskId};
use entity::{group_leader, task};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, Select};

use super::service::{done_by_keys, give_all};
use super::successors::{OF_MANAGERS, OF_THE_PERSON, Successors};
use crate::access::Act;
use crate::access::at_work::leads;
use crate::error::Result;

/// A group that somebody leads no more.
#[derive(Clone, Copy, Debug)]
pub struct GroupLeft {
    pub by: StaffId,
    pub group: GroupId,
}

/// Whose tasks go to whom.
#[derive(Clone, Copy, Debug)]
pub struct TasksLeft {
    pub by: StaffId,
    pub to: StaffId,
}

/// Which tasks nobody may keep who has lost a role.
#[derive(Clone, Debug)]
pub enum RestOf {
    /// About any client or group.
    All,
    /// About clients, but in groups that the person still leads.
    ClientsBut(Vec<GroupId>),
    /// About these groups.
    Groups(Vec<GroupId>),
}

/// Gives one person what another may not keep, though it would be that one's by the group or the client: a task gives sight
/// of its client.
pub async fn leave_rest(act: Act<'_>, left: TasksLeft, which: RestOf) -> Result<()> {
    let (client, group) = (task::COLUMN.client_id.is_not_null(), task::COLUMN.group_id);
    let which = match which {
        RestOf::All => Condition::any().add(client).add(group.is_not_null()),
        RestOf::ClientsBut(led) => {
            let elsewhere = Condition::any().add(group.is_null()).add(task::Column::GroupId.is_not_in(led));
            Condition::all().add(client).add(elsewhere)
        }
        RestOf::Groups(led) => Condition::all().add(task::Column::GroupId.is_in(led)),
    };
    task::Entity::update_many()
        .col_expr(task::Column::StaffId, Expr::value(left.to))
        .filter(task::COLUMN.staff_id.eq(left.by))
        .filter(task::COLUMN.done_at.is_null())
        .filter(which)
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Gives the open tasks of somebody who has left work to others. What nobody else can do stays.
pub async fn leave_to_others(act: Act<'_>, gone: StaffId) -> Result<()> {
    // What others had meanwhile, since the person was away, is not theirs for good.
    task::Entity::update_many()
        .col_expr(task::Column::StaffId, Expr::value(gone))
        .col_expr(task::Column::HomeId, Expr::value(Option::<StaffId>::None))
        .filter(task::COLUMN.home_id.eq(gone))
        .filter(task::COLUMN.done_at.is_null())
        .exec(act.tx)
        .await?;
    let open = open(gone).all(act.tx).await?;
    if open.is_empty() {
        return Ok(());
    }
    let led = group_leader::Entity::find()
        .select_only()
        .column(group_leader::Column::GroupId)
        .filter(group_leader::COLUMN.staff_id.eq(gone))
        .filter(leads())
        .into_tuple::<GroupId>()
        .all(act.tx)
        .await?;
    let successors = Successors::read(act, gone, &open, led.into_iter().collect()).await?;
    give(act, open, |task| successors.of(task)).await
}

/// Gives what somebody was asked as a leader of a group to whoever is in charge of it now; what they were asked as a
/// manager, as the client's key worker or for a promise stays theirs.
pub async fn leave_group_to_others(act: Act<'_>, left: GroupLeft) -> Result<()> {
    let open = open(left.by)
        .filter(task::COLUMN.group_id.eq(left.group))
        .filter(task::COLUMN.kind.is_not_in(OF_MANAGERS.into_iter().chain(OF_THE_PERSON)))
        .all(act.tx)
        .await?;
    if open.is_empty() {
        return Ok(());
    }
    let successors = Successors::read(act, left.by, &open, HashSet::from([left.group])).await?;
    give(act, open, |task| successors.of(task).filter(|_| successors.key_worker(task) != Some(left.by))).await
}

fn open(of: StaffId) -> Select<task::Entity> {
    task::Entity::find().filter(task::COLUMN.staff_id.eq(of)).filter(task::COLUMN.done_at.is_null())
}

/// Asks other people instead; who was asked as well, under a key that differs in the name only, is not asked twice.
async fn give(act: Act<'_>, open: Vec<task::Model>, to: impl Fn(&task::Model) -> Option<StaffId>) -> Result<()> {
    let mut given: Vec<(task::Model, String, StaffId)> = Vec::new();
    for task in open {
        if let Some(to) = to(&task).filter(|to| *to != task.staff_id) {
            let theirs = task.key.replace(&task.staff_id.to_string(), &to.to_string());
            given.push((task, theirs, to));
        }
    }
    let others = given.iter().filter(|(task, theirs, _)| task.key != *theirs).map(|(_, theirs, _)| theirs.as_str());
    let asked: HashSet<String> = task::Entity::find()
        .select_only()
        .column(task::Column::Key)
        .filter(task::COLUMN.key.is_in(others))
        .into_tuple::<String>()
        .all(act.tx)
        .await?
        .into_iter()
        .collect();
    let (twice, once): (Vec<_>, Vec<_>) = given.into_iter().partition(|(_, theirs, _)| asked.contains(theirs));
    done_by_keys(act, &twice.into_iter().map(|(task, ..)| task.key).collect::<Vec<_>>()).await?;
    let mut of: BTreeMap<StaffId, Vec<TaskId>> = BTreeMap::new();
    for (task, _, to) in once {
        of.entry(to).or_default().push(task.id);
    }
    for (to, ids) in of {
        give_all(act, Condition::all().add(task::COLUMN.id.is_in(ids)), to).await?;
    }
    Ok(())
}
