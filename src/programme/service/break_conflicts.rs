//! Sessions on which a break falls that came after them: their leaders are asked what becomes of each.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveTime, Utc};
use entity::id::{BreakId, GroupId, UnitId};
use entity::state::{SessionStatus, TaskKind};
use entity::{group, session};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait};

use crate::access::Act;
use crate::error::Result;
use crate::local_time;
use crate::people::{unit_and_above, unit_options};
use crate::programme::rules::BreakInput;
use crate::task::{NewTask, ask_again, done_by_start, in_charge};

/// Asks the leader of each group that keeps breaks and has sessions ahead within this one; what was asked about the
/// break before is answered, for it has changed.
pub(super) async fn ask_leaders(act: Act<'_>, id: BreakId, input: &BreakInput) -> Result<()> {
    answer(act, id).await?;
    for (group, first) in groups_within(act, input).await? {
        let Some(leader) = in_charge(act, group).await? else { continue };
        let key = format!("{}{group}:{}:{}", key(id), input.starts_on, input.ends_on);
        let new = NewTask { key, group: Some(group), note: Some(input.name.clone()), ..NewTask::default() };
        ask_again(act, TaskKind::BreakFalls, leader, first, new).await?;
    }
    Ok(())
}

/// Nobody needs to do anything about a break that is gone.
pub(super) async fn answer(act: Act<'_>, id: BreakId) -> Result<()> {
    done_by_start(act, &key(id)).await
}

fn key(id: BreakId) -> String {
    format!("break_falls:{id}:")
}

/// The groups with planned sessions ahead on the days of a break, each with the first of these.
async fn groups_within(act: Act<'_>, input: &BreakInput) -> Result<BTreeMap<GroupId, DateTime<Utc>>> {
    let units = unit_options(act.tx).await?;
    let concerned = |unit: UnitId| input.unit_id.is_none_or(|top| unit_and_above(&units, unit).contains(&top));
    // A day to each side: what counts is the date where the group meets.
    let from = (input.starts_on - Days::new(1)).and_time(NaiveTime::MIN).and_utc().max(act.now);
    let until = (input.ends_on + Days::new(2)).and_time(NaiveTime::MIN).and_utc();
    let rows: Vec<(GroupId, UnitId, DateTime<Utc>, String)> = session::Entity::find()
        .select_only()
        .column(session::Column::GroupId)
        .column(group::Column::UnitId)
        .columns([session::Column::StartsAt, session::Column::Timezone])
        .join(JoinType::InnerJoin, session::Relation::Group.def())
        .filter(group::COLUMN.skip_breaks.eq(true))
        .filter(session::COLUMN.status.eq(SessionStatus::Planned))
        .filter(session::COLUMN.starts_at.gt(from))
        .filter(session::COLUMN.starts_at.lt(until))
        .order_by_asc(session::Column::StartsAt)
        .into_tuple()
        .all(act.tx)
        .await?;
    let mut found = BTreeMap::new();
    for (group, unit, starts_at, zone) in rows {
        let day = local_time::day(local_time::zone_of(&zone, act.zone), starts_at);
        if concerned(unit) && (input.starts_on..=input.ends_on).contains(&day) {
            found.entry(group).or_insert(starts_at);
        }
    }
    Ok(found)
}
