//! What waits beside groups to be approved, and what was approved already.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::id::{ApprovalId, GroupId, SessionId};
use entity::state::SessionStatus;
use entity::{approval, group, pending_change, session};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
};

use super::plan::{Preview, preview};
use crate::error::{Error, OrNotFound, Result};
use crate::programme::change::{Rewrite, is_on};
use crate::programme::recurrence::Schedule;
use crate::programme::rules::{
    AskedChange, AskedSchedule, Ceiling, schedule_form, schedule_of_group, without_its_last, without_new_extras,
};
use crate::web::form::Form;

/// What of a group is to become more, with what stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct WhatDiffers {
    /// Working time in minutes.
    pub planned_minutes: i32,
    pub asked_minutes: Option<i32>,
    /// Money in cents.
    pub budget_cents: i64,
    pub asked_cents: Option<i64>,
    /// Sessions of the rule that take place.
    pub sessions: i64,
    pub asked_sessions: Option<i32>,
}

impl WhatDiffers {
    /// Adds the columns to a query that joins the group and what waits beside it.
    pub(super) fn columns<E: EntityTrait>(find: Select<E>) -> Select<E> {
        find.column_as(group::Column::PlannedMinutes, "planned_minutes")
            .column_as(pending_change::Column::PlannedMinutes, "asked_minutes")
            .column_as(group::Column::BudgetCents, "budget_cents")
            .column_as(pending_change::Column::BudgetCents, "asked_cents")
            .expr_as(sessions_by_rule(), "sessions")
            .column_as(pending_change::Column::Sessions, "asked_sessions")
    }
}

/// How many sessions the group of the row has by its rule.
fn sessions_by_rule() -> SimpleExpr {
    let count = Query::select()
        .expr(Func::count(Expr::col((session::Entity, session::Column::Id))))
        .from(session::Entity)
        .and_where(Expr::col((session::Entity, session::Column::GroupId)).equals((group::Entity, group::Column::Id)))
        .and_where(session::COLUMN.rule_date.is_not_null())
        .and_where(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .take();
    SimpleExpr::SubQuery(None, Box::new(count.into()))
}

/// What waits beside a group.
pub async fn pending_change(db: &impl ConnectionTrait, group: GroupId) -> Result<Option<pending_change::Model>> {
    let of = pending_change::Entity::find().filter(pending_change::COLUMN.group_id.eq(group));
    Ok(of.filter(in_open_round()).one(db).await?)
}

/// What waited beside a group that is over is kept, should that be taken back.
fn in_open_round() -> SimpleExpr {
    let rounds = approval::Entity::find().select_only().column(approval::Column::Id);
    pending_change::Column::ApprovalId.in_subquery(rounds.filter(approval::COLUMN.decided_at.is_null()).into_query())
}

/// What waits beside each of these groups.
pub(super) async fn pending_of(
    db: &impl ConnectionTrait,
    groups: &[GroupId],
) -> Result<HashMap<GroupId, pending_change::Model>> {
    let within = pending_change::COLUMN.group_id.is_in(groups.iter().copied());
    let rows = pending_change::Entity::find().filter(within).filter(in_open_round()).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.group_id, row)).collect())
}

/// The group whose change was asked for in this round.
pub async fn group_of_change(db: &impl ConnectionTrait, id: ApprovalId) -> Result<GroupId> {
    Ok(approval::Entity::find_by_id(id).one(db).await.or_not_found()?.group_id)
}

/// The most that a group's plan may take without asking; none as long as no plan of it is approved.
pub async fn ceiling(db: &impl ConnectionTrait, group: &group::Model) -> Result<Option<Ceiling>> {
    if !group.status.is_approved() {
        return Ok(None);
    }
    let rounds = last_approved(db, group.id).await?;
    let rounds = || rounds.iter();
    Ok(Some(Ceiling {
        minutes: rounds().filter_map(|round| round.minutes).fold(group.planned_minutes, Ord::max),
        budget_cents: rounds().filter_map(|round| round.budget_cents).fold(group.budget_cents, Ord::max),
        sessions: rounds().filter_map(|round| round.sessions).reduce(Ord::max),
    }))
}

/// What was approved last for a group; more than one round only where they were decided in the same moment.
pub(in crate::programme) async fn last_approved(
    db: &impl ConnectionTrait,
    group: GroupId,
) -> Result<Vec<approval::Model>> {
    let rounds = approval::Entity::find().filter(approval::COLUMN.group_id.eq(group));
    let rounds = rounds.filter(approval::COLUMN.approved.eq(true));
    let mut rounds = rounds.order_by(approval::Column::DecidedAt, Order::Desc).all(db).await?;
    let last = rounds.first().and_then(|round| round.decided_at);
    rounds.retain(|round| round.decided_at == last);
    Ok(rounds)
}

