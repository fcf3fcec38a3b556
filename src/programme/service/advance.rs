//! What time brings: groups begin and end, approvals run late.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{ApprovalId, GroupId, UnitId};
use entity::state::{GroupStatus, SessionStatus, TaskKind};
use entity::{approval, group, session};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait, RelationTrait,
};

use super::late_approval;
use crate::app::App;
use crate::error::Result;
use crate::one_by_one::OneByOne;
use crate::task::{NewTask, Whom, ask_whom};

/// The groups that are confirmed to run and have begun, or that run and are over by their last end; not while a
/// session may still come back that was called off within `undo`. A group that a person has reopened, which takes a
/// reason, ends by the clock only after sessions that it has got since.
pub async fn due_for_step(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    to: GroupStatus,
    undo: TimeDelta,
) -> Result<Vec<GroupId>> {
    let just_off = session::Entity::find()
        .select_only()
        .column(session::Column::GroupId)
        .filter(session::COLUMN.status.eq(SessionStatus::Cancelled))
        .filter(session::COLUMN.changed_at.gt(now - undo));
    let since = Expr::col(group::Column::EndsAt).gt(Expr::col(group::Column::StatusAt));
    let is_new = group::Column::StatusReason.is_null().or(since);
    let over = group::Column::EndsAt.lte(now).and(group::Column::Id.not_in_subquery(just_off.into_query())).and(is_new);
    let (from, due) = match to {
        GroupStatus::Running => (GroupStatus::ConfirmedToRun, group::Column::StartsAt.lte(now)),
        GroupStatus::Ended => (GroupStatus::Running, over),
        _ => return Ok(Vec::new()),
    };
    Ok(group::Entity::find()
        .select_only()
        .column(group::Column::Id)
        .filter(group::COLUMN.status.eq(from))
        .filter(due)
        .into_tuple()
        .all(db)
        .await?)
}

/// Plans that nobody decided on in time become tasks of the managers whose units they belong to.
pub async fn late_approvals(app: &App, now: DateTime<Utc>) -> Result<()> {
    let late: Vec<(ApprovalId, GroupId, UnitId, DateTime<Utc>)> = approval::Entity::find()
        .select_only()
        .column(approval::Column::Id)
        .column(approval::Column::GroupId)
        .column(group::Column::UnitId)
        .column(approval::Column::DueAt)
        .join(JoinType::InnerJoin, approval::Relation::Group.def())
        .filter(approval::COLUMN.decided_at.is_null())
        .filter(approval::COLUMN.due_at.lte(now))
        .into_tuple()
        .all(app.db.read())
        .await?;
    let mut each = OneByOne::at(app, now);
    for (id, group, unit, due) in late {
        each.run(async |act| {
            let about = |manager| NewTask {
                key: format!("{}{manager}", late_approval::key(id)),
                group: Some(group),
                ..NewTask::default()
            };
            ask_whom(act, TaskKind::ApprovalLate, Whom::Managers(unit), due, about).await
        })
        .await;
    }
    each.end()
}
