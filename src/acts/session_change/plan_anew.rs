//! A group's sessions are planned anew: each difference is a move, a cancellation or an addition of that session.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::group;
use entity::id::SessionId;
use sea_orm::ConnectionTrait;

use super::consequences::follow_changes;
use crate::access::{Act, ReachedGroup};
use crate::acts::plan_waits::{round_that_waits, tell_what_waits};
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Error, Result};
use crate::notify::{HowToTell, Told};
use crate::programme::{
    self, AskedSchedule, ClashRow, Divided, GroupInput, Preview, ScheduleDifference, ScheduleInput,
};
use crate::{attendance, calendar};

/// What a schedule makes of a group at once, what of it waits to be approved, and what people have said about the sessions
/// that it touches.
#[derive(Clone, Debug)]
pub struct Foreseen {
    /// The schedule that may stand at once; none where all of it waits.
    pub at_once: Option<ScheduleInput>,
    pub preview: Preview,
    pub waits: Option<Exceeds>,
    /// How many have said not to come to a session that goes to another day or falls away.
    pub absences: HashMap<SessionId, usize>,
}

/// A schedule with more sessions than were approved, and what it would make of the group.
#[derive(Clone, Debug)]
pub struct Exceeds {
    pub asked: AskedSchedule,
    pub preview: Preview,
}

/// What a schedule has made of a group, and who hears of it.
#[derive(Clone, Debug)]
pub struct PlannedAnew {
    pub foreseen: Foreseen,
    pub told: Told,
}

impl Foreseen {
    /// What the sessions to come run into, with those that wait.
    pub fn clashes(&self) -> &[ClashRow] {
        &self.waits.as_ref().map_or(&self.preview, |waits| &waits.preview).clashes
    }

    /// How many have said not to come to the session that a difference is about, and are asked anew.
    pub fn absences_of(&self, difference: &ScheduleDifference) -> usize {
        difference.session().and_then(|session| self.absences.get(&session.id)).copied().unwrap_or(0)
    }
}

/// What a schedule would make of a group, without writing anything.
pub async fn foresee_plan(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    group: &group::Model,
    schedule: &ScheduleInput,
) -> Result<Foreseen> {
    let is_shown = calendar::shows_group(db, group.id).await?;
    let Divided { at_once, preview, waits } = programme::divide(db, now, group, schedule, is_shown).await?;
    let changes = preview.rows.changes();
    let touched =
        changes.iter().filter(|change| change.changes_day(schedule.timezone)).map(programme::SessionChange::id);
    let absences = attendance::told_absences(db, touched.collect()).await?;
    let waits = waits.map(|(asked, preview)| Exceeds { asked, preview });
    Ok(Foreseen { at_once, preview, waits, absences })
}

/// What would stand against a new group and its schedule, without writing anything.
pub async fn foresee_group(act: Act<'_>, input: GroupInput, schedule: &ScheduleInput) -> Result<()> {
    let group = programme::unwritten_group(act, input).await?;
    foresee_plan(act.tx, act.now, &group, schedule).await.map(drop)
}

/// Makes or remakes the sessions still ahead; what is over and what people did to single sessions stays. The same
/// schedule again does nothing at all. Day, hour and place are moves; more sessions than were approved wait beside the group.
pub async fn plan_anew(act: Act<'_>, group: &ReachedGroup, schedule: ScheduleInput) -> Result<PlannedAnew> {
    let id = group.id;
    if group.status.is_over() {
        return Err(Error::conflict(Code::GroupClosed));
    }
    let foreseen = foresee_plan(act.tx, act.now, group, &schedule).await?;
    let waited = round_that_waits(act, id).await?;
    programme::ask_for_sessions(act, group, foreseen.waits.as_ref().map(|waits| waits.asked.clone())).await?;
    let mut told = tell_what_waits(act, id, waited).await?;
    let rows = &foreseen.preview.rows;
    let differs = match foreseen.at_once.clone() {
        Some(at_once) => programme::set_schedule(act, group, at_once).await?,
        None => false,
    };
    if !differs && rows.is_nothing() {
        return Ok(PlannedAnew { foreseen, told });
    }
    let changes = programme::rewrite_sessions(act, group, rows).await?;
    told += follow_changes(act, group, &changes, HowToTell::Messages).await?;
    audit::changed(act, LoggedChange::of("group.scheduled", "group", id)).await?;
    Ok(PlannedAnew { foreseen, told })
}
