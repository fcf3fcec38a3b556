//! The schedule of a group in `/api/v1`.

use axum::extract::State;
use chrono::NaiveDate;
use entity::id::GroupId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::clash::Clash;
use super::session::Session;
use crate::access::Viewer;
use crate::access::rights::Resource;
use crate::app::App;
use crate::error::Result;
use crate::programme::queries::{self, Preview};
use crate::programme::recurrence::{Skipped, Why};
use crate::programme::{rules, service};
use crate::text::t;
use crate::web::api::{Json, Path, Query};
use crate::web::form::Form;
use crate::web::problem::Problem;

/// When a group meets.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
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
    /// The group's sessions as they stand then.
    sessions: Vec<Session>,
    /// The dates that fall away.
    skipped: Vec<SkippedOut>,
    /// What the sessions to come run into.
    clashes: Vec<Clash>,
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
    fn of(preview: Preview, by: &Viewer) -> Self {
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
            sessions: preview.sessions.into_iter().map(|planned| planned.session.into()).collect(),
            skipped: preview.skipped.into_iter().map(skipped).collect(),
            clashes: Clash::all(preview.clashes, by),
        }
    }
}

/// Makes or remakes the sessions still ahead; `?dry_run=true` changes nothing.
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
    let group = queries::writable(app.db.read(), &by, Resource::Group, id).await?;
    let input = rules::read_schedule(&Form::default().overlay(&body), app.config.zone)?;
    let preview = if mode.dry_run {
        queries::preview(app.db.read(), now, &group, &input).await?
    } else {
        app.act(&by, async |act| service::schedule(act, id, input).await).await?
    };
    Ok(axum::Json(ScheduleOut::of(preview, &by)))
}
