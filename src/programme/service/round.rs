//! The rounds of approval: a plan, or a change of one, is sent, decided on, or taken back.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{ApprovalId, GroupId, StaffId};
use entity::state::SessionStatus;
use entity::{approval, group, session};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, Set};

use super::late_approval::answer;
use crate::access::Act;
use crate::error::{Error, OrNotFound, Result};
use crate::local_time::midnight;
use crate::programme::queries::last_approved;
use crate::programme::rules::{Ceiling, Reserved};
use crate::random;

/// How long a supervisor has to decide, …
const DUE: TimeDelta = TimeDelta::days(14);
/// … but no longer than until this much before it is decided whether the group runs, or before its first session.
const BEFORE: TimeDelta = TimeDelta::days(2);
/// The least that a supervisor has.
const AT_LEAST: TimeDelta = TimeDelta::days(1);

/// When a plan that is sent now is to be decided.
fn due(act: Act<'_>, group: &group::Model) -> DateTime<Utc> {
    let decided = group.decide_on.map(|day| midnight(act.zone, day));
    let awaited = [decided, group.starts_at].into_iter().flatten().filter(|at| *at > act.now).min();
    let latest = awaited.map_or(act.now + DUE, |at| at - BEFORE);
    latest.clamp(act.now + AT_LEAST, act.now + DUE)
}

/// Sends what a group asks for to its supervisor.
pub(super) async fn open_round(act: Act<'_>, group: &group::Model) -> Result<ApprovalId> {
    open_round_of(act, group, act.who.staff().unwrap_or(group.created_by)).await
}

async fn open_round_of(act: Act<'_>, group: &group::Model, submitted_by: StaffId) -> Result<ApprovalId> {
    let id: ApprovalId = random::id(act.now);
    let row = approval::ActiveModel {
        id: Set(id),
        group_id: Set(group.id),
        submitted_by: Set(submitted_by),
        submitted_at: Set(act.now),
        due_at: Set(due(act, group)),
        decided_by: Set(None),
        decided_at: Set(None),
        approved: Set(None),
        reason: Set(None),
        minutes: Set(None),
        budget_cents: Set(None),
        sessions: Set(None),
    };
    approval::Entity::insert(row).exec_without_returning(act.tx).await?;
    Ok(id)
}

/// Has a round that ended undecided at a moment wait again; whether it did.
pub(super) async fn reopen_round(act: Act<'_>, id: ApprovalId, ended_at: DateTime<Utc>) -> Result<bool> {
    let round = approval::Entity::find_by_id(id).one(act.tx).await?;
    let is_meant = |round: &approval::Model| round.decided_at == Some(ended_at) && round.approved.is_none();
    let Some(round) = round.filter(is_meant) else { return Ok(false) };
    let group = group::Entity::find_by_id(round.group_id).one(act.tx).await.or_not_found()?;
    let row = approval::ActiveModel {
        id: Set(id),
        decided_at: Set(None),
        due_at: Set(round.due_at.max(due(act, &group))),
        ..Default::default()
    };
    approval::Entity::update(row).exec(act.tx).await?;
    Ok(true)
}

/// The round that waits for a decision; a group has one at most.
async fn waiting_round(tx: &DatabaseTransaction, id: GroupId) -> Result<Option<approval::Model>> {
    let waits = approval::Entity::find().filter(approval::COLUMN.group_id.eq(id));
    Ok(waits.filter(approval::COLUMN.decided_at.is_null()).one(tx).await?)
}

/// Decides on the plan of a group: approved as it stands, or sent back for a reason.
pub(super) async fn decide_on_plan(
    act: Act<'_>,
    group: &group::Model,
    approved: bool,
    reason: Option<&str>,
) -> Result<()> {
    let Some(round) = waiting_round(act.tx, group.id).await? else { return Ok(()) };
    let most = Ceiling {
        minutes: group.planned_minutes,
        budget_cents: group.budget_cents,
        sessions: Some(count_planned(act.tx, group.id).await?),
    };
    decide(act, round.id, approved.then_some(most), reason).await
}

/// Reopens what was approved: a round of whoever sent the plan, decided as it begins.
pub(super) async fn reopen_plan(act: Act<'_>, group: &group::Model, reason: Option<&str>) -> Result<()> {
    let by = last_approved(act.tx, group.id).await?.first().map_or(group.created_by, |round| round.submitted_by);
    let id = open_round_of(act, group, by).await?;
    decide(act, id, None, reason).await
}

/// Writes what came of a round: approved with this much, or sent back.
pub(super) async fn decide(act: Act<'_>, id: ApprovalId, most: Option<Ceiling>, reason: Option<&str>) -> Result<()> {
    let row = approval::ActiveModel {
        id: Set(id),
        decided_by: Set(act.who.staff()),
        decided_at: Set(Some(act.now)),
        approved: Set(Some(most.is_some())),
        reason: Set(reason.map(str::to_owned)),
        minutes: Set(most.map(|most| most.minutes)),
        budget_cents: Set(most.map(|most| most.budget_cents)),
        sessions: Set(most.and_then(|most| most.sessions)),
        ..Default::default()
    };
    approval::Entity::update(row).exec(act.tx).await?;
    answer(act, id).await
}

/// Keeps what the supervisor reserves in the round that was approved last.
pub(super) async fn reserve(act: Act<'_>, id: GroupId, reserved: Reserved) -> Result<()> {
    let rounds = last_approved(act.tx, id).await?;
    let row = approval::ActiveModel {
        id: Set(rounds.first().ok_or(Error::NotFound)?.id),
        minutes: Set(Some(reserved.minutes)),
        budget_cents: Set(Some(reserved.budget_cents)),
        ..Default::default()
    };
    approval::Entity::update(row).exec(act.tx).await?;
    Ok(())
}

/// Whether the round that was approved last reserves just this.
pub(super) async fn has_reserved(act: Act<'_>, id: GroupId, reserved: Reserved) -> Result<bool> {
    let this = (Some(reserved.minutes), Some(reserved.budget_cents));
    Ok(last_approved(act.tx, id).await?.iter().any(|round| (round.minutes, round.budget_cents) == this))
}

/// How many sessions the plan has by its rule.
async fn count_planned(tx: &DatabaseTransaction, id: GroupId) -> Result<i32> {
    let sessions = session::Entity::find().filter(session::COLUMN.group_id.eq(id));
    let sessions = sessions
        .filter(session::COLUMN.rule_date.is_not_null())
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled));
    Ok(i32::try_from(sessions.count(tx).await?).unwrap_or(i32::MAX))
}

/// Ends a round that nobody needs to decide any more.
pub(super) async fn close_round(act: Act<'_>, id: GroupId) -> Result<()> {
    let Some(round) = waiting_round(act.tx, id).await? else { return Ok(()) };
    let row = approval::ActiveModel { id: Set(round.id), decided_at: Set(Some(act.now)), ..Default::default() };
    approval::Entity::update(row).exec(act.tx).await?;
    answer(act, round.id).await
}
