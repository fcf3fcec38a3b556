//! What a changed venue takes with it.

use entity::id::{GroupId, VenueId};
use entity::state::{Role, TaskKind};
use entity::{session, venue as venue_row};

use crate::access::{Act, Viewer, lock_groups};
use crate::error::{Code, Error, Result};
use crate::notify::{self, Told};
use crate::programme;
use crate::task::{self, NewTask, Whom};
use crate::venue::{self, VenueInput};

/// Changes a venue, which `input` may refuse as it stands. That it is elsewhere than people know is told as a move of place:
/// to whoever has a place in a group with coming sessions there, to its leaders, and to who comes along. Once it is closed,
/// whoever is in charge of a group with coming sessions there is asked to find another place before the first of them;
/// nobody is asked any more once it is open again. Where others meet and nobody of the person's own does, an administrator
/// changes it.
pub async fn update_venue(
    act: Act<'_>,
    by: &Viewer,
    id: VenueId,
    input: impl FnOnce(&venue_row::Model) -> Result<VenueInput>,
) -> Result<Told> {
    let meets_there = programme::first_sessions_at(act.tx, act.now, id).await?;
    lock_groups(act, meets_there.iter().map(|first| first.group_id)).await?;
    let counted_on = programme::groups_meeting_at(act.tx, act.now, id).await?;
    check_meets(act, by, &counted_on).await?;
    let before = venue::locked(act.tx, id).await?;
    let input = input(&before)?;
    let is_open = input.active;
    venue::set_venue(act, id, input).await?;
    if is_open {
        task::done_by_start(act, &programme::asked_of_closed(id)).await?;
    } else if before.active {
        ask_for_others(act, id, &meets_there).await?;
    }
    let mut told = Told::default();
    for group in counted_on {
        told += notify::place_corrected(act, group, &before).await?;
    }
    Ok(told)
}

/// Refuses whoever has nothing to do with those who count on the venue.
async fn check_meets(act: Act<'_>, by: &Viewer, counted_on: &[GroupId]) -> Result<()> {
    let is_nobodys = counted_on.is_empty() || by.is(Role::Administrator);
    if is_nobodys || programme::writes_any(act.tx, by, counted_on).await? {
        return Ok(());
    }
    Err(Error::conflict(Code::VenueOfOthers))
}

async fn ask_for_others(act: Act<'_>, closed: VenueId, meets_there: &[session::Model]) -> Result<()> {
    for first in meets_there {
        let about = |_| NewTask {
            key: format!("{}{}", programme::asked_of_closed(closed), first.group_id),
            group: Some(first.group_id),
            session: Some(first.id),
            ..NewTask::default()
        };
        task::ask_whom(act, TaskKind::VenueClosed, Whom::InCharge(first.group_id), first.starts_at, about).await?;
    }
    Ok(())
}
