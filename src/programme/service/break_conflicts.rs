//! Sessions on which a break falls that came after them: their leaders are asked what becomes of each.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::id::{BreakId, GroupId, UnitId};
use entity::state::TaskKind;

use super::hits::{DaySpan, planned_on};
use crate::access::Act;
use crate::error::Result;
use crate::people::{unit_and_above, unit_options};
use crate::programme::rules::BreakInput;
use crate::task::{NewTask, Whom, ask_whom, done_by_start};

/// Asks the leader of each group that keeps breaks and has sessions ahead within this one; what was asked about the
/// break before is answered, for it has changed.
pub(super) async fn ask_leaders(act: Act<'_>, id: BreakId, input: &BreakInput) -> Result<()> {
    answer(act, id).await?;
    for (group, first) in groups_within(act, input).await? {
        let about = |_| NewTask {
            key: format!("{}{group}:{}:{}", key(id), input.starts_on, input.ends_on),
            group: Some(group),
            note: Some(input.name.clone()),
            ..NewTask::default()
        };
        ask_whom(act, TaskKind::BreakFalls, Whom::InCharge(group), first, about).await?;
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
    let mut found = BTreeMap::new();
    for one in planned_on(act, DaySpan { from: input.starts_on, to: input.ends_on }).await? {
        if one.skip_breaks && concerned(one.unit_id) {
            found.entry(one.group_id).or_insert(one.starts_at);
        }
    }
    Ok(found)
}
