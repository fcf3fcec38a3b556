//! What waits beside a group until its supervisor has decided; the group goes on as it was approved.

use chrono::{DateTime, Utc};
use entity::id::{ApprovalId, GroupId, StaffId};
use entity::state::TaskKind;
use entity::{approval, group, pending_change};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};

use super::round::{close_round, decide, open_round, reopen_round};
use super::standing::raise;
use crate::access::{Act, ReachedGroup};
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Error, OrNotFound, Result};
use crate::programme::queries::{ceiling, pending_change};
use crate::programme::rules::{AskedChange, AskedSchedule};
use crate::task;

/// A change of a group that waits in a round.
struct WaitingChange {
    row: pending_change::Model,
    asked: AskedChange,
}

/// Asks for more money or working time than was approved, or for none of it any more.
pub(super) async fn ask_for_cost(act: Act<'_>, group: &ReachedGroup, cost: AskedChange) -> Result<()> {
    let stands = standing(act, group.id).await?.map(|waits| waits.asked).unwrap_or_default();
    ask(act, group, AskedChange { schedule: stands.schedule, ..cost }).await
}

/// Asks for more sessions than were approved, or for none any more.
pub async fn ask_for_sessions(act: Act<'_>, group: &ReachedGroup, schedule: Option<AskedSchedule>) -> Result<()> {
    let stands = standing(act, group.id).await?.map(|waits| waits.asked).unwrap_or_default();
    ask(act, group, AskedChange { schedule, ..stands }).await
}

/// Another change than waited goes to the supervisor anew, so that nobody approves what they didn't see.
async fn ask(act: Act<'_>, group: &ReachedGroup, asked: AskedChange) -> Result<()> {
    let stands = standing(act, group.id).await?;
    if stands.as_ref().map_or(&AskedChange::default(), |waits| &waits.asked) == &asked {
        return Ok(());
    }
    drop_change(act, group.id).await?;
    if asked.is_nothing() {
        return Ok(());
    }
    task::done_in_group(act, group.id, &[TaskKind::ChangeReturned]).await?;
    let id = open_round(act, group).await?;
    let row = pending_change::ActiveModel::from(asked.row(id, group.id)).reset_all();
    pending_change::Entity::insert(row).exec_without_returning(act.tx).await?;
    audit::changed(act, LoggedChange::of("group.change_asked", "group", group.id)).await
}

/// Takes back what waits beside a group, if anything does, and what waited until it was over.
pub(super) async fn drop_change(act: Act<'_>, group: GroupId) -> Result<()> {
    let waits = pending_change(act.tx, group).await?.is_some();
    let gone = pending_change::Entity::delete_many().filter(pending_change::COLUMN.group_id.eq(group));
    gone.exec(act.tx).await?;
    if !waits {
        return Ok(());
    }
    close_round(act, group).await?;
    audit::changed(act, LoggedChange::of("group.change_withdrawn", "group", group)).await
}

/// What waits beside a group waits no more, as long as the group is over.
pub(super) async fn shelve_change(act: Act<'_>, group: GroupId) -> Result<()> {
    if pending_change(act.tx, group).await?.is_none() {
        return Ok(());
    }
    close_round(act, group).await?;
    audit::changed(act, LoggedChange::of("group.change_withdrawn", "group", group)).await
}

/// What waited beside a group until it was over at a moment waits again.
pub async fn set_change_waiting(act: Act<'_>, group: &ReachedGroup, over_at: DateTime<Utc>) -> Result<()> {
    let id = group.id;
    let shelved = pending_change::Entity::find().filter(pending_change::COLUMN.group_id.eq(id)).one(act.tx).await?;
    let Some(shelved) = shelved else { return Ok(()) };
    if reopen_round(act, shelved.approval_id, over_at).await? {
        audit::changed(act, LoggedChange::of("group.change_asked", "group", id)).await?;
    }
    Ok(())
}

/// Approves a change: its money and working time stand, and the schedule that is still to be planned is answered. Nothing is
/// answered of one that was approved before.
pub async fn set_change_approved(act: Act<'_>, group: &ReachedGroup, id: ApprovalId) -> Result<Option<AskedChange>> {
    let Some(WaitingChange { asked, .. }) = in_round(act, group.id, id, Some(true)).await? else { return Ok(None) };
    let Some(mut most) = ceiling(act.tx, group).await? else { return Err(Error::conflict(Code::ChangeOver)) };
    most.minutes = asked.planned_minutes.unwrap_or(most.minutes);
    most.budget_cents = asked.budget_cents.unwrap_or(most.budget_cents);
    most.sessions = asked.schedule.as_ref().map(|asked| asked.sessions).or(most.sessions);
    delete(act.tx, id).await?;
    decide(act, id, Some(most), None).await?;
    let row = group::ActiveModel {
        id: Set(group.id),
        planned_minutes: Set(asked.planned_minutes.unwrap_or(group.planned_minutes)),
        budget_cents: Set(asked.budget_cents.unwrap_or(group.budget_cents)),
        updated_at: Set(act.now),
        ..Default::default()
    };
    group::Entity::update(row).exec(act.tx).await?;
    raise(act, group.id, &[]).await?;
    audit::changed(act, LoggedChange::of("group.change_approved", "group", group.id)).await?;
    Ok(Some(asked))
}

/// Sends a change back; answers who asked for it, and nobody where it had been sent back before.
pub async fn set_change_returned(
    act: Act<'_>,
    group: &ReachedGroup,
    id: ApprovalId,
    reason: &str,
) -> Result<Option<StaffId>> {
    if in_round(act, group.id, id, Some(false)).await?.is_none() {
        return Ok(None);
    }
    delete(act.tx, id).await?;
    decide(act, id, None, Some(reason)).await?;
    audit::changed(act, LoggedChange::of("group.change_returned", "group", group.id)).await?;
    Ok(approval::Entity::find_by_id(id).one(act.tx).await?.map(|round| round.submitted_by))
}

/// Takes back the change that waits in a round; nothing where it was taken back before.
pub async fn set_change_withdrawn(act: Act<'_>, group: &ReachedGroup, id: ApprovalId) -> Result<()> {
    match in_round(act, group.id, id, None).await? {
        Some(_) => drop_change(act, group.id).await,
        None => Ok(()),
    }
}

async fn standing(act: Act<'_>, group: GroupId) -> Result<Option<WaitingChange>> {
    let row = pending_change(act.tx, group).await?;
    Ok(row.map(|row| WaitingChange { asked: AskedChange::of(&row, act.zone), row }))
}

/// What waits in a round; nothing where the round has come to the same already.
async fn in_round(act: Act<'_>, group: GroupId, id: ApprovalId, to: Option<bool>) -> Result<Option<WaitingChange>> {
    if let Some(waits) = standing(act, group).await?.filter(|waits| waits.row.approval_id == id) {
        return Ok(Some(waits));
    }
    let round = approval::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    if round.decided_at.is_some() && round.approved == to { Ok(None) } else { Err(Error::conflict(Code::ChangeOver)) }
}

async fn delete(tx: &DatabaseTransaction, id: ApprovalId) -> Result<()> {
    pending_change::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}
