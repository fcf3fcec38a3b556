//! A session that is cancelled or moved: the plan changes, and everybody whom it concerns is told by their channel.

mod api;
mod paths;
mod queries;
mod routes;
mod tell;
mod views;

pub use routes::routes;

use entity::id::SessionId;
use entity::session;
use entity::state::{CancelCode, MessageKind};

use crate::access::Viewer;
use crate::access::{Act, lock_group};
use crate::error::Result;
use crate::local_time::{day, zone_of};
use crate::{attendance, message, programme};

/// Why a session is cancelled, and whether people are told.
#[derive(Clone, Debug)]
pub struct Cancel {
    /// The reason, as a code.
    pub code: CancelCode,
    /// What more staff should know.
    pub note: Option<String>,
    /// Whether messages go out.
    pub notify: bool,
}

/// Cancels a session: its reminders fall away, and clients, accompaniers and leaders are told.
pub async fn cancel_session(act: Act<'_>, by: &Viewer, id: SessionId, cancel: Cancel) -> Result<()> {
    let before = locked(act, by, id).await?;
    programme::cancel_session(act, id, (cancel.code, cancel.note)).await?;
    message::cancel_for_session(act, id).await?;
    if cancel.notify {
        let news = tell::News {
            kind: MessageKind::SessionCancelled,
            before: &before,
            to: None,
            now: act.now,
            zone: zone_of(&before.timezone, act.zone),
        };
        tell::everybody(act, by.staff_id, &news).await?;
    }
    Ok(())
}

/// Moves a session: reminders of the old time fall away and are planned anew, and everybody is told.
pub async fn move_session(
    act: Act<'_>,
    by: &Viewer,
    id: SessionId,
    (to, notify): (programme::Move, bool),
) -> Result<()> {
    let before = locked(act, by, id).await?;
    programme::move_session(act, id, to).await?;
    let zone = zone_of(&before.timezone, act.zone);
    if day(zone, before.starts_at) != day(zone, to.starts_at) {
        attendance::forget_absences(act, id).await?;
    }
    message::cancel_for_session(act, id).await?;
    if notify {
        let news =
            tell::News { kind: MessageKind::SessionMoved, before: &before, to: Some(to.starts_at), now: act.now, zone };
        tell::everybody(act, by.staff_id, &news).await?;
    }
    Ok(())
}

/// The session as it stands, with its group locked: two changes at once are told one after the other.
async fn locked(act: Act<'_>, by: &Viewer, id: SessionId) -> Result<session::Model> {
    let group = queries::writable(act.tx, by, id).await?.group_id;
    lock_group(act, group).await?;
    queries::writable(act.tx, by, id).await
}
