//! A task is done, and with it what it asked for.

use entity::id::{StaffId, TaskId};

use super::referral_steps::told_in_person;
use crate::access::{Act, lock_group};
use crate::attendance::incident;
use crate::error::{Error, Result};
use crate::{message, notify, task};

/// Marks a task of the person as done. Of a letter or a call that says that its client has heard, and so does that of
/// an offer; of what was passed on, nobody is asked any more.
pub async fn finish_task(act: Act<'_>, who: StaffId, id: TaskId) -> Result<()> {
    if let Some(group) = task::group_of(act.tx, id).await? {
        lock_group(act, group).await?;
    }
    let Some(key) = task::done(act, who, id).await? else { return Ok(()) };
    if let Some(call) = message::of_task(&key) {
        return match notify::done_by_hand(act, call).await {
            // Told before, or nothing to tell any more.
            Err(Error::Conflict(_)) => Ok(()),
            other => other,
        };
    }
    if let Some(first) = incident::first_asked(&key) {
        return task::done_by_start(act, &first).await;
    }
    told_in_person(act, &key).await
}
