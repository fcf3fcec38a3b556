//! A session that was called off takes place after all.

use entity::id::SessionId;
use entity::state::{CancelCode, SessionStatus};

use super::consequences::follow_changes;
use crate::access::{Act, ReachedSession, Viewer, reach_session};
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Error, Result};
use crate::notify::{HowToTell, Told};
use crate::programme::{self, CalledOff, Rewrite};

/// Takes the cancellation of a session back, until its time; who heard of the one hears of the other, and what was to
/// take its place falls away. That one was not held
/// is taken back afterwards, and nobody is told.
pub async fn restore_session(act: Act<'_>, by: &Viewer, id: SessionId) -> Result<Told> {
    let ReachedSession { session, group } = reach_session(act, by, id).await?;
    if group.status.is_over() {
        return Err(Error::conflict(Code::GroupClosed));
    }
    let after = programme::restored(act.now, &session)?;
    if after == session {
        return Ok(Told::default());
    }
    let has_begun = session.starts_at <= act.now;
    let mut rows = Rewrite::of(session, after);
    // What was to take its place is not needed any more.
    for instead in programme::sessions_ahead(act.tx, act.now, group.id).await? {
        if instead.replaces_id == Some(id) && instead.status == SessionStatus::Planned {
            let why = CalledOff { code: CancelCode::Other, note: None, replacement: None };
            rows.after.push(programme::called_off(act.now, &instead, why)?);
            rows.before.push(instead);
        }
    }
    let changes = programme::rewrite_sessions(act, &group, &rows).await?;
    // That it was held after all, whoever was there knows.
    let how = if has_begun { HowToTell::Nobody } else { HowToTell::Messages };
    let told = follow_changes(act, &group, &changes, how).await?;
    audit::changed(act, LoggedChange::of("session.restored", "session", id)).await?;
    Ok(told)
}
