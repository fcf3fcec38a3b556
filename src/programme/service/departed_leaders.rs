//! Leaders who have left: groups that are not over need somebody else.

use chrono::TimeDelta;
use entity::id::{GroupId, StaffId, UnitId};
use entity::state::{GroupStatus, LeaderRole, SessionStatus, TaskKind};
use entity::{group, group_leader, session, task};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

use crate::access::Act;
use crate::error::Result;
use crate::people::managers_above;
use crate::programme::rules::{self, Leading};
use crate::task::{NewTask, ask, done_by_keys};

/// How soon somebody else should lead.
const SOON: TimeDelta = TimeDelta::days(3);
/// The states of groups that need their leaders no more.
const OVER: [GroupStatus; 4] =
    [GroupStatus::Ended, GroupStatus::Reported, GroupStatus::Archived, GroupStatus::Cancelled];

/// Asks the managers of each group that the person leads, or stands in for in a session ahead, for somebody else.
pub async fn leader_left(act: Act<'_>, staff: StaffId) -> Result<()> {
    let leading = LeaderRole::ALL.iter().copied().filter(|role| rules::leads(*role));
    let led = Query::select()
        .column(group_leader::Column::GroupId)
        .from(group_leader::Entity)
        .and_where(group_leader::Column::StaffId.eq(staff))
        .and_where(group_leader::Column::Role.is_in(leading))
        .take();
    let stood_in = Query::select()
        .column(session::Column::GroupId)
        .from(session::Entity)
        .and_where(session::Column::SubstituteId.eq(staff))
        .and_where(session::Column::Status.eq(SessionStatus::Planned))
        .and_where(session::Column::StartsAt.gt(act.now))
        .take();
    let whose = Condition::any().add(group::Column::Id.in_subquery(led)).add(group::Column::Id.in_subquery(stood_in));
    let groups: Vec<(GroupId, UnitId)> = group::Entity::find()
        .select_only()
        .columns([group::Column::Id, group::Column::UnitId])
        .filter(group::COLUMN.status.is_not_in(OVER))
        .filter(whose)
        .into_tuple()
        .all(act.tx)
        .await?;
    for (id, unit) in groups {
        for manager in managers_above(act.tx, unit).await? {
            // With the moment: who comes back and leaves again is asked about again.
            let key = format!("{}{manager}:{}", of_group(staff, id), act.now.timestamp());
            let new = NewTask { key, group: Some(id), ..NewTask::default() };
            ask(act, TaskKind::LeaderLeft, manager, act.now + SOON, new).await?;
        }
    }
    Ok(())
}

/// Nobody needs to replace whoever has come back.
pub async fn leader_came_back(act: Act<'_>, staff: StaffId) -> Result<()> {
    answer(act, &of(staff)).await
}

/// Answers what was asked about those who lead the group no more.
pub(super) async fn replaced(act: Act<'_>, id: GroupId, before: &[Leading], after: &[Leading]) -> Result<()> {
    let stays = |staff| after.iter().any(|one| one.staff_id == staff);
    for gone in before.iter().filter(|one| !stays(one.staff_id)) {
        answer(act, &of_group(gone.staff_id, id)).await?;
    }
    Ok(())
}

fn of(staff: StaffId) -> String {
    format!("leader_left:{staff}:")
}

fn of_group(staff: StaffId, group: GroupId) -> String {
    format!("{}{group}:", of(staff))
}

async fn answer(act: Act<'_>, start: &str) -> Result<()> {
    let keys = task::Entity::find().select_only().column(task::Column::Key).filter(task::COLUMN.key.starts_with(start));
    let keys: Vec<String> = keys.into_tuple().all(act.tx).await?;
    done_by_keys(act, &keys).await
}
