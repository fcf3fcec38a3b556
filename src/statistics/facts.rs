//! Everything that the indicators of a period are worked out from.

use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

use super::cell_index::CellIndex;
use super::month::Month;
use super::records::{
    BaselineFact, GroupFact, GuestFact, ParticipationFact, RatingFact, ReferralFact, SessionFact, Tally,
};
use crate::local_time;

/// Everything that the indicators read, with the period they are asked for.
///
/// Indicators take from each list the cohort their definition names, so the lists may reach beyond the period.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The first and last day; both on edges of months, since attendance comes by month.
    pub period: RangeInclusive<NaiveDate>,
    /// Sessions that end after it are still ahead.
    pub now: DateTime<Utc>,
    /// The zone of every date.
    pub zone: Tz,
    pub groups: Vec<GroupFact>,
    pub sessions: Vec<SessionFact>,
    pub participations: Vec<ParticipationFact>,
    pub tallies: Vec<Tally>,
    pub guests: Vec<GuestFact>,
    pub referrals: Vec<ReferralFact>,
    pub ratings: Vec<RatingFact>,
    pub baselines: Vec<BaselineFact>,
    /// Clients with address protection.
    pub protected: HashSet<Uuid>,
    /// The cells over the groups and months, numbered when they are first asked for.
    pub index: OnceLock<Arc<CellIndex>>,
}

impl Facts {
    /// The local day of `now`.
    pub fn today(&self) -> NaiveDate {
        local_time::day(self.zone, self.now)
    }

    /// Whether a day lies in the period.
    pub fn covers(&self, date: NaiveDate) -> bool {
        self.period.contains(&date)
    }

    /// Whether a month lies in the period.
    pub fn covers_month(&self, month: Month) -> bool {
        Month::of(*self.period.start()) <= month && month <= Month::of(*self.period.end())
    }

    /// The cells over the groups and months.
    pub fn index(&self) -> &Arc<CellIndex> {
        self.index.get_or_init(|| Arc::new(CellIndex::new(&self.groups, &self.period)))
    }
}
