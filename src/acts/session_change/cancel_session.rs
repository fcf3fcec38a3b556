//! A session is called off; its number and address stay, so that every calendar follows.

use entity::id::SessionId;
use entity::state::{SessionStatus, TaskKind};

use super::consequences::follow_changes;
use super::queries;
use crate::access::{Act, Viewer};
use crate::audit::{self, LoggedChange};
use crate::error::Result;
use crate::notify::{HowToTell, Told};
use crate::programme::{self, CalledOff, Rewrite};
use crate::task;

/// Calls a planned session off, and everybody whom it concerns hears of it; once more for the same reason changes nothing.
/// That one was not held is said of it when it has begun: nobody is to be told then.
pub async fn cancel_session(act: Act<'_>, by: &Viewer, id: SessionId, why: CalledOff, how: HowToTell) -> Result<Told> {
    let (session, group) = queries::locked(act, by, id).await?;
    if session.status == SessionStatus::Cancelled && session.cancel_code == Some(why.code) {
        return Ok(Told::default());
    }
    let details = serde_json::json!({ "code": why.code });
    let has_begun = session.starts_at <= act.now;
    let after = programme::called_off(act.now, &session, why)?;
    let changes = programme::rewrite_sessions(act, &group, &Rewrite::of(session, after)).await?;
    // Nobody fills the sheet of what was not held.
    task::done_in_session(act, id, TaskKind::FillSheet).await?;
    let told = follow_changes(act, &group, &changes, if has_begun { HowToTell::Nobody } else { how }).await?;
    audit::changed(act, LoggedChange::of("session.cancelled", "session", id).details(details)).await?;
    Ok(told)
}
