//! The steps of a group's life, and the approval rounds that go with them.

use chrono::{DateTime, Utc};
use entity::id::{GroupId, StaffId};
use entity::state::{CancelCode, GroupStatus, Role, SessionStatus, TaskKind};
use entity::{group, session, staff_role};
use sea_orm::ActiveValue::NotSet;
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Set};
use serde_json::json;

use super::pending::{drop_change, shelve_change};
use super::round::{close_round, decide_on_plan, has_reserved, open_round, reopen_plan, reserve};
use super::standing::raise;
use crate::access::{Act, ReachedGroup};
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Error, Fault, Result};
use crate::programme::queries;
use crate::programme::rules::Reserved;
use crate::programme::state::{self, Because, GroupRefusal, Mover};
use crate::task;

/// A step of a group's life that may be taken. Only [`check_step`] makes one, so that nothing is written that was not
/// checked.
#[must_use]
pub struct CheckedStep<'a> {
    group: &'a ReachedGroup,
    to: GroupStatus,
    because: Because<'a>,
}

/// Refuses a step of a group's life that may not be taken: by a person for the roles held, by anyone else as by the program
/// itself.
pub async fn check_step<'a>(
    act: Act<'_>,
    group: &'a ReachedGroup,
    to: GroupStatus,
    because: Because<'a>,
) -> Result<CheckedStep<'a>> {
    let roles = match act.who.staff() {
        Some(staff) => roles_of(act.tx, staff).await?,
        None => Vec::new(),
    };
    let mover = if act.who.staff().is_some() { Mover::Staff(&roles) } else { Mover::System };
    state::check(group.status, to, mover, because).map_err(|refusal| refused(&refusal))?;
    Ok(CheckedStep { group, to, because })
}

/// Approves a plan with the hours and the budget that the supervisor reserves for it; answers whether it was not approved so
/// before.
pub async fn set_approved(act: Act<'_>, group: &ReachedGroup, reserved: Reserved) -> Result<bool> {
    if group.status == GroupStatus::Approved && has_reserved(act, group.id, reserved).await? {
        return Ok(false);
    }
    set_status(act, check_step(act, group, GroupStatus::Approved, Because::default()).await?).await?;
    reserve(act, group.id, reserved).await?;
    Ok(true)
}

/// Takes back that a group was ended before its time: it runs again, and its sessions take place. Answers these as they were
/// called off.
pub async fn set_end_undone(act: Act<'_>, group: &ReachedGroup) -> Result<Vec<session::Model>> {
    let off = queries::sessions_ended(act.tx, group).await?;
    if off.is_empty() || !state::is_just_ended(group, act.now) {
        return Err(Error::conflict(Code::GroupStepReopenLate));
    }
    session::Entity::update_many()
        .col_expr(session::Column::Status, Expr::value(SessionStatus::Planned))
        .col_expr(session::Column::CancelCode, Expr::value(Option::<CancelCode>::None))
        .col_expr(session::Column::Sequence, Expr::col(session::Column::Sequence).add(1))
        .col_expr(session::Column::ChangedAt, Expr::value(act.now))
        .filter(session::COLUMN.id.is_in(off.iter().map(|session| session.id)))
        .exec(act.tx)
        .await?;
    let row = group::ActiveModel {
        id: Set(group.id),
        status: Set(GroupStatus::Running),
        status_at: Set(act.now),
        status_reason: Set(None),
        updated_at: Set(act.now),
        ..Default::default()
    };
    group::Entity::update(row).exec(act.tx).await?;
    raise(act, group.id, &[]).await?;
    let codes = json!({"from": group.status, "to": GroupStatus::Running});
    audit::changed(act, LoggedChange::of("group.step", "group", group.id).details(codes)).await?;
    Ok(off)
}

