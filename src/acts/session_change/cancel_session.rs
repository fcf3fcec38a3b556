//! A session is called off; its number and address stay, so that every calendar follows.

use entity::id::SessionId;

use super::consequences::follow;
use super::queries;
use super::tell::How;
use crate::access::{Act, Viewer};
use crate::audit::{self, Change};
use crate::error::Result;
use crate::programme::{self, CalledOff, Rewrite};

/// Calls a planned session off, and everybody whom it concerns hears of it.
pub async fn cancel_session(act: Act<'_>, by: &Viewer, id: SessionId, why: CalledOff, how: How) -> Result<()> {
    let (session, group) = queries::locked(act, by, id).await?;
    let details = serde_json::json!({ "code": why.code });
    let after = programme::called_off(act.now, &session, why)?;
    let changes = programme::rewrite_sessions(act, &group, &Rewrite::of(session, after)).await?;
    follow(act, &group, &changes, how).await?;
    audit::changed(act, Change::of("session.cancelled", "session", id).details(details)).await
}
