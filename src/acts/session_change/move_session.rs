//! A session is moved to another time or venue; row, number and address stay.

use entity::id::SessionId;

use super::consequences::follow_changes;
use crate::access::{Act, ReachedSession, Viewer, reach_session};
use crate::audit::{self, LoggedChange};
use crate::error::Result;
use crate::notify::{HowToTell, Told};
use crate::programme::{self, Move, Rewrite};

/// Moves a planned session, and everybody whom it concerns hears of it; to where it is changes nothing.
pub async fn move_session(act: Act<'_>, by: &Viewer, id: SessionId, to: Move, how: HowToTell) -> Result<Told> {
    let ReachedSession { session, group } = reach_session(act, by, id).await?;
    programme::check_venue(act.tx, to.venue_id).await?;
    let after = programme::moved(act, &group, &session, to)?;
    if after == session {
        return Ok(Told::default());
    }
    let changes = programme::rewrite_sessions(act, &group, &Rewrite::of(session, after)).await?;
    let told = follow_changes(act, &group, &changes, how).await?;
    audit::changed(act, LoggedChange::of("session.moved", "session", id)).await?;
    Ok(told)
}
