//! A single session as it was typed or sent.

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::id::{SessionId, StaffId, VenueId};
use entity::state::{CancelCode, SessionStatus};
use entity::{group, session};

use crate::access::Act;
use crate::error::{Code, Error, Result};
use crate::local_time::{instant, wall_time, zone_of};
use crate::programme::replanned::planned;
use crate::web::form::{Form, TEXT};

/// Where and when a session goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The new start.
    pub starts_at: DateTime<Utc>,
    /// The new end; none keeps the length.
    pub ends_at: Option<DateTime<Utc>>,
    /// The new venue; none keeps the venue.
    pub venue_id: Option<VenueId>,
}

/// A session beside those of the schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraSession {
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Where it is; none is the group's venue.
    pub venue_id: Option<VenueId>,
    /// What is to be done in it.
    pub plan: Option<String>,
    /// The cancelled session that it stands for.
    pub replaces_id: Option<SessionId>,
}

/// Why people call a session off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalledOff {
    /// The reason, as a code.
    pub code: CancelCode,
    /// What more staff should know.
    pub note: Option<String>,
    /// When and where another takes its place.
    pub replacement: Option<Move>,
}

/// What a session is about and who stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionInput {
    /// What is to be done in it.
    pub plan: Option<String>,
    /// Who stands in for the leader.
    pub substitute_id: Option<StaffId>,
    /// Whether it runs without its animal.
    pub without_animal: bool,
}

