//! When a group meets, as it looks to somebody who does not come there yet.

use chrono::{DateTime, Datelike, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;
use entity::{group, session};
use sea_orm::ConnectionTrait;

use super::sessions_ahead;
use crate::error::Result;
use crate::local_time::{wall_time, zone_of};

/// When a group meets next, and on which weekday and at which hour it mostly does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsualTime {
    pub at: DateTime<Utc>,
    weekday: Weekday,
    hour: NaiveTime,
    has_begun: bool,
}

impl UsualTime {
    /// Whether it is another time than it was: of a group that has begun, one session that goes elsewhere is none.
    pub fn differs_from(&self, was: &Self) -> bool {
        if self.has_begun { (self.weekday, self.hour) != (was.weekday, was.hour) } else { self.at != was.at }
    }
}

/// The usual time of these sessions, which are ahead and in the order of time; none of none.
pub fn usual_time(
    group: &group::Model,
    ahead: &[session::Model],
    now: DateTime<Utc>,
    settings: Tz,
) -> Option<UsualTime> {
    let has_begun = group.starts_at.is_some_and(|begins| begins <= now);
    let time = |session: &session::Model| {
        let shown = wall_time(zone_of(&session.timezone, settings), session.starts_at);
        UsualTime { at: session.starts_at, weekday: shown.weekday(), hour: shown.time(), has_begun }
    };
    let times: Vec<UsualTime> = ahead.iter().map(time).collect();
    let like =
        |one: &UsualTime| times.iter().filter(|other| (other.weekday, other.hour) == (one.weekday, one.hour)).count();
    // Of as many, the first.
    let usual = times.iter().rev().max_by_key(|one| (like(one), std::cmp::Reverse(one.at))).copied()?;
    Some(if has_begun { usual } else { UsualTime { at: times.first()?.at, ..usual } })
}

/// When a group meets as its sessions stand.
pub async fn meets_usually(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    group: &group::Model,
    settings: Tz,
) -> Result<Option<UsualTime>> {
    Ok(usual_time(group, &sessions_ahead(db, now, group.id).await?, now, settings))
}
