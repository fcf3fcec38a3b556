//! The order of a group's queue: by time, but for whom somebody has put before all others.

use entity::id::WaitingId;
use entity::{group, waiting};
use sea_orm::{ActiveModelTrait, Set};

use super::queries::{self, InLine};
use super::rules;
use crate::access::{Act, Locked};
use crate::audit::{self, LoggedChange};
use crate::error::{OrNotFound, Result};

/// Puts one who waits before all others, for a reason.
pub async fn set_first_in_line(
    act: Act<'_>,
    group: &Locked<group::Model>,
    id: WaitingId,
    reason: String,
) -> Result<()> {
    let queue = queries::in_line(act.tx, group.id).await?;
    let chosen = queue.iter().find(|one| one.id == id).or_not_found()?;
    let others: Vec<_> = queue.iter().filter(|one| one.id != id).map(InLine::turn).collect();
    let row = waiting::ActiveModel {
        id: Set(id),
        priority: Set(rules::before_all(&others)),
        priority_reason: Set(Some(reason)),
        ..Default::default()
    };
    row.update(act.tx).await?;
    audit::changed(act, LoggedChange::of("waiting.prioritised", "waiting", id).client(chosen.client_id)).await
}

/// Puts one who was before all others back to where the time of queueing leads; of one who stands there nothing changes.
pub async fn set_in_turn(act: Act<'_>, group: &Locked<group::Model>, id: WaitingId) -> Result<()> {
    let queue = queries::in_line(act.tx, group.id).await?;
    let chosen = queue.iter().find(|one| one.id == id).or_not_found()?;
    if chosen.priority == 0 {
        return Ok(());
    }
    let row = waiting::ActiveModel { id: Set(id), priority: Set(0), priority_reason: Set(None), ..Default::default() };
    row.update(act.tx).await?;
    audit::changed(act, LoggedChange::of("waiting.in_turn", "waiting", id).client(chosen.client_id)).await
}
