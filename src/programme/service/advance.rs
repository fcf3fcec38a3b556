//! What time does by itself: groups begin and end, approvals run late.

use crate::access::Actor;
use chrono::{DateTime, Utc};
use entity::id::{ApprovalId, GroupId, UnitId};
use entity::state::{GroupStatus, TaskKind};
use entity::{approval, group};
use sea_orm::{ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};

use super::{late_approval, set_status};
use crate::app::App;
use crate::error::{Error, Result};
use crate::people::managers_above;
use crate::programme::state::Because;
use crate::task::{NewTask, ask};

/// Groups confirmed to run are running from their first start, and ended from their last end.
pub async fn advance(app: &App, now: DateTime<Utc>) -> Result<()> {
    for (from, to) in [(GroupStatus::ConfirmedToRun, GroupStatus::Running), (GroupStatus::Running, GroupStatus::Ended)]
    {
        let due = Condition::all().add(match to {
            GroupStatus::Running => group::Column::StartsAt.lte(now),
            _ => group::Column::EndsAt.lte(now),
        });
        let ids: Vec<GroupId> = group::Entity::find()
            .select_only()
            .column(group::Column::Id)
            .filter(group::COLUMN.status.eq(from))
            .filter(due)
            .into_tuple()
            .all(app.db.read())
            .await?;
        for id in ids {
            let step = app.act_at(Actor::System, now, async |act| set_status(act, id, to, Because::default()).await);
            match step.await {
                // Somebody else took the step in between.
                Ok(()) | Err(Error::Conflict(_)) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
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
    if late.is_empty() {
        return Ok(());
    }
    app.act_at(Actor::System, now, async |act| {
        for (id, group, unit, due) in late {
            for manager in managers_above(act.tx, unit).await? {
                let key = format!("{}{manager}", late_approval::key(id));
                let new = NewTask { key, group: Some(group), ..Default::default() };
                ask(act, TaskKind::ApprovalLate, manager, due, new).await?;
            }
        }
        Ok(())
    })
    .await?;
    Ok(())
}
