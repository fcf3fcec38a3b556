//! Published figures, kept until what they count changes: every act leaves a row in the change log, and figures hold as
//! long as no row is added to those that were there.

use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::state::SessionStatus;

use super::facts::Facts;
use super::figure::Figure;
use super::{indicators, queries};
use crate::db::{DatabaseMark, Db};
use crate::error::Result;
use crate::local_time::midnight;

/// Periods kept at a time.
const PERIODS: usize = 6;
/// A change carries the time at which its act began, and may be committed so much later.
const UNDER_WAY: TimeDelta = TimeDelta::minutes(15);

/// The figures of a period, and how long they hold.
struct CachedFigures {
    /// The database when they were last seen to hold.
    mark: Option<DatabaseMark>,
    /// Changes that came after this were counted.
    since: DateTime<Utc>,
    /// So many of them were there.
    changes: u64,
    /// When the figures change without any act.
    holds_until: Option<DateTime<Utc>>,
    figures: Arc<Vec<Figure>>,
}

impl CachedFigures {
    /// Whether nothing that was counted has changed; as long as nothing at all has, nothing is asked.
    async fn holds(&mut self, db: &Db, mark: Option<&DatabaseMark>) -> Result<bool> {
        if mark.is_some() && self.mark.as_ref() == mark {
            return Ok(true);
        }
        let holds = self.changes == queries::changes_since(db.read(), self.since).await?;
        if holds {
            self.mark = mark.cloned();
        }
        Ok(holds)
    }
}

/// The place of one period's figures: whoever comes while they are worked out waits for them.
struct Slot {
    period: RangeInclusive<NaiveDate>,
    page: Arc<tokio::sync::Mutex<Option<CachedFigures>>>,
}

/// The figures of the last periods asked for.
#[derive(Clone, Default)]
pub struct Cache {
    slots: Arc<Mutex<Vec<Slot>>>,
    /// Held while figures are worked out: one period at a time.
    work: Arc<tokio::sync::Mutex<()>>,
}

impl Cache {
    /// The published figures of a period: kept ones when nothing has changed, else worked out anew, once for all who
    /// wait for them.
    pub async fn figures(
        &self,
        db: &Db,
        period: RangeInclusive<NaiveDate>,
        now: DateTime<Utc>,
        zone: Tz,
    ) -> Result<Arc<Vec<Figure>>> {
        let slot = self.slot(&period);
        let mut page = slot.lock().await;
        let mark = db.glance();
        if let Some(page) = page.as_mut()
            && page.holds_until.is_none_or(|until| now < until)
            && page.holds(db, mark.as_ref()).await?
        {
            return Ok(page.figures.clone());
        }
        let _alone = self.work.lock().await;
        let since = now - UNDER_WAY;
        let changes = queries::changes_since(db.read(), since).await?;
        let facts = queries::facts(db.read(), period, now, zone).await?;
        let holds_until = next_turn(&facts);
        let work = tokio::task::spawn_blocking(move || indicators::published(&facts));
        let figures = Arc::new(work.await.context("work out the figures")?);
        *page = Some(CachedFigures { mark, since, changes, holds_until, figures: figures.clone() });
        Ok(figures)
    }

    /// The place of a period, made newest; the oldest one goes.
    fn slot(&self, period: &RangeInclusive<NaiveDate>) -> Arc<tokio::sync::Mutex<Option<CachedFigures>>> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let at = slots.iter().position(|slot| slot.period == *period);
        let slot = at.map(|at| slots.remove(at));
        let slot = slot.unwrap_or_else(|| Slot { period: period.clone(), page: Arc::default() });
        let page = slot.page.clone();
        slots.insert(0, slot);
        slots.truncate(PERIODS);
        page
    }
}

/// When time alone changes the figures: at the end of the next planned session, or when a follow-up falls due.
fn next_turn(facts: &Facts) -> Option<DateTime<Utc>> {
    let planned = facts.sessions.iter().filter(|session| session.status == SessionStatus::Planned);
    let ends = planned.map(|session| session.ends_at);
    let dues = facts.baselines.iter().filter_map(|one| one.follow_up_due_on).map(|due| midnight(facts.zone, due));
    ends.chain(dues).filter(|at| *at > facts.now).min()
}