/// Takes a step of a group's life, with what belongs to it.
pub async fn set_status(act: Act<'_>, CheckedStep { group, to, because }: CheckedStep<'_>) -> Result<()> {
    match to {
        GroupStatus::Submitted => {
            open_round(act, group).await?;
        }
        GroupStatus::Returned if group.status.is_approved() => {
            drop_change(act, group.id).await?;
            reopen_plan(act, group, because.reason).await?;
        }
        GroupStatus::Approved | GroupStatus::Returned => {
            decide_on_plan(act, group, to == GroupStatus::Approved, because.reason).await?;
        }
        GroupStatus::Draft => close_round(act, group.id).await?,
        GroupStatus::Cancelled => {
            shelve_change(act, group.id).await?;
            close_round(act, group.id).await?;
            cancel_sessions(act, group.id, None, because.code.unwrap_or(CancelCode::Other)).await?;
        }
        // What was not recorded yet is over and stays; what is ahead of an early end does not happen.
        GroupStatus::Ended => {
            shelve_change(act, group.id).await?;
            cancel_sessions(act, group.id, Some(act.now), CancelCode::Other).await?;
        }
        GroupStatus::Archived => drop_change(act, group.id).await?,
        // Nobody fills what has begun.
        GroupStatus::Running => task::done_in_group(act, group.id, &[TaskKind::LowFill]).await?,
        _ => {}
    }
    let row = group::ActiveModel {
        id: Set(group.id),
        status: Set(to),
        status_at: Set(act.now),
        status_reason: Set(because.reason.map(str::to_owned)),
        cancel_code: Set(because.code.filter(|_| to == GroupStatus::Cancelled)),
        published_at: Set(group.published_at.or((to == GroupStatus::Recruiting).then_some(act.now))),
        intake_closed_at: if group.status == GroupStatus::Approved { Set(None) } else { NotSet },
        updated_at: Set(act.now),
        ..Default::default()
    };
    group::Entity::update(row).exec(act.tx).await?;
    raise(act, group.id, &[]).await?;
    let codes = json!({"from": group.status, "to": to, "code": because.code});
    audit::changed(act, LoggedChange::of("group.step", "group", group.id).details(codes)).await
}

fn refused(refusal: &GroupRefusal) -> Error {
    match refusal {
        GroupRefusal::NotFrom { allowed: [], .. } => Error::conflict(Code::GroupStepNone),
        GroupRefusal::NotFrom { allowed, .. } => {
            let codes = allowed.iter().map(|status| status.code()).collect::<Vec<_>>().join(", ");
            Error::Conflict(Fault::of("to", refusal.code()).with("allowed", codes))
        }
        GroupRefusal::NotYours { .. } => Error::Forbidden,
        GroupRefusal::ReasonMissing => Error::invalid("reason", refusal.code()),
        GroupRefusal::CodeMissing => Error::invalid("code", refusal.code()),
    }
}

async fn roles_of(tx: &DatabaseTransaction, staff: StaffId) -> Result<Vec<Role>> {
    let find = staff_role::Entity::find().select_only().column(staff_role::Column::Role);
    Ok(find.filter(staff_role::COLUMN.staff_id.eq(staff)).into_tuple().all(tx).await?)
}

/// Somebody was marked before the session began.
fn is_held_ahead(now: DateTime<Utc>) -> SimpleExpr {
    session::Column::Status.eq(SessionStatus::Held).and(session::Column::StartsAt.gt(now))
}

/// A cancelled group has no planned sessions, one that ended none after that moment.
async fn cancel_sessions(act: Act<'_>, id: GroupId, after: Option<DateTime<Utc>>, code: CancelCode) -> Result<()> {
    session::Entity::update_many()
        .apply_if(after, |update, after| update.filter(session::Column::StartsAt.gt(after)))
        .col_expr(session::Column::Status, Expr::value(SessionStatus::Cancelled))
        .col_expr(session::Column::CancelCode, Expr::value(code))
        .col_expr(session::Column::HeldAt, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(session::Column::RecordedAt, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(session::Column::Sequence, Expr::col(session::Column::Sequence).add(1))
        .col_expr(session::Column::ChangedAt, Expr::value(act.now))
        .filter(session::Column::GroupId.eq(id))
        .filter(session::Column::Status.eq(SessionStatus::Planned).or(is_held_ahead(act.now)))
        .exec(act.tx)
        .await?;
    Ok(())
}
