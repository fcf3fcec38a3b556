//! What of a plan is more than was approved: it waits beside the group, and the rest goes through.

use chrono_tz::Tz;
use entity::id::{ApprovalId, GroupId};
use entity::list::Dates;
use entity::pending_change;
use sea_orm::prelude::Date;

use crate::local_time::zone_of;
use crate::programme::recurrence::Schedule;
use crate::programme::rule::{Rule, RuleEnd};

/// The most that a plan may take without asking: what was approved, or what stands where that is more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ceiling {
    pub minutes: i32,
    pub budget_cents: i64,
    /// None where no number of sessions was ever approved.
    pub sessions: Option<i32>,
}

/// What is asked for beyond what was approved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedChange {
    /// Working time in minutes.
    pub planned_minutes: Option<i32>,
    /// Money in cents.
    pub budget_cents: Option<i64>,
    pub schedule: Option<AskedSchedule>,
}

/// A schedule with more sessions than were approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedSchedule {
    pub schedule: Schedule,
    /// How many sessions it gives.
    pub sessions: i32,
}

impl AskedChange {
    /// Whether nothing is asked for.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// What a row asks for.
    pub fn of(row: &pending_change::Model, settings: Tz) -> Self {
        Self {
            planned_minutes: row.planned_minutes,
            budget_cents: row.budget_cents,
            schedule: schedule(row, settings)
                .zip(row.sessions)
                .map(|(schedule, sessions)| AskedSchedule { schedule, sessions }),
        }
    }

    /// The row that asks for it.
    pub fn row(self, approval_id: ApprovalId, group_id: GroupId) -> pending_change::Model {
        let (schedule, sessions) = self.schedule.map(|asked| (asked.schedule, asked.sessions)).unzip();
        let of = schedule.as_ref();
        pending_change::Model {
            approval_id,
            group_id,
            planned_minutes: self.planned_minutes,
            budget_cents: self.budget_cents,
            sessions,
            first_date: of.map(|one| one.first_date),
            start_time: of.map(|one| one.start_time),
            duration_minutes: of.map(|one| one.duration_minutes),
            timezone: of.map(|one| one.timezone.name().to_owned()),
            rrule: of.map(|one| one.rrule.clone()),
            excluded_dates: of.map(|one| Dates(one.excluded_dates.clone())),
            extra_dates: of.map(|one| Dates(one.extra_dates.clone())),
            skip_public_holidays: of.map(|one| one.skip_public_holidays),
            skip_breaks: of.map(|one| one.skip_breaks),
        }
    }
}

fn schedule(row: &pending_change::Model, settings: Tz) -> Option<Schedule> {
    Some(Schedule {
        first_date: row.first_date?,
        start_time: row.start_time?,
        duration_minutes: row.duration_minutes?,
        timezone: zone_of(row.timezone.as_deref()?, settings),
        rrule: row.rrule.clone()?,
        excluded_dates: row.excluded_dates.clone()?.0,
        extra_dates: row.extra_dates.clone()?.0,
        skip_public_holidays: row.skip_public_holidays?,
        skip_breaks: row.skip_breaks?,
    })
}

/// The schedule without the dates that were named beside its rule and don't stand yet.
pub fn without_new_extras(schedule: &Schedule, standing: &[Date]) -> Schedule {
    let mut part = schedule.clone();
    part.extra_dates.retain(|date| standing.contains(date));
    part
}

/// The schedule without its last dates: `kept` are those of its sessions that may stand, in their order, of `all`.
pub fn without_its_last(schedule: &Schedule, kept: &[Date], all: usize) -> Option<Schedule> {
    let rule = Rule::parse(&schedule.rrule).ok()?;
    let end = match rule.end {
        RuleEnd::Count(count) => {
            let count = usize::try_from(count).ok()?.checked_sub(all.checked_sub(kept.len())?)?;
            (count > 0).then(|| format!("COUNT={count}"))?
        }
        RuleEnd::Until(_) => format!("UNTIL={}", kept.last()?.format("%Y%m%d")),
    };
    let is_end = |part: &str| part.starts_with("COUNT=") || part.starts_with("UNTIL=");
    let text = schedule.rrule.to_ascii_uppercase();
    let parts = text.split(';').map(|part| if is_end(part) { &end } else { part });
    let rrule = parts.collect::<Vec<_>>().join(";");
    Some(Schedule { rrule, ..schedule.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schedule(rrule: &str) -> Schedule {
        Schedule {
            first_date: date("2026-10-20"),
            start_time: "13:00".parse().unwrap(),
            duration_minutes: 60,
            timezone: chrono_tz::Europe::Helsinki,
            rrule: rrule.to_owned(),
            excluded_dates: vec![date("2026-10-27")],
            extra_dates: vec![date("2026-12-01"), date("2026-12-02")],
            skip_public_holidays: true,
            skip_breaks: false,
        }
    }

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_asked_for_comes_back_from_its_row() {
        let ids = (ApprovalId(uuid::Uuid::from_u128(1)), GroupId(uuid::Uuid::from_u128(2)));
        let whole = AskedChange {
            planned_minutes: Some(90),
            budget_cents: None,
            schedule: Some(AskedSchedule { schedule: schedule("FREQ=WEEKLY;COUNT=3"), sessions: 5 }),
        };
        for asked in [whole, AskedChange { budget_cents: Some(1), ..AskedChange::default() }, AskedChange::default()] {
            let row = asked.clone().row(ids.0, ids.1);
            assert_eq!(AskedChange::of(&row, chrono_tz::Europe::Stockholm), asked);
        }
    }

    #[test]
    fn a_rule_ends_sooner_by_its_own_kind_of_end() {
        let kept = [date("2026-10-20"), date("2026-11-03")];
        let cut = |rrule: &str| without_its_last(&schedule(rrule), &kept, 5).map(|part| part.rrule);
        assert_eq!(cut("FREQ=WEEKLY;COUNT=4;BYDAY=TU").as_deref(), Some("FREQ=WEEKLY;COUNT=1;BYDAY=TU"));
        assert_eq!(cut("FREQ=WEEKLY;UNTIL=20261231;BYDAY=TU").as_deref(), Some("FREQ=WEEKLY;UNTIL=20261103;BYDAY=TU"));
        assert_eq!(cut("FREQ=WEEKLY;COUNT=3"), None, "a rule without a date is none");
        assert_eq!(cut(""), None, "a single date has no end");
    }

    #[test]
    fn only_extra_days_that_stand_are_kept() {
        let part = without_new_extras(&schedule(""), &[date("2026-12-02")]);
        assert_eq!(part.extra_dates, [date("2026-12-02")]);
    }
}
