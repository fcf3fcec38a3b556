//! Sessions that a season which got shorter leaves outside: their leaders are asked what becomes of each.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::GroupId;
use entity::season;
use entity::state::TaskKind;
use sea_orm::EntityTrait;

use super::hits::{DaySpan, planned_on};
use crate::access::Act;
use crate::error::Result;
use crate::programme::rules::SeasonInput;
use crate::task::{NewTask, Whom, ask_whom};

/// Asks the leader of each group that has sessions ahead on days which the season has lost.
pub(super) async fn ask_leaders(act: Act<'_>, before: &season::Model, after: &SeasonInput) -> Result<()> {
    for days in lost(before, after) {
        for (group, first) in groups_outside(act, days).await? {
            let about = |_| NewTask {
                key: format!("season_falls:{}:{group}:{}:{}", before.id, days.from, days.to),
                group: Some(group),
                note: Some(after.name.clone()),
                ..NewTask::default()
            };
            ask_whom(act, TaskKind::SeasonFalls, Whom::InCharge(group), first, about).await?;
        }
    }
    Ok(())
}

/// The days that a season had and has no more, at its beginning and at its end.
fn lost(before: &season::Model, after: &SeasonInput) -> Vec<DaySpan> {
    let day_before = |day: NaiveDate| day.pred_opt().unwrap_or(day);
    let day_after = |day: NaiveDate| day.succ_opt().unwrap_or(day);
    let first = DaySpan { from: before.starts_on, to: before.ends_on.min(day_before(after.starts_on)) };
    let last = DaySpan { from: before.starts_on.max(day_after(after.ends_on)), to: before.ends_on };
    [first, last].into_iter().filter(|days| days.from <= days.to).collect()
}

/// The groups with planned sessions ahead on these days that belong to no season, each with the first of these.
async fn groups_outside(act: Act<'_>, days: DaySpan) -> Result<BTreeMap<GroupId, DateTime<Utc>>> {
    let seasons = season::Entity::find().all(act.tx).await?;
    let mut found = BTreeMap::new();
    for one in planned_on(act, days).await?.into_iter().filter(|one| one.is_outside(&seasons, act.zone)) {
        found.entry(one.group_id).or_insert(one.starts_at);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(date: &str) -> NaiveDate {
        date.parse().unwrap()
    }

    #[test]
    fn a_season_loses_days_at_its_beginning_and_at_its_end_and_all_when_it_goes_elsewhere() {
        let before = season::Model {
            id: entity::id::SeasonId(uuid()),
            name: "Autumn".into(),
            starts_on: day("2026-09-01"),
            ends_on: day("2026-12-31"),
        };
        let lost = |from: &str, to: &str| {
            let after = SeasonInput { name: "Autumn".into(), starts_on: day(from), ends_on: day(to) };
            lost(&before, &after).iter().map(|days| format!("{} {}", days.from, days.to)).collect::<Vec<_>>()
        };
        assert_eq!(lost("2026-09-01", "2026-12-31"), [""; 0]);
        assert_eq!(lost("2026-08-01", "2027-01-31"), [""; 0], "a longer one loses none");
        assert_eq!(lost("2026-09-15", "2026-12-11"), ["2026-09-01 2026-09-14", "2026-12-12 2026-12-31"]);
        assert_eq!(lost("2027-02-01", "2027-03-01"), ["2026-09-01 2026-12-31"]);
    }

    fn uuid() -> sea_orm::prelude::Uuid {
        sea_orm::prelude::Uuid::nil()
    }
}
