//! Single sessions: added, moved, cancelled, held.

use chrono::{DateTime, Utc};
use entity::id::{GroupId, SessionId};
use entity::state::{CancelCode, GroupStatus, SessionStatus};
use entity::{group, session};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, Set};

use super::{keep_span, raise, refs, set_status};
use crate::access::{Act, Locked, lock_group};
use crate::audit::{self, Change};
use crate::error::{Code, Error, OrNotFound, Result};
use crate::programme::rules::{self, ExtraSession, Move, SessionInput};
use crate::programme::state::Because;
use crate::random;

/// The session and its group, both held until the transaction ends.
async fn lock(act: Act<'_>, id: SessionId) -> Result<(session::Model, Locked<group::Model>)> {
    let found = session::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    let group = lock_group(act, found.group_id).await?;
    // Read again: before the lock another writer may have changed it.
    Ok((session::Entity::find_by_id(id).one(act.tx).await.or_not_found()?, group))
}

fn check_planned(session: &session::Model) -> Result<()> {
    match session.status {
        SessionStatus::Planned => Ok(()),
        SessionStatus::Held => Err(Error::conflict(Code::SessionHeldAlready)),
        SessionStatus::Cancelled => Err(Error::conflict(Code::SessionCancelledAlready)),
    }
}

/// Cancels one planned session; its number and address stay, so every calendar follows.
pub async fn cancel_session(act: Act<'_>, id: SessionId, (code, note): (CancelCode, Option<String>)) -> Result<()> {
    let (session, group) = lock(act, id).await?;
    check_planned(&session)?;
    let row = session::ActiveModel {
        id: Set(id),
        status: Set(SessionStatus::Cancelled),
        cancel_code: Set(Some(code)),
        cancel_note: Set(note),
        sequence: Set(session.sequence + 1),
        changed_at: Set(act.now),
        ..Default::default()
    };
    session::Entity::update(row).exec(act.tx).await?;
    keep_span(act.tx, group.id).await?;
    raise(act, group.id, &[]).await?;
    let change = Change::of("session.cancelled", "session", id).details(serde_json::json!({"code": code}));
    audit::changed(act, change).await
}

/// Moves one planned session to another time or venue; row, number and address stay.
pub async fn move_session(act: Act<'_>, id: SessionId, to: Move) -> Result<()> {
    let (session, group) = lock(act, id).await?;
    check_planned(&session)?;
    let ends_at = to.ends_at.unwrap_or(to.starts_at + (session.ends_at - session.starts_at));
    rules::check_span(to.starts_at, ends_at)?;
    if !refs::venue_exists(act.tx, to.venue_id).await? {
        return Err(Error::invalid("venue_id", Code::FaultChoice));
    }
    let venue_id = to.venue_id.or(session.venue_id);
    let row = session::ActiveModel {
        id: Set(id),
        starts_at: Set(to.starts_at),
        ends_at: Set(ends_at),
        venue_id: Set(venue_id),
        moved: Set(true),
        sequence: Set(session.sequence + 1),
        changed_at: Set(act.now),
        ..Default::default()
    };
    session::Entity::update(row).exec(act.tx).await?;
    keep_span(act.tx, group.id).await?;
    raise(act, group.id, &[session.venue_id]).await?;
    audit::changed(act, Change::of("session.moved", "session", id)).await
}

/// Notes that a session was held, at its first mark or by its leader's word; again changes nothing.
pub async fn hold_session(act: Act<'_>, id: SessionId) -> Result<()> {
    let (session, group) = lock(act, id).await?;
    if session.status == SessionStatus::Held {
        return Ok(());
    }
    check_planned(&session)?;
    let row = session::ActiveModel {
        id: Set(id),
        status: Set(SessionStatus::Held),
        held_at: Set(Some(act.now)),
        recorded_at: Set(Some(session.recorded_at.unwrap_or(act.now))),
        changed_at: Set(act.now),
        ..Default::default()
    };
    session::Entity::update(row).exec(act.tx).await?;
    raise(act, group.id, &[]).await?;
    audit::changed(act, Change::of("session.held", "session", id)).await?;
    if group.status == GroupStatus::ConfirmedToRun {
        set_status(act.by_system(), group.id, GroupStatus::Running, Because::default()).await?;
    }
    Ok(())
}

