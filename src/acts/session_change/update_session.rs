//! What a session is about and who stands in at it is changed; when and where it is stays.

use entity::id::SessionId;

use crate::access::{Act, Viewer, reach_session};
use crate::audit::{self, LoggedChange};
use crate::error::Result;
use crate::notify::{self, Comers, Told};
use crate::programme::{self, SessionInput};

/// Changes a session's plan and substitute. Whoever stands in, or does so no more, hears of it; clients do when somebody
/// else than they expect meets them soon or the first time.
pub async fn update_session(act: Act<'_>, by: &Viewer, id: SessionId, input: SessionInput) -> Result<Told> {
    let reached = reach_session(act, by, id).await?;
    let met = notify::met_at(act.tx, id).await?;
    programme::set_session(act, &reached, input).await?;
    audit::changed(act, LoggedChange::of("session.updated", "session", id)).await?;
    if !reached.group.status.is_approved() {
        return Ok(Told::default());
    }
    let mut told = notify::tell_who_stands_in(act, &reached.session).await?;
    told += notify::tell_who_meets(act, met, Comers::IfSoonOrFirst).await?;
    Ok(told)
}
