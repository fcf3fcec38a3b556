//! A client says about a session ahead, by the own link or on a slip: can't come, or can come after all.

use entity::id::{ClientId, SessionId};

use super::session_change::{come_back_with, come_without};
use crate::access::Act;
use crate::attendance;
use crate::error::Result;
use crate::notify::Told;

/// A client can't come to a session, for a reason where one is given: the reminder falls away, the place in the group stays,
/// and whoever was to come along comes to the next session to which the client comes, and hears of it.
pub async fn cant_come(act: Act<'_>, id: SessionId, client: ClientId, reason: Option<String>) -> Result<Told> {
    if !attendance::notify_absence_because(act, id, client, reason).await? {
        return Ok(Told::default());
    }
    come_without(act, id, client).await
}

/// A client comes after all, and so does whoever comes along.
pub async fn can_come(act: Act<'_>, id: SessionId, client: ClientId) -> Result<Told> {
    if !attendance::notify_coming(act, id, client).await? {
        return Ok(Told::default());
    }
    come_back_with(act, id, client).await
}
