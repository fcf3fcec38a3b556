//! What a changed venue takes with it.

use entity::id::VenueId;
use entity::state::TaskKind;

use crate::access::{Act, lock_group};
use crate::error::Result;
use crate::programme;
use crate::task::{self, NewTask};
use crate::venue::{self, VenueInput};

/// Changes a venue. Once it is closed, whoever is in charge of a group with sessions ahead there is asked to find another
/// place before the first of them; nobody is asked any more once it is open again.
pub async fn update_venue(act: Act<'_>, id: VenueId, input: VenueInput) -> Result<()> {
    if input.active {
        venue::set_venue(act, id, input).await?;
        return task::done_by_start(act, &format!("venue_closed:{id}:")).await;
    }
    let meets_there = programme::first_sessions_at(act.tx, act.now, id).await?;
    for first in &meets_there {
        lock_group(act, first.group_id).await?;
    }
    if !venue::set_venue(act, id, input).await? {
        return Ok(());
    }
    for first in meets_there {
        let Some(who) = task::in_charge(act, first.group_id).await? else { continue };
        let about = NewTask {
            key: format!("venue_closed:{id}:{}", first.group_id),
            group: Some(first.group_id),
            session: Some(first.id),
            ..NewTask::default()
        };
        task::ask_again(act, TaskKind::VenueClosed, who, first.starts_at, about).await?;
    }
    Ok(())
}
