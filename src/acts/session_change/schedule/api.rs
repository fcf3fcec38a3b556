//! The schedule of a group in `/api/v1`.

use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{GroupId, SessionId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::super::plan_anew::{Foreseen, PlannedAnew, foresee_plan, plan_anew};
use crate::access::rights::Resource;
use crate::access::{Viewer, reach_group};
use crate::app::App;
use crate::error::{Error, Result};
use crate::notify::Told;
use crate::programme::api::{Session, SessionClash};
use crate::programme::recurrence::{Skipped, Why};
use crate::programme::{self, ScheduleDifference, ScheduleInput};
use crate::text::t;
use crate::web::api::{Json, Path, Query};
use crate::web::form::Form;
use crate::web::problem::Problem;

/// When a group meets, as it is asked for and as it stands. A field that is none of these is refused: a rule with its name
/// mistyped would leave one date of many.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduleIn {
    #[schema(value_type = NaiveDate, example = "2026-10-13")]
    first_date: String,
    /// Wall time in the zone.
    #[schema(example = "13:00")]
    start_time: String,
    #[schema(minimum = 5, maximum = 1440)]
    duration_minutes: i64,
    #[schema(example = json!(crate::config::ZONE.name()))]
    timezone: Option<String>,
    /// RFC 5545, without DTSTART; empty for the first date alone.
    #[serde(default)]
    #[schema(example = "FREQ=WEEKLY;BYDAY=TU;COUNT=10")]
    rrule: String,
    #[serde(default)]
    #[schema(value_type = Vec<NaiveDate>)]
    excluded_dates: Vec<String>,
    #[serde(default)]
    #[schema(value_type = Vec<NaiveDate>)]
    extra_dates: Vec<String>,
    #[serde(default)]
    skip_public_holidays: bool,
    #[serde(default)]
    skip_breaks: bool,
}

impl From<ScheduleInput> for ScheduleIn {
    fn from(schedule: ScheduleInput) -> Self {
        let days = |dates: Vec<NaiveDate>| dates.iter().map(NaiveDate::to_string).collect();
        Self {
            first_date: schedule.first_date.to_string(),
            start_time: schedule.start_time.format("%H:%M").to_string(),
            duration_minutes: schedule.duration_minutes.into(),
            timezone: Some(schedule.timezone.name().to_owned()),
            rrule: schedule.rrule,
            excluded_dates: days(schedule.excluded_dates),
            extra_dates: days(schedule.extra_dates),
            skip_public_holidays: schedule.skip_public_holidays,
            skip_breaks: schedule.skip_breaks,
        }
    }
}

/// Whether anything is written.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Mode {
    /// Only tells what would come of it.
    #[serde(default)]
    dry_run: bool,
}

/// What a schedule makes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScheduleOut {
    /// What it changes about single sessions, and what people did to them that stays.
    changes: Vec<ChangeOut>,
    /// The group's sessions as they stand then.
    sessions: Vec<Session>,
    /// The dates that fall away.
    skipped: Vec<SkippedOut>,
    /// What the sessions to come run into, those that wait with them.
    clashes: Vec<SessionClash>,
    /// How many sessions the schedule has that wait with it to be approved; none where all of it stands at once.
    waits: Option<i32>,
    /// Who hears of it; nothing when nothing was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    told: Option<Told>,
}

/// What a schedule changes about one session.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeOut {
    /// None of a session that is new.
    session_id: Option<SessionId>,
    /// The date of the rule; none of a session that people have beside it.
    rule_date: Option<NaiveDate>,
    /// `added`, `moved`, `cancelled` or `kept`.
    #[schema(example = "moved")]
    what: &'static str,
    /// Of what is kept: whether people `moved`, `added` or `cancelled` it; else `excluded`, `holiday` or `break` where
    /// the date is taken out, and `rule`.
    #[schema(example = "rule")]
    why: &'static str,
    /// When it is to be; of a session that is cancelled or kept, when it stands.
    starts_at: DateTime<Utc>,
    /// What people did to a session that changes: `plan`, `substitute`, `without_animal`.
    #[schema(value_type = Vec<String>)]
    by_hand: Vec<&'static str>,
    /// How many have said not to come and are asked anew.
    absences: usize,
}

