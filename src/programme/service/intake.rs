//! Whether a group takes people in for now.

use entity::group;
use sea_orm::{EntityTrait, Set};

use super::standing::raise;
use crate::access::{Act, ReachedGroup};
use crate::audit::{self, LoggedChange};
use crate::error::Result;

/// Closes the intake of a group for now, or opens it again. What is free then is offered on as a place that was freed.
pub async fn set_intake(act: Act<'_>, group: &ReachedGroup, closed: bool) -> Result<()> {
    let row = group::ActiveModel {
        id: Set(group.id),
        intake_closed_at: Set(closed.then_some(act.now)),
        updated_at: Set(act.now),
        ..Default::default()
    };
    group::Entity::update(row).exec(act.tx).await?;
    raise(act, group.id, &[]).await?;
    let name = if closed { "group.intake_closed" } else { "group.intake_opened" };
    audit::changed(act, LoggedChange::of(name, "group", group.id)).await
}
