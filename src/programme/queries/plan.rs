//! What a schedule would make of a group: what changes, skipped days and clashes, without writing anything.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::{approval, group, session};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder};

use super::clash::{ClashRow, Own, breaks_from, clashes};
use crate::error::{Error, Fault, Result};
use crate::programme::change::Rewrite;
use crate::programme::difference::{
    ScheduleDifference, WantedSchedule, differences, is_ahead, is_by_hand, standing_dates,
};
use crate::programme::recurrence::{Schedule, Skipped, plan_beside};
use crate::programme::replanned::Laid;

/// What a schedule makes.
#[derive(Clone, Debug)]
pub struct Preview {
    /// What it changes about single sessions, and what people did to them that stays, in the order of time.
    pub differences: Vec<ScheduleDifference>,
    /// The group's sessions as they stand and as they would stand, these in the order of time.
    pub rows: Rewrite,
    /// Where the hours of the schedule hold.
    pub timezone: Tz,
    /// The dates that fall away.
    pub skipped: Vec<Skipped>,
    /// What the sessions to come run into.
    pub clashes: Vec<ClashRow>,
}

impl Preview {
    /// The same group, with nothing done to it.
    #[must_use]
    pub fn changing_nothing(&self) -> Self {
        let before = self.rows.before.clone();
        Self {
            differences: Vec::new(),
            rows: Rewrite { after: before.clone(), before },
            timezone: self.timezone,
            skipped: Vec::new(),
            clashes: Vec::new(),
        }
    }
}

/// What a schedule would make of the group at this moment; sessions that a calendar has shown keep their rows.
pub async fn preview(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    group: &group::Model,
    schedule: &Schedule,
    is_shown: bool,
) -> Result<Preview> {
    let breaks = breaks_from(db, group.unit_id, schedule.first_date).await?;
    let standing = session::Entity::find().filter(session::COLUMN.group_id.eq(group.id));
    let standing =
        standing.order_by(session::Column::StartsAt, Order::Asc).order_by(session::Column::Number, Order::Asc);
    let standing = standing.all(db).await?;
    let plan = plan_beside(schedule, &breaks, &standing_dates(&standing, now))
        .map_err(|error| Error::Invalid(vec![Fault::of(error.field(), error.code())]))?;
    let asked = WantedSchedule {
        plan: &plan,
        excluded: &schedule.excluded_dates,
        timezone: schedule.timezone,
        venue: group.venue_id,
        now,
        is_first: standing.is_empty(),
    };
    let differences = differences(standing.clone(), asked);
    let laid = Laid { group: group.id, asked, is_seen: is_shown || was_approved(db, group).await? };
    let rows = Rewrite { after: laid.over(standing.clone(), &differences), before: standing };
    let coming = |session: &&session::Model| is_ahead(session, now) && !is_by_hand(session);
    let coming: Vec<&session::Model> = rows.after.iter().filter(coming).collect();
    let clashes = clashes(db, group, &breaks, &coming, Own::Replaced, schedule.timezone).await?;
    Ok(Preview { differences, rows, timezone: schedule.timezone, skipped: plan.skipped, clashes })
}

/// Whether anybody outside may have seen the group's sessions: from its first approval on.
async fn was_approved(db: &impl ConnectionTrait, group: &group::Model) -> Result<bool> {
    if group.status.is_approved() {
        return Ok(true);
    }
    let rounds = approval::Entity::find().filter(approval::COLUMN.group_id.eq(group.id));
    Ok(rounds.filter(approval::COLUMN.approved.eq(true)).count(db).await? > 0)
}
