//! The nudge: a task a day after a session whose sheet is still empty.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{GroupId, SessionId};
use entity::state::TaskKind;

use super::queries;
use crate::access::lock_group;
use crate::app::App;
use crate::error::Result;
use crate::one_by_one::OneByOne;
use crate::task::{self, NewTask};

/// How long after its end a sheet may stay empty.
const SHEET: TimeDelta = TimeDelta::hours(24);
/// How far back empty sheets are looked for.
const BACK: TimeDelta = TimeDelta::days(14);

/// Asks leaders to fill in the sheets of sessions that ended a day ago. Whoever fills one in answers that.
pub async fn nudge_leaders(app: &App, now: DateTime<Utc>) -> Result<()> {
    let empty = queries::unrecorded(app.db.read(), &(now - BACK..now - SHEET)).await?;
    let mut each = OneByOne::at(app, now);
    for row in &empty {
        each.run(async |act| {
            // Under the lock that whoever fills it in holds.
            lock_group(act, row.group_id).await?;
            if !queries::is_unrecorded(act.tx, row.session_id).await? {
                return Ok(());
            }
            let who = match row.met_by {
                Some(who) => Some(who),
                None => task::in_charge(act, row.group_id).await?,
            };
            let Some(who) = who else { return Ok(()) };
            let about = about_sheet(row.group_id, row.session_id);
            // What was said not to have been held and was held after all is asked again.
            task::ask_again(act, TaskKind::FillSheet, who, act.now + SHEET, about).await
        })
        .await;
    }
    each.end()
}

fn about_sheet(group: GroupId, session: SessionId) -> NewTask {
    NewTask { key: format!("sheet:{session}"), group: Some(group), session: Some(session), ..NewTask::default() }
}
