//! Single sessions: held, counted, and what they are about.

use entity::id::{GroupId, SessionId, StaffId, VenueId};
use entity::state::{GroupStatus, SessionStatus, TaskKind};
use entity::{group, session};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Set};
use serde_json::json;

use super::standing::raise;
use super::who_is_missing::ask_who_is_missing;
use super::{check_step, refs, set_status};
use crate::access::{Act, Locked, ReachedSession, lock_group, reach_own_group};
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Error, OrNotFound, Result};
use crate::programme::queries::who_leads_then;
use crate::programme::rules::{self, SessionInput};
use crate::programme::state::Because;
use crate::task;

/// What is asked about a session until it is held.
const OF_A_SESSION_TO_BE_HELD: [TaskKind; 3] =
    [TaskKind::FillSheet, TaskKind::AccompanySession, TaskKind::SubstituteLeft];

/// Whether the venue to which a session is to go is there.
pub async fn check_venue(tx: &DatabaseTransaction, id: Option<VenueId>) -> Result<()> {
    if refs::venue_exists(tx, id).await? { Ok(()) } else { Err(Error::invalid("venue_id", Code::FaultChoice)) }
}

/// The session and its group, both held until the transaction ends.
async fn lock(act: Act<'_>, id: SessionId) -> Result<(session::Model, Locked<group::Model>)> {
    let found = session::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    let group = lock_group(act, found.group_id).await?;
    // Read again: before the lock another writer may have changed it.
    Ok((session::Entity::find_by_id(id).one(act.tx).await.or_not_found()?, group))
}

/// Notes that a session was held, at its first mark or by its leader's word, which answers what was asked about
/// it; again changes nothing.
pub async fn hold_session(act: Act<'_>, id: SessionId) -> Result<()> {
    let (session, group) = lock(act, id).await?;
    if session.status == SessionStatus::Held {
        return Ok(());
    }
    rules::check_planned(&session)?;
    let row = session::ActiveModel {
        id: Set(id),
        status: Set(SessionStatus::Held),
        held_at: Set(Some(act.now)),
        recorded_at: Set(Some(session.recorded_at.unwrap_or(act.now))),
        changed_at: Set(act.now),
        ..Default::default()
    };
    session::Entity::update(row).exec(act.tx).await?;
    task::done_in_session(act, id, &OF_A_SESSION_TO_BE_HELD).await?;
    raise(act, group.id, &[]).await?;
    audit::changed(act, LoggedChange::of("session.held", "session", id)).await?;
    if group.status == GroupStatus::ConfirmedToRun {
        follow(act.by_system(), group.id, GroupStatus::Running).await?;
    }
    Ok(())
}

/// Takes back that a session was held, of which nothing is recorded any more; a group that began with it has not begun.
pub async fn take_back_hold(act: Act<'_>, id: SessionId) -> Result<()> {
    let (session, group) = lock(act, id).await?;
    let row = session::ActiveModel {
        id: Set(id),
        status: Set(SessionStatus::Planned),
        held_at: Set(None),
        recorded_at: Set(None),
        changed_at: Set(act.now),
        ..Default::default()
    };
    session::Entity::update(row).exec(act.tx).await?;
    raise(act, group.id, &[]).await?;
    let details = json!({ "held_at": session.held_at });
    audit::changed(act, LoggedChange::of("session.hold_taken_back", "session", id).details(details)).await?;
    let held = session::Entity::find()
        .filter(session::COLUMN.group_id.eq(group.id))
        .filter(session::COLUMN.status.eq(SessionStatus::Held));
    if group.status == GroupStatus::Running && held.count(act.tx).await? == 0 {
        follow(act.by_system(), group.id, GroupStatus::ConfirmedToRun).await?;
    }
    Ok(())
}

/// A step of the group that follows from a session by itself.
async fn follow(act: Act<'_>, id: GroupId, to: GroupStatus) -> Result<()> {
    let group = reach_own_group(act, id).await?;
    set_status(act, check_step(act, &group, to, Because::default()).await?).await
}

/// Keeps how many came anonymously to a session.
pub async fn count_heads(act: Act<'_>, id: SessionId, heads: Option<i32>) -> Result<()> {
    let row =
        session::ActiveModel { id: Set(id), head_count: Set(heads), changed_at: Set(act.now), ..Default::default() };
    session::Entity::update(row).exec(act.tx).await?;
    Ok(())
}

/// A session may stand for a cancelled one of its group only.
pub async fn check_replaced(tx: &DatabaseTransaction, group: GroupId, id: SessionId) -> Result<()> {
    let replaced = session::Entity::find_by_id(id).filter(session::COLUMN.group_id.eq(group)).one(tx).await?;
    match replaced {
        Some(session) if session.status == SessionStatus::Cancelled => Ok(()),
        _ => Err(Error::invalid("replaces_id", Code::SessionReplacesCancelled)),
    }
}

/// The highest number that a session of the group has.
pub async fn highest_number(tx: &DatabaseTransaction, group: GroupId) -> Result<i32> {
    let highest: Option<Option<i32>> = session::Entity::find()
        .select_only()
        .column_as(Expr::col(session::Column::Number).max(), "highest")
        .filter(session::COLUMN.group_id.eq(group))
        .into_tuple()
        .one(tx)
        .await?;
    Ok(highest.flatten().unwrap_or(0))
}

/// Whoever would meet the clients of a session without a substitute.
async fn leads_then(tx: &DatabaseTransaction, id: SessionId) -> Result<Option<StaffId>> {
    let leader = session::Entity::find_by_id(id).select_only().expr_as(who_leads_then(), "leader");
    Ok(leader.into_tuple::<Option<StaffId>>().one(tx).await?.flatten())
}

/// Writes what a session is about and who stands in.
pub async fn set_session(
    act: Act<'_>,
    ReachedSession { group, session }: &ReachedSession,
    input: SessionInput,
) -> Result<()> {
    if let Some(new) = input.substitute_id.filter(|_| input.substitute_id != session.substitute_id)
        && refs::leaders(act.tx, &[new]).await?.is_empty()
    {
        return Err(Error::invalid("substitute_id", Code::GroupLeaderRole));
    }
    if input.substitute_id != session.substitute_id {
        if input.substitute_id.is_some() && input.substitute_id == leads_then(act.tx, session.id).await? {
            return Err(Error::invalid("substitute_id", Code::SessionSubstituteSelf));
        }
        task::done_in_session(act, session.id, &[TaskKind::SubstituteLeft]).await?;
    }
    // Who stood in before must see the session leave the calendar.
    raise(act, group.id, &[]).await?;
    let row = session::ActiveModel {
        id: Set(session.id),
        plan: Set(input.plan),
        substitute_id: Set(input.substitute_id),
        without_animal: Set(input.without_animal),
        sequence: Set(session.sequence + i32::from(session.substitute_id != input.substitute_id)),
        changed_at: Set(act.now),
        ..Default::default()
    };
    session::Entity::update(row).exec(act.tx).await?;
    ask_who_is_missing(act, group).await?;
    raise(act, group.id, &[]).await
}
