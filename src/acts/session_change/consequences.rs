//! What follows for people when sessions change: the same whether one was moved by hand or a schedule moved them all.

use entity::group;

use super::companions;
use super::tell::{self, How};
use crate::access::Act;
use crate::error::Result;
use crate::programme::{Changes, SessionChange};
use crate::{attendance, message};

/// Follows the changes of a group's sessions through: who has said not to come is asked anew, whoever comes along
/// comes to the next one, reminders of the old time fall away, and everybody whom it concerns is told.
pub(super) async fn follow(act: Act<'_>, group: &group::Model, changes: &Changes, how: How) -> Result<()> {
    for change in changes.iter() {
        if change.changes_day(act.zone) {
            attendance::forget_absences(act, change.id()).await?;
        }
        match change {
            SessionChange::Cancelled { before } => companions::come_to_next(act, before).await?,
            SessionChange::Moved { after, .. } => companions::come_then(act, after).await?,
            SessionChange::Added { .. } => {}
        }
        message::cancel_for_session(act, change.id()).await?;
    }
    tell::of_changes(act, group, changes, how).await
}
