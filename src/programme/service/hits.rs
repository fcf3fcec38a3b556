//! Sessions against which a break, the end of a season or a closed venue stands: what their leaders were asked about them is
//! answered once none is left, by whatever road.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::id::{GroupId, UnitId, VenueId};
use entity::state::{SessionStatus, TaskKind};
use entity::{group, season, session, task as tasks};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use crate::access::Act;
use crate::error::Result;
use crate::local_time::{anywhere, day, zone_of};
use crate::programme::queries::sessions_ahead;
use crate::task;

/// What is asked about such sessions.
const OF_HITS: [TaskKind; 3] = [TaskKind::BreakFalls, TaskKind::SeasonFalls, TaskKind::VenueClosed];

/// Days from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaySpan {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl DaySpan {
    fn hold(self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

/// A planned session ahead, with what its group says of breaks.
#[derive(Clone, Debug, FromQueryResult)]
pub struct PlannedOn {
    pub group_id: GroupId,
    pub unit_id: UnitId,
    pub skip_breaks: bool,
    pub starts_at: DateTime<Utc>,
    timezone: String,
}

impl PlannedOn {
    /// Whether its day belongs to none of these seasons.
    pub(super) fn is_outside(&self, seasons: &[season::Model], settings: Tz) -> bool {
        !in_any(seasons, day(zone_of(&self.timezone, settings), self.starts_at))
    }
}

/// The planned sessions ahead on these days, in the order of time.
pub(super) async fn planned_on(act: Act<'_>, days: DaySpan) -> Result<Vec<PlannedOn>> {
    // What counts is the date where the group meets.
    let near = anywhere(days.from..=days.to);
    let mut found: Vec<PlannedOn> = session::Entity::find()
        .select_only()
        .columns([session::Column::GroupId, session::Column::StartsAt, session::Column::Timezone])
        .columns([group::Column::UnitId, group::Column::SkipBreaks])
        .join(JoinType::InnerJoin, session::Relation::Group.def())
        .filter(session::COLUMN.status.eq(SessionStatus::Planned))
        .filter(session::COLUMN.starts_at.gt(near.start.max(act.now)))
        .filter(session::COLUMN.starts_at.lt(near.end))
        .order_by_asc(session::Column::StartsAt)
        .into_model()
        .all(act.tx)
        .await?;
    found.retain(|one| days.hold(day(zone_of(&one.timezone, act.zone), one.starts_at)));
    Ok(found)
}

/// What stands against sessions of a group, as its task names it.
enum Against {
    InBreak(DaySpan),
    NoSeason(DaySpan),
    Closed(VenueId),
}

impl Against {
    fn of(task: &tasks::Model) -> Option<Self> {
        let mut parts = task.key.split(':').skip(1);
        if task.kind == TaskKind::VenueClosed {
            return parts.next()?.parse().ok().map(Self::Closed);
        }
        let mut dates = parts.skip(2).filter_map(|date| date.parse().ok());
        let days = DaySpan { from: dates.next()?, to: dates.next()? };
        Some(if task.kind == TaskKind::BreakFalls { Self::InBreak(days) } else { Self::NoSeason(days) })
    }

    fn hits(&self, act: Act<'_>, session: &session::Model, seasons: &[season::Model]) -> bool {
        let on = day(zone_of(&session.timezone, act.zone), session.starts_at);
        match self {
            Self::InBreak(days) => days.hold(on),
            Self::NoSeason(days) => days.hold(on) && !in_any(seasons, on),
            Self::Closed(venue) => session.venue_id == Some(*venue),
        }
    }
}

/// Whether a day belongs to one of these seasons.
fn in_any(seasons: &[season::Model], day: NaiveDate) -> bool {
    seasons.iter().any(|season| (season.starts_on..=season.ends_on).contains(&day))
}

/// The beginning of the names of what is asked about a venue that is closed.
pub fn asked_of_closed(venue: VenueId) -> String {
    format!("venue_closed:{venue}:")
}

/// Answers what was asked about sessions of a group against which nothing stands any more; what is asked about a place goes
/// on to the next session there.
pub async fn close_hit_tasks(act: Act<'_>, group: GroupId) -> Result<()> {
    let open = task::open_in_group(act.tx, group, &OF_HITS).await?;
    if open.is_empty() {
        return Ok(());
    }
    let ahead = sessions_ahead(act.tx, act.now, group).await?;
    let seasons = season::Entity::find().all(act.tx).await?;
    for asked in open {
        let Some(against) = Against::of(&asked) else { continue };
        let is_hit = |row: &&session::Model| row.status == SessionStatus::Planned && against.hits(act, row, &seasons);
        match ahead.iter().find(is_hit) {
            None => task::done_by_key(act, &asked.key).await?,
            Some(first) if asked.session_id.is_some_and(|session| session != first.id) => {
                task::move_to_session(act, &asked.key, first).await?;
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// The same of every group of whose sessions some were outside the seasons.
pub(super) async fn close_season_tasks(act: Act<'_>) -> Result<()> {
    for group in task::groups_asked_about(act.tx, TaskKind::SeasonFalls).await? {
        close_hit_tasks(act, group).await?;
    }
    Ok(())
}
