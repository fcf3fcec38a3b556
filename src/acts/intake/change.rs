//! Nobody is taken in for now, or people are again.

use entity::state::TaskKind;

use super::applicants::tell_intake;
use crate::access::{Act, ReachedGroup};
use crate::error::{Code, Error, Result};
use crate::notify::Told;
use crate::{programme, task};

/// Closes the intake of a group for now, or opens it again. Offers that were made stand and the queue stays; whoever
/// applies hears of it, but not of what nobody has heard of the other way round. What is free once it is open is offered
/// on as a place that was freed.
pub async fn change_intake(act: Act<'_>, group: &ReachedGroup, closed: bool) -> Result<Told> {
    let id = group.id;
    if !group.status.is_open() {
        return Err(Error::conflict(Code::EnrolmentNotOpen));
    }
    if group.intake_closed_at.is_some() == closed {
        return Ok(Told::default());
    }
    programme::set_intake(act, group, closed).await?;
    if closed {
        task::done_in_group(act, id, &[TaskKind::LowFill]).await?;
    }
    tell_intake(act, id, closed).await
}