/// A session ends after it starts, within a day, in years that a calendar takes.
fn check_span(starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> Result<()> {
    if !(2000..=2100).contains(&starts_at.year()) {
        return Err(Error::invalid("starts_at", Code::ScheduleErrorYear));
    }
    let length = ends_at - starts_at;
    if length < TimeDelta::minutes(5) || length > TimeDelta::days(1) {
        return Err(Error::invalid("ends_at", Code::ScheduleErrorDuration));
    }
    Ok(())
}

/// The session where a person moves it; one that is moved back to where its rule has it follows the rule again.
pub fn moved(act: Act<'_>, group: &group::Model, session: &session::Model, to: Move) -> Result<session::Model> {
    check_changeable(session, act.now)?;
    let ends_at = to.ends_at.unwrap_or(to.starts_at + (session.ends_at - session.starts_at));
    check_span(to.starts_at, ends_at)?;
    let after = session::Model {
        starts_at: to.starts_at,
        ends_at,
        venue_id: to.venue_id.or(session.venue_id),
        ..session.clone()
    };
    if after == *session {
        return Ok(after);
    }
    Ok(session::Model {
        moved: !stands_by_rule(group, &after, zone_of(&group.timezone, act.zone)),
        sequence: session.sequence + 1,
        changed_at: act.now,
        ..after
    })
}

/// The session when its group goes to another venue.
pub fn at_venue(now: DateTime<Utc>, session: &session::Model, venue_id: Option<VenueId>) -> session::Model {
    session::Model { venue_id, sequence: session.sequence + 1, changed_at: now, ..session.clone() }
}

/// Whether a session is when and where its rule has it.
fn stands_by_rule(group: &group::Model, session: &session::Model, zone: Tz) -> bool {
    let Some((date, time)) = session.rule_date.zip(group.start_time) else { return false };
    let starts_at = instant(zone, date.and_time(time));
    let ends_at = starts_at + TimeDelta::minutes(group.duration_minutes.into());
    (starts_at, ends_at, group.venue_id) == (session.starts_at, session.ends_at, session.venue_id)
}

/// The session as a person calls it off.
pub fn called_off(now: DateTime<Utc>, session: &session::Model, why: CalledOff) -> Result<session::Model> {
    check_changeable(session, now)?;
    Ok(session::Model {
        status: SessionStatus::Cancelled,
        cancel_code: Some(why.code),
        cancel_note: why.note,
        sequence: session.sequence + 1,
        changed_at: now,
        ..session.clone()
    })
}

/// Whether a cancelled session may stand again: until it would have begun, and after that where only then somebody said
/// that it was not held. Only what people called off comes back so.
pub fn may_stand_again(now: DateTime<Utc>, session: &session::Model) -> bool {
    session.cancel_code.is_some() && (session.starts_at > now || session.changed_at >= session.starts_at)
}

/// The session as it takes place, or took place, after all.
pub fn restored(now: DateTime<Utc>, session: &session::Model) -> Result<session::Model> {
    if session.status != SessionStatus::Cancelled {
        return Ok(session.clone());
    }
    if !may_stand_again(now, session) {
        return Err(Error::conflict(Code::SessionCancelledAlready));
    }
    Ok(session::Model {
        status: SessionStatus::Planned,
        cancel_code: None,
        cancel_note: None,
        sequence: session.sequence + 1,
        changed_at: now,
        ..session.clone()
    })
}

/// A session that a person adds beside those of the schedule.
pub fn added(now: DateTime<Utc>, group: &group::Model, number: i32, input: ExtraSession) -> Result<session::Model> {
    check_span(input.starts_at, input.ends_at)?;
    Ok(session::Model {
        starts_at: input.starts_at,
        ends_at: input.ends_at,
        venue_id: input.venue_id.or(group.venue_id),
        timezone: group.timezone.clone(),
        plan: input.plan,
        replaces_id: input.replaces_id,
        added_at: Some(now),
        ..planned(now, group.id, number)
    })
}

/// The session that takes the place of one that is called off: as long and about the same, at another time that is still
/// ahead.
pub fn replacement(now: DateTime<Utc>, off: &session::Model, number: i32, at: Move) -> Result<session::Model> {
    let ends_at = at.ends_at.unwrap_or(at.starts_at + (off.ends_at - off.starts_at));
    check_span(at.starts_at, ends_at)?;
    if at.starts_at <= now {
        return Err(Error::invalid("replacement_date", Code::SessionReplacementPast));
    }
    Ok(session::Model {
        starts_at: at.starts_at,
        ends_at,
        venue_id: at.venue_id.or(off.venue_id),
        timezone: off.timezone.clone(),
        plan: off.plan.clone(),
        replaces_id: Some(off.id),
        added_at: Some(now),
        ..planned(now, off.group_id, number)
    })
}

/// A session can be moved and called off that is planned, or whose first marks were made before it begins.
pub fn check_changeable(session: &session::Model, now: DateTime<Utc>) -> Result<()> {
    match session.status {
        SessionStatus::Held if session.starts_at > now => Ok(()),
        _ => check_planned(session),
    }
}

/// Only what is planned can be held.
pub fn check_planned(session: &session::Model) -> Result<()> {
    match session.status {
        SessionStatus::Planned => Ok(()),
        SessionStatus::Held => Err(Error::conflict(Code::SessionHeldAlready)),
        SessionStatus::Cancelled => Err(Error::conflict(Code::SessionCancelledAlready)),
    }
}

/// Reads a session beside those of the schedule, in the group's time zone.
pub fn read_extra(form: &Form, group: &group::Model, settings: Tz) -> Result<ExtraSession> {
    let mut reader = form.reader();
    let (date, time) = (reader.date("date"), reader.time("start_time"));
    let minutes = reader.number("duration_minutes", 5..=1440);
    let venue_id = reader.id_or_none("venue_id");
    let plan = reader.text_or_none("plan", TEXT);
    let replaces_id = reader.id_or_none("replaces_id");
    reader.done(|| {
        let starts_at = instant(zone_of(&group.timezone, settings), date?.and_time(time?));
        let ends_at = starts_at + TimeDelta::minutes(minutes?.into());
        Ok(ExtraSession { starts_at, ends_at, venue_id: venue_id?, plan: plan?, replaces_id: replaces_id? })
    })
}

/// Reads what a session is about.
pub fn read_session(form: &Form) -> Result<SessionInput> {
    let mut reader = form.reader();
    let (plan, substitute_id) = (reader.text_or_none("plan", TEXT), reader.id_or_none("substitute_id"));
    let without_animal = reader.ticked("without_animal");
    reader.done(|| Ok(SessionInput { plan: plan?, substitute_id: substitute_id?, without_animal }))
}

/// The form of a session that stands.
pub fn session_form(session: &session::Model) -> Form {
    Form::default()
        .set_some("plan", session.plan.as_ref())
        .set_some("substitute_id", session.substitute_id)
        .set("without_animal", session.without_animal)
}

/// The form that moves a session, with where and when it is.
pub fn move_form(session: &session::Model, settings: Tz) -> Form {
    let zone = zone_of(&session.timezone, settings);
    let (starts, ends) = (wall_time(zone, session.starts_at), wall_time(zone, session.ends_at));
    Form::default()
        .set("date", starts.date())
        .set("start_time", starts.format("%H:%M"))
        .set("end_time", ends.format("%H:%M"))
        .set_some("venue_id", session.venue_id)
        .set("notify", true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_after_it_starts_and_within_a_day() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let noon = at("2026-10-14T09:00:00Z");
        assert!(check_span(noon, noon + TimeDelta::hours(2)).is_ok());
        assert!(check_span(noon, noon).is_err());
        assert!(check_span(noon, noon - TimeDelta::hours(1)).is_err());
        assert!(check_span(noon, noon + TimeDelta::hours(25)).is_err());
        assert!(check_span(at("9999-01-01T00:00:00Z"), at("9999-01-01T01:00:00Z")).is_err());
    }
}
