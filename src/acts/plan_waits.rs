//! What waits beside a group to be approved: its supervisor hears of it when something else does.

use entity::id::{ApprovalId, GroupId};

use crate::access::Act;
use crate::error::Result;
use crate::notify::{self, Audience, News, Told};
use crate::programme;

/// The round in which something waits beside a group, to be asked before an act that may open another.
pub async fn round_that_waits(act: Act<'_>, group: GroupId) -> Result<Option<ApprovalId>> {
    Ok(programme::pending_change(act.tx, group).await?.map(|waits| waits.approval_id))
}

/// Tells the supervisor of a group that something waits, unless it waited `before` already.
pub async fn tell_what_waits(act: Act<'_>, group: GroupId, before: Option<ApprovalId>) -> Result<Told> {
    match round_that_waits(act, group).await? {
        Some(waits) if before != Some(waits) => {
            notify::tell(act, &[Audience::Supervisor(group)], News::PlanSent { group }).await
        }
        _ => Ok(Told::default()),
    }
}
