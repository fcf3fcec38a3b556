//! An entry that nobody has looked after in time: others are asked as well, one after the other.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entity::id::{IncidentId, StaffId};
use entity::state::TaskKind;
use entity::task as row;

use super::record::SOON;
use crate::access::{Act, lock_group};
use crate::app::App;
use crate::attendance::incident;
use crate::error::Result;
use crate::notify::{self, Audience, News};
use crate::one_by_one::OneByOne;
use crate::task::{self, NewTask};

/// Asks whoever stands in for the one who was asked last, else the supervisor, where an entry was not looked after by its
/// time; each person once, and until one of them has. A job.
pub async fn pass_on_incidents(app: &App, now: DateTime<Utc>) -> Result<()> {
    let late = task::overdue(app.db.read(), TaskKind::Incident, now).await?;
    let first: BTreeSet<String> = late.iter().filter_map(|one| incident::first_asked(&one.key)).collect();
    let mut each = OneByOne::at(app, now);
    for key in first {
        each.run(async |act| pass_on(act, &key).await).await;
    }
    each.end()
}

async fn pass_on(act: Act<'_>, first: &str) -> Result<()> {
    let Some(about) = task::named(act.tx, first).await?.into_iter().next() else { return Ok(()) };
    if let Some(group) = about.group_id {
        lock_group(act, group).await?;
    }
    // Read under the lock: somebody may just have done it.
    let asked = task::named(act.tx, first).await?;
    let Some(last) = asked.last().filter(|last| last.done_at.is_none() && last.due_at <= act.now) else {
        return Ok(());
    };
    let Some(id) = incident::of_task(first) else { return Ok(()) };
    let Some(next) = next(act, id, last).await? else { return Ok(()) };
    let new = NewTask {
        key: format!("{first}:{next}"),
        client: last.client_id,
        group: last.group_id,
        session: last.session_id,
        ..NewTask::default()
    };
    if task::ask(act, TaskKind::Incident, next, act.now + SOON, new).await? {
        let _told = notify::tell(act, &[Audience::Staff(next)], News::IncidentRecorded { incident: id }).await?;
    }
    Ok(())
}

/// Whoever comes next and was not asked about the entry.
async fn next(act: Act<'_>, id: IncidentId, last: &row::Model) -> Result<Option<StaffId>> {
    let all = task::named(act.tx, &incident::key(id)).await?;
    let is_asked = |who: &StaffId| {
        let name = who.to_string();
        all.iter().any(|one| one.staff_id == *who || one.home_id == Some(*who) || one.key.ends_with(&name))
    };
    let Some(client) = last.client_id else { return Ok(None) };
    let instead = task::next_after(act.tx, act.now, last).await?;
    let supervisor = task::supervisor_of(act.tx, client).await?;
    Ok([instead, supervisor].into_iter().flatten().find(|who| !is_asked(who)))
}
