//! The nudge: a task a day after a session whose sheet is still empty.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{GroupId, SessionId};
use entity::state::{Language, TaskKind};

use super::queries;
use crate::access::Actor;
use crate::app::App;
use crate::error::Result;
use crate::task::{self, NewTask};
use crate::text::t;

/// How long after its end a sheet may stay empty.
const SHEET: TimeDelta = TimeDelta::hours(24);
/// How far back empty sheets are looked for.
const BACK: TimeDelta = TimeDelta::days(14);

/// Asks leaders to fill in the sheets of sessions that ended a day ago, and closes what is filled in since.
pub async fn nudge_leaders(app: &App, now: DateTime<Utc>) -> Result<()> {
    let empty = queries::unrecorded(app.db.read(), &(now - BACK..now - SHEET)).await?;
    let answered = queries::answered(app.db.read(), SHEET_TASK).await?;
    app.act_at(Actor::System, now, async |act| {
        for rows in empty.chunk_by(|a, b| a.session_id == b.session_id) {
            let Some(row) = rows.first() else { continue };
            let about = about_sheet(row.group_id, row.session_id, row.language);
            let who = row.substitute_id.unwrap_or(row.staff_id);
            task::ask(act, TaskKind::Other, who, act.now + SHEET, about).await?;
        }
        for key in answered {
            task::done_by_key(act, &key).await?;
        }
        Ok(())
    })
    .await
}

const SHEET_TASK: &str = "sheet:";

fn about_sheet(group: GroupId, session: SessionId, language: Language) -> NewTask {
    NewTask {
        key: format!("{SHEET_TASK}{session}"),
        group: Some(group),
        session: Some(session),
        note: Some(t(language, "reminder-sheet")),
        ..NewTask::default()
    }
}