impl ChangeOut {
    fn of(foreseen: &Foreseen, difference: &ScheduleDifference) -> Self {
        let (what, why) = match difference {
            ScheduleDifference::Added { .. } => ("added", "rule"),
            ScheduleDifference::Moved { .. } => ("moved", "rule"),
            ScheduleDifference::Cancelled { why, .. } => ("cancelled", why.as_ref().map_or("rule", Why::code)),
            ScheduleDifference::Kept { by_hand, .. } => ("kept", by_hand.code()),
        };
        Self {
            session_id: difference.session().map(|session| session.id),
            rule_date: difference.rule_date(),
            what,
            why,
            starts_at: difference.starts_at(),
            by_hand: difference.by_hand(),
            absences: foreseen.absences_of(difference),
        }
    }
}

/// A date that falls away.
#[derive(Debug, Serialize, ToSchema)]
pub struct SkippedOut {
    date: NaiveDate,
    /// `excluded`, `holiday` or `break`.
    #[schema(example = "holiday")]
    why: &'static str,
    /// The name of the holiday or break.
    name: Option<String>,
}

impl ScheduleOut {
    fn of(foreseen: Foreseen, by: &Viewer) -> Self {
        let changes = foreseen.preview.differences.iter().map(|one| ChangeOut::of(&foreseen, one)).collect();
        let waits = foreseen.waits.as_ref().map(|waits| waits.asked.sessions);
        let clashes = foreseen.clashes().to_vec();
        let preview = foreseen.preview;
        let skipped = |one: Skipped| SkippedOut {
            date: one.date,
            why: one.why.code(),
            name: match one.why {
                Why::Excluded => None,
                Why::Holiday(day) => Some(t(by.language, day.code())),
                Why::Break(name) => Some(name),
            },
        };
        Self {
            changes,
            sessions: preview.rows.after.into_iter().map(Session::from).collect(),
            skipped: preview.skipped.into_iter().map(skipped).collect(),
            clashes: SessionClash::all(clashes, by),
            waits,
            told: None,
        }
    }
}

/// When a group meets; not found while it has no schedule.
#[utoipa::path(get, path = "/groups/{id}/schedule", tag = "groups", params(("id" = GroupId, Path)),
    responses((status = OK, body = ScheduleIn), (status = "4XX", body = Problem)))]
pub async fn show(Path(id): Path<GroupId>, by: Viewer, State(app): State<App>) -> Result<axum::Json<ScheduleIn>> {
    let group = programme::readable(app.db.read(), &by, id).await?;
    let schedule = programme::schedule_of_group(&group, app.config.zone).ok_or(Error::NotFound)?;
    Ok(axum::Json(schedule.into()))
}

/// Makes or remakes the sessions still ahead; `?dry_run=true` changes nothing. One with more sessions than were approved
/// waits as the group's `pending_change`; what of it needs no approval is done at once where the rest only adds sessions.
#[utoipa::path(put, path = "/groups/{id}/schedule", tag = "groups", params(("id" = GroupId, Path), Mode),
    request_body = ScheduleIn, responses((status = OK, body = ScheduleOut), (status = "4XX", body = Problem)))]
pub async fn put(
    Path(id): Path<GroupId>,
    by: Viewer,
    State(app): State<App>,
    Query(mode): Query<Mode>,
    Json(body): Json<ScheduleIn>,
) -> Result<axum::Json<ScheduleOut>> {
    let now = app.clock.now();
    let group = programme::writable(app.db.read(), &by, Resource::Group, id).await?;
    let input = programme::read_schedule(&Form::default().overlay(&body), app.config.zone)?;
    if mode.dry_run {
        let foreseen = foresee_plan(app.db.read(), now, &group, &input).await?;
        return Ok(axum::Json(ScheduleOut::of(foreseen, &by)));
    }
    let planned = app.act(&by, async |act| {
        let group = reach_group(act, &by, Resource::Group, id).await?;
        let PlannedAnew { foreseen, told } = plan_anew(act, &group, input).await?;
        Ok(told.with(ScheduleOut { told: Some(told), ..ScheduleOut::of(foreseen, &by) }))
    });
    Ok(axum::Json(planned.await?.wake(&app)))
}