/// The form of a group's schedule: of the one that waits, where one does.
pub async fn schedule_as_asked(db: &impl ConnectionTrait, group: &group::Model, settings: Tz) -> Result<Form> {
    let waits = pending_change(db, group.id).await?.and_then(|row| AskedChange::of(&row, settings).schedule);
    let schedule = waits.map(|asked| asked.schedule).or_else(|| schedule_of_group(group, settings));
    Ok(schedule_form(schedule.as_ref(), settings))
}

/// What a waiting schedule would make of its group by now; none where no schedule waits, or it can't be planned any more.
pub async fn foreseen(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    group: &group::Model,
    asked: &AskedChange,
) -> Result<Option<Preview>> {
    let Some(asked) = &asked.schedule else { return Ok(None) };
    match preview(db, now, group, &asked.schedule, true).await {
        Err(Error::Invalid(_)) => Ok(None),
        preview => preview.map(Some),
    }
}

/// A schedule taken apart into what goes through at once and what waits.
#[derive(Clone, Debug)]
pub struct Divided {
    /// The schedule that may stand at once; none where nothing of it may.
    pub at_once: Option<Schedule>,
    /// What that makes of the group.
    pub preview: Preview,
    /// What has more sessions than were approved, and what it would make of the group.
    pub waits: Option<(AskedSchedule, Preview)>,
}

/// A schedule with more sessions than may stand without asking.
struct Exceeding<'a> {
    group: &'a group::Model,
    schedule: &'a Schedule,
    /// What all of it would make of the group.
    whole: &'a Preview,
    most: usize,
    now: DateTime<Utc>,
    is_shown: bool,
}

/// What of a schedule goes through at once. One with more sessions than were approved waits; what of it needs no approval
/// (day, hour, place) is done at once where that gives each session that stands the same as the whole would.
pub async fn divide(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    group: &group::Model,
    schedule: &Schedule,
    is_shown: bool,
) -> Result<Divided> {
    let whole = preview(db, now, group, schedule, is_shown).await?;
    let (stood, sessions) = (whole.rows.before_by_rule(), whole.rows.after_by_rule());
    let most = ceiling(db, group).await?.map(|ceiling| Ord::max(ceiling.sessions.unwrap_or_default(), stood));
    // A plan that was approved without dates gets its first ones.
    let Some(most) = most.filter(|most| *most > 0 && sessions > *most) else {
        return Ok(Divided { at_once: Some(schedule.clone()), preview: whole, waits: None });
    };
    let most = usize::try_from(most).unwrap_or_default();
    let part = Exceeding { group, schedule, whole: &whole, most, now, is_shown }.part(db).await?;
    let (at_once, preview) = match part {
        Some((schedule, preview)) => (Some(schedule), preview),
        None => (None, whole.changing_nothing()),
    };
    let waits = Some((AskedSchedule { schedule: schedule.clone(), sessions }, whole));
    Ok(Divided { at_once, preview, waits })
}

impl Exceeding<'_> {
    /// The schedule without what is too much: the days named beside the rule that don't stand yet, then the last ones.
    async fn part(&self, db: &impl ConnectionTrait) -> Result<Option<(Schedule, Preview)>> {
        let mut part = without_new_extras(self.schedule, &self.group.extra_dates.0);
        for _ in 0..2 {
            let preview = match preview(db, self.now, self.group, &part, self.is_shown).await {
                // Without those days there is no schedule at all.
                Err(Error::Invalid(_)) => return Ok(None),
                preview => preview?,
            };
            let dates = rule_dates(&preview.rows);
            let Some(kept) = dates.get(..self.most).filter(|_| dates.len() > self.most) else {
                return Ok(self.foretells(&preview.rows).then_some((part, preview)));
            };
            match without_its_last(&part, kept, dates.len()) {
                Some(shorter) => part = shorter,
                None => return Ok(None),
            }
        }
        Ok(None)
    }

    /// Whether the whole would leave every session as this does, and only add others.
    fn foretells(&self, part: &Rewrite) -> bool {
        let whole = &self.whole.rows;
        let stood: HashSet<SessionId> = whole.before.iter().map(|row| row.id).collect();
        let stands = |row: &&session::Model| is_on(row) && stood.contains(&row.id);
        let same = |one: &session::Model, other: &session::Model| {
            (one.starts_at, one.ends_at, one.venue_id) == (other.starts_at, other.ends_at, other.venue_id)
        };
        let kept = whole
            .after
            .iter()
            .filter(stands)
            .all(|row| part.after.iter().any(|other| other.id == row.id && is_on(other) && same(row, other)));
        kept && part
            .after
            .iter()
            .filter(|row| is_on(row))
            .all(|row| whole.after.iter().any(|other| is_on(other) && same(row, other)))
    }
}

/// The dates of the rule that have a session, in their order.
fn rule_dates(rows: &Rewrite) -> Vec<NaiveDate> {
    let mut dates: Vec<NaiveDate> =
        rows.after.iter().filter(|row| is_on(row)).filter_map(|row| row.rule_date).collect();
    dates.sort_unstable();
    dates
}
