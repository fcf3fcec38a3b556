//! What a changed venue takes with it.

use entity::id::VenueId;
use entity::state::TaskKind;

use crate::access::{Act, lock_group};
use crate::error::Result;
use crate::notify::{self, Told};
use crate::programme;
use crate::task::{self, NewTask};
use crate::venue::{self, VenueInput};

/// Changes a venue, which `check` may refuse as it stands. That it is elsewhere than people know is told as a move of place:
/// to whoever has a place in a group with coming sessions there, to its leaders, and to who comes along.
pub async fn update_venue(
    act: Act<'_>,
    id: VenueId,
    input: impl FnOnce(&entity::venue::Model) -> Result<VenueInput>,
) -> Result<Told> {
    let groups = programme::groups_meeting_at(act.tx, act.now, id).await?;
    for group in &groups {
        lock_group(act, *group).await?;
    }
    let before = venue::locked(act.tx, id).await?;
    let input = input(&before)?;
    let is_open = input.active;
    venue::set_venue(act, id, input).await?;
    if is_open {
        task::done_by_start(act, &format!("venue_closed:{id}:")).await?;
    } else if before.active {
        ask_to_go_elsewhere(act, id).await?;
    }
    let mut told = Told::default();
    for group in groups {
        told += notify::place_corrected(act, group, &before).await?;
    }
    Ok(told)
}

/// Asks whoever is in charge of a group with sessions ahead at a venue that was closed to find another place, before the
/// first of them.
async fn ask_to_go_elsewhere(act: Act<'_>, id: VenueId) -> Result<()> {
    for first in programme::first_sessions_at(act.tx, act.now, id).await? {
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
