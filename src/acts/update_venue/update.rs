//! What a changed venue takes with it.

use entity::id::VenueId;

use crate::access::{Act, lock_group};
use crate::error::Result;
use crate::notify::{self, Told};
use crate::programme;
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
    venue::set_venue(act, id, input(&before)?).await?;
    let mut told = Told::default();
    for group in groups {
        told += notify::place_corrected(act, group, &before).await?;
    }
    Ok(told)
}
