//! Leaders who have left: groups that are not over need somebody else.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{GroupId, StaffId};
use entity::state::{GroupStatus, SessionStatus, TaskKind};
use entity::{group, group_leader, session};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};

use super::who_is_missing::ask_who_is_missing;
use crate::access::at_work::leads;
use crate::access::{Act, Locked, lock_group};
use crate::app::App;
use crate::error::Result;
use crate::one_by_one::OneByOne;
use crate::programme::queries::sessions_ahead;
use crate::programme::rules::Leading;
use crate::task::{GroupLeft, NewTask, Whom, ask_whom, done_by_start, leave_group_to_others};

/// How soon somebody else should lead.
const SOON: TimeDelta = TimeDelta::days(3);
/// How long before a session somebody else should stand in.
const BEFORE: TimeDelta = TimeDelta::hours(2);
/// How far back it is looked for parts that are over.
const LOOKED_BACK: TimeDelta = TimeDelta::days(3);

/// The groups that are not over and that the person leads, or stands in for in a session ahead; in the order of their ids.
pub async fn groups_counting_on(db: &impl ConnectionTrait, now: DateTime<Utc>, staff: StaffId) -> Result<Vec<GroupId>> {
    let led = Query::select()
        .column(group_leader::Column::GroupId)
        .from(group_leader::Entity)
        .and_where(group_leader::Column::StaffId.eq(staff))
        .cond_where(leads())
        .take();
    let stood_in = Query::select()
        .column(session::Column::GroupId)
        .from(session::Entity)
        .and_where(session::Column::SubstituteId.eq(staff))
        .and_where(session::Column::Status.eq(SessionStatus::Planned))
        .and_where(session::Column::StartsAt.gt(now))
        .take();
    let whose = Condition::any().add(group::Column::Id.in_subquery(led)).add(group::Column::Id.in_subquery(stood_in));
    Ok(group::Entity::find()
        .select_only()
        .column(group::Column::Id)
        .filter(group::COLUMN.status.is_not_in(GroupStatus::OVER))
        .filter(whose)
        .order_by(group::Column::Id, Order::Asc)
        .into_tuple()
        .all(db)
        .await?)
}

/// Asks who is in charge of a group for somebody else to stand in at each of its coming sessions at which a person who has
/// left was to, before it begins.
pub async fn ask_for_substitutes(act: Act<'_>, group: &Locked<group::Model>, staff: StaffId) -> Result<()> {
    let ahead = sessions_ahead(act.tx, act.now, group.id).await?;
    for session in ahead.iter().filter(|session| session.substitute_id == Some(staff)) {
        let about = |_| NewTask {
            key: format!("{}{}", stood_in(staff), session.id),
            group: Some(group.id),
            session: Some(session.id),
            ..NewTask::default()
        };
        let due = (session.starts_at - BEFORE).max(act.now);
        ask_whom(act, TaskKind::SubstituteLeft, Whom::InCharge(group.id), due, about).await?;
    }
    Ok(())
}

/// Asks the managers of a group for somebody else in the place of a leader who has left, before its next session.
pub async fn ask_to_replace(act: Act<'_>, group: &Locked<group::Model>, staff: StaffId) -> Result<()> {
    let led = group_leader::Entity::find().filter(group_leader::COLUMN.group_id.eq(group.id));
    let led = led.filter(group_leader::COLUMN.staff_id.eq(staff)).filter(leads());
    if led.one(act.tx).await?.is_none() {
        return Ok(());
    }
    let next = sessions_ahead(act.tx, act.now, group.id).await?.first().map(|session| session.starts_at);
    let due = next.map_or(act.now + SOON, |next| next.min(act.now + SOON));
    let about = |manager| NewTask {
        // With the moment: who comes back and leaves again is asked about again.
        key: format!("{}{manager}:{}", of_group(staff, group.id), act.now.timestamp()),
        group: Some(group.id),
        ..NewTask::default()
    };
    ask_whom(act, TaskKind::LeaderLeft, Whom::Managers(group.unit_id), due, about).await
}

/// Nobody needs to replace whoever has come back.
pub async fn leader_came_back(act: Act<'_>, staff: StaffId) -> Result<()> {
    done_by_start(act, &stood_in(staff)).await?;
    done_by_start(act, &of(staff)).await
}

/// Answers what was asked about those who lead the group no more; what they were asked there goes over to who leads it.
/// Where nobody leads from some day on, somebody is to be found.
pub(super) async fn replaced(
    act: Act<'_>,
    group: &Locked<group::Model>,
    before: &[Leading],
    after: &[Leading],
) -> Result<()> {
    let id = group.id;
    let stays = |staff| after.iter().any(|one| one.staff_id == staff);
    for gone in before.iter().filter(|one| !stays(one.staff_id)) {
        done_by_start(act, &of_group(gone.staff_id, id)).await?;
        leave_group_to_others(act, GroupLeft { by: gone.staff_id, group: id }).await?;
    }
    ask_who_is_missing(act, group).await
}

/// What people were asked as leaders of a group goes over to others once their part is over. A job.
pub async fn parts_over(app: &App, now: DateTime<Utc>) -> Result<()> {
    let over = group_leader::Entity::find()
        .filter(group_leader::COLUMN.until_at.lte(now))
        .filter(group_leader::COLUMN.until_at.gt(now - LOOKED_BACK))
        .all(app.db.read())
        .await?;
    let mut each = OneByOne::at(app, now);
    for part in over {
        let left = GroupLeft { by: part.staff_id, group: part.group_id };
        each.run(async |act| {
            lock_group(act, left.group).await?;
            leave_group_to_others(act, left).await
        })
        .await;
    }
    each.end()
}

fn stood_in(staff: StaffId) -> String {
    format!("substitute_left:{staff}:")
}

fn of(staff: StaffId) -> String {
    format!("leader_left:{staff}:")
}

fn of_group(staff: StaffId, group: GroupId) -> String {
    format!("{}{group}:", of(staff))
}
