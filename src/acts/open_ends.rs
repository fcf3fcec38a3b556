//! The places that stand open after their group has ended: somebody is asked to say how each of them ended.

use chrono::TimeDelta;
use entity::id::GroupId;
use entity::state::{GroupStatus, TaskKind};

use crate::access::Act;
use crate::error::Result;
use crate::referral::{self, waits_for_helper};
use crate::task::{self, NewTask, Whom};
use crate::{enrolment, programme};

/// When the ends are due.
const ENDS_DUE: TimeDelta = TimeDelta::days(7);

/// What keeps a group that has ended from being reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOpen {
    /// Places without an end.
    pub places: u64,
    /// Sessions that are over and of which nothing is recorded.
    pub sheets: u64,
    /// Referrals of which nobody has said what becomes of them.
    pub referrals: u64,
}

impl LeftOpen {
    /// Whether nothing is left.
    pub const fn is_nothing(self) -> bool {
        self.places == 0 && self.sheets == 0 && self.referrals == 0
    }
}

/// What of a group is left open now.
pub async fn left_open(act: Act<'_>, group: GroupId) -> Result<LeftOpen> {
    let places = enrolment::places(act.tx, group).await?.taken;
    let sheets = programme::sheets_missing(act.tx, act.now, group).await?;
    let open = referral::open_in(act.tx, group).await?;
    // The referral of who has a place is open as long as that is.
    let referrals = open.iter().filter(|one| waits_for_helper(GroupStatus::Ended, one.status)).count();
    Ok(LeftOpen { places, sheets, referrals: u64::try_from(referrals).unwrap_or(u64::MAX) })
}

/// Asks who is in charge of a group that has ended to say how each open place ended; again where it was reopened.
pub async fn ask_for_ends(act: Act<'_>, group: GroupId) -> Result<()> {
    if enrolment::places(act.tx, group).await?.taken == 0 {
        return Ok(());
    }
    let about = |_| NewTask { key: format!("end_places:{group}"), group: Some(group), ..NewTask::default() };
    task::ask_whom(act, TaskKind::EndPlaces, Whom::InCharge(group), act.now + ENDS_DUE, about).await
}

/// The task is over with the last open place, by whatever road that ended.
pub async fn close_ends_task(act: Act<'_>, group: GroupId) -> Result<()> {
    if enrolment::places(act.tx, group).await?.taken > 0 {
        return Ok(());
    }
    task::done_in_group(act, group, &[TaskKind::EndPlaces]).await
}
