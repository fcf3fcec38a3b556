//! The schedule of a group.

use chrono::Datelike;
use entity::group;
use entity::list::Dates;
use sea_orm::{EntityTrait, Set};

use super::standing::raise;
use crate::access::{Act, ReachedGroup};
use crate::error::Result;
use crate::programme::recurrence::Schedule;
use crate::programme::rule::Rule;
use crate::programme::rules::schedule_of_group;

/// Keeps the schedule of a group; whether it is another than the one that stood.
pub async fn set_schedule(act: Act<'_>, group: &ReachedGroup, schedule: Schedule) -> Result<bool> {
    let schedule = Schedule { rrule: with_weekday(&schedule), ..schedule };
    if schedule_of_group(group, act.zone).as_ref() == Some(&schedule) {
        return Ok(false);
    }
    let row = group::ActiveModel {
        id: Set(group.id),
        rrule: Set(Some(schedule.rrule)),
        first_date: Set(Some(schedule.first_date)),
        start_time: Set(Some(schedule.start_time)),
        duration_minutes: Set(schedule.duration_minutes),
        timezone: Set(schedule.timezone.name().to_owned()),
        excluded_dates: Set(Dates(schedule.excluded_dates)),
        extra_dates: Set(Dates(schedule.extra_dates)),
        skip_public_holidays: Set(schedule.skip_public_holidays),
        skip_breaks: Set(schedule.skip_breaks),
        updated_at: Set(act.now),
        ..Default::default()
    };
    group::Entity::update(row).exec(act.tx).await?;
    raise(act, group.id, &[]).await?;
    Ok(true)
}

/// The rule with its weekday named, so that lists can look for it.
fn with_weekday(input: &Schedule) -> String {
    match Rule::parse(&input.rrule).ok().and_then(|rule| rule.weekly()) {
        Some(mut weekly) if weekly.weekdays.is_empty() => {
            weekly.weekdays.push(input.first_date.weekday());
            weekly.text()
        }
        _ => input.rrule.trim().to_owned(),
    }
}
