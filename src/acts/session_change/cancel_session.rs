//! A session is called off; its number and address stay, so that every calendar follows.

use entity::id::SessionId;
use entity::session;
use entity::state::{SessionStatus, TaskKind};

use super::consequences::follow_changes;
use crate::access::{Act, ReachedSession, Viewer, reach_session};
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Error, Result};
use crate::notify::{HowToTell, Told};
use crate::programme::{self, CalledOff, Move, Rewrite};
use crate::task;

/// Calls a planned session off, and everybody whom it concerns hears of it and of the one that takes its place; once
/// more for the same reason adds only a replacement that nobody has made yet. That one was not held is said of it when it has begun: nobody is to be
/// told then.
pub async fn cancel_session(act: Act<'_>, by: &Viewer, id: SessionId, why: CalledOff, how: HowToTell) -> Result<Told> {
    let ReachedSession { session, group } = reach_session(act, by, id).await?;
    let is_off = session.status == SessionStatus::Cancelled && session.cancel_code == Some(why.code);
    if is_off && !lacks(act, id, why.replacement).await? {
        return Ok(Told::default());
    }
    let details = serde_json::json!({ "code": why.code });
    let has_begun = session.starts_at <= act.now;
    let instead = match why.replacement {
        Some(at) => Some(take_its_place(act, &session, at).await?),
        None => None,
    };
    let is_replaced = instead.is_some();
    let mut rows = Rewrite { before: Vec::new(), after: instead.into_iter().collect() };
    if !is_off {
        rows.after.push(programme::called_off(act.now, &session, why)?);
        rows.before.push(session);
    }
    let changes = programme::rewrite_sessions(act, &group, &rows).await?;
    // Nobody fills the sheet of what was not held.
    task::done_in_session(act, id, &[TaskKind::FillSheet]).await?;
    let how = if has_begun && !is_replaced { HowToTell::Nobody } else { how };
    let told = follow_changes(act, &group, &changes, how).await?;
    audit::changed(act, LoggedChange::of("session.cancelled", "session", id).details(details)).await?;
    Ok(told)
}

/// Whether a session that is off still lacks the one that is to take its place.
async fn lacks(act: Act<'_>, id: SessionId, replacement: Option<Move>) -> Result<bool> {
    let Some(asked) = replacement else { return Ok(false) };
    match programme::replacement_of(act.tx, id).await? {
        Some(stands) if stands.starts_at == asked.starts_at => Ok(false),
        Some(_) => Err(Error::conflict(Code::SessionCancelledAlready)),
        None => Ok(true),
    }
}

async fn take_its_place(act: Act<'_>, off: &session::Model, at: Move) -> Result<session::Model> {
    programme::check_venue(act.tx, at.venue_id).await?;
    let number = programme::highest_number(act.tx, off.group_id).await? + 1;
    programme::replacement(act.now, off, number, at)
}