/// Keeps how many came anonymously to a session.
pub async fn count_heads(act: Act<'_>, id: SessionId, heads: Option<i32>) -> Result<()> {
    let row =
        session::ActiveModel { id: Set(id), head_count: Set(heads), changed_at: Set(act.now), ..Default::default() };
    session::Entity::update(row).exec(act.tx).await?;
    Ok(())
}

/// Adds one session to a group, on its own or in place of a cancelled one.
pub async fn add_session(act: Act<'_>, (group_id, input): (GroupId, ExtraSession)) -> Result<SessionId> {
    let group = lock_group(act, group_id).await?;
    if matches!(group.status, GroupStatus::Reported | GroupStatus::Archived | GroupStatus::Cancelled) {
        return Err(Error::conflict(Code::GroupClosed));
    }
    rules::check_span(input.starts_at, input.ends_at)?;
    if !refs::venue_exists(act.tx, input.venue_id).await? {
        return Err(Error::invalid("venue_id", Code::FaultChoice));
    }
    if let Some(replaced) = input.replaces_id {
        check_replaced(act.tx, group_id, replaced).await?;
    }
    let id = random::id(act.now);
    let row = session::ActiveModel {
        id: Set(id),
        number: Set(highest_number(act.tx, group_id).await? + 1),
        plan: Set(input.plan),
        replaces_id: Set(input.replaces_id),
        venue_id: Set(input.venue_id.or(group.venue_id)),
        ..blank(&group, act.now, (input.starts_at, input.ends_at))
    };
    session::Entity::insert(row).exec_without_returning(act.tx).await?;
    keep_span(act.tx, group_id).await?;
    raise(act, group_id, &[]).await?;
    audit::changed(act, Change::of("session.added", "session", id)).await?;
    Ok(id)
}

/// A planned session of a group, to be given an id and a number.
pub(super) fn blank(
    group: &group::Model,
    now: DateTime<Utc>,
    (starts_at, ends_at): (DateTime<Utc>, DateTime<Utc>),
) -> session::ActiveModel {
    session::ActiveModel {
        group_id: Set(group.id),
        starts_at: Set(starts_at),
        ends_at: Set(ends_at),
        timezone: Set(group.timezone.clone()),
        venue_id: Set(group.venue_id),
        status: Set(SessionStatus::Planned),
        moved: Set(false),
        without_animal: Set(false),
        sequence: Set(0),
        changed_at: Set(now),
        created_at: Set(now),
        ..Default::default()
    }
}

async fn check_replaced(tx: &DatabaseTransaction, group: GroupId, id: SessionId) -> Result<()> {
    let replaced = session::Entity::find_by_id(id).filter(session::COLUMN.group_id.eq(group)).one(tx).await?;
    match replaced {
        Some(session) if session.status == SessionStatus::Cancelled => Ok(()),
        _ => Err(Error::invalid("replaces_id", Code::SessionReplacesCancelled)),
    }
}

async fn highest_number(tx: &DatabaseTransaction, group: GroupId) -> Result<i32> {
    let highest: Option<Option<i32>> = session::Entity::find()
        .select_only()
        .column_as(Expr::col(session::Column::Number).max(), "highest")
        .filter(session::COLUMN.group_id.eq(group))
        .into_tuple()
        .one(tx)
        .await?;
    Ok(highest.flatten().unwrap_or(0))
}

/// Changes what a session is about and who stands in, not when it is: that is a move.
pub async fn update_session(act: Act<'_>, (id, input): (SessionId, SessionInput)) -> Result<()> {
    let (session, group) = lock(act, id).await?;
    if let Some(new) = input.substitute_id.filter(|_| input.substitute_id != session.substitute_id)
        && refs::leaders(act.tx, &[new]).await?.is_empty()
    {
        return Err(Error::invalid("substitute_id", Code::GroupLeaderRole));
    }
    // Who stood in before must see the session leave the calendar.
    raise(act, group.id, &[]).await?;
    let row = session::ActiveModel {
        id: Set(id),
        plan: Set(input.plan),
        substitute_id: Set(input.substitute_id),
        without_animal: Set(input.without_animal),
        sequence: Set(session.sequence + i32::from(session.substitute_id != input.substitute_id)),
        changed_at: Set(act.now),
        ..Default::default()
    };
    session::Entity::update(row).exec(act.tx).await?;
    raise(act, group.id, &[]).await?;
    audit::changed(act, Change::of("session.updated", "session", id)).await
}
