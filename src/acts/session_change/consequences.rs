//! What follows for people when sessions change: the same whether one was moved by hand or a schedule moved them all.

use entity::group;
use entity::state::TaskKind;

use super::companions;
use crate::access::{Act, Locked};
use crate::acts::intake::tell_new_day;
use crate::error::Result;
use crate::notify::{self, HowToTell, Told};
use crate::programme::{self, Changes, SessionChange};
use crate::{attendance, enrolment, referral, task};

/// Follows the changes of a group's sessions through: who has said not to come is asked anew, unless the session is again
/// on the day that they know; reminders of the old time
/// fall away, everybody whom it concerns is told, also who applies, and whoever comes along comes to the next one, or
/// back to one that takes place after all. What its leaders were asked about sessions that are elsewhere now is
/// answered. Of a plan that is not approved nobody is told, whatever was asked for: nobody counts on its sessions.
pub(super) async fn follow_changes(
    act: Act<'_>,
    group: &Locked<group::Model>,
    changes: &Changes,
    how: HowToTell,
) -> Result<Told> {
    let how = if group.status.is_approved() { how } else { HowToTell::Nobody };
    for change in changes.iter().filter(|change| change.changes_day(act.zone)) {
        let came = attendance::forget_marks(act, change.id()).await?;
        if !came.is_empty() {
            let places = enrolment::restate_places(act, &came).await?;
            referral::restate_referrals(act, &places).await?;
        }
    }
    for change in changes.iter() {
        if let Some(after) = change.new_day(act.zone) {
            let clients = notify::who_knows_its_day(act, after).await?;
            attendance::give_back_told(act, after.id, &clients).await?;
        }
    }
    let mut told = notify::sessions_changed(act, &changes.as_known(), how).await?;
    if how != HowToTell::Nobody {
        told += tell_new_day(act, group, changes).await?;
    }
    for change in changes.iter() {
        match change {
            SessionChange::Cancelled { before } => {
                task::done_in_session(act, before.id, &[TaskKind::SubstituteLeft]).await?;
                companions::come_to_next(act, before, how).await?;
            }
            SessionChange::Moved { after, .. } => companions::come_then(act, after).await?,
            SessionChange::Added { after } => told += companions::come_back(act, after, how).await?,
        }
    }
    programme::close_hit_tasks(act, group.id).await?;
    Ok(told)
}
