//! The places of a group fill.

use entity::id::GroupId;
use entity::state::TaskKind;

use super::applicants::applying;
use crate::access::Act;
use crate::enrolment::{self, Places};
use crate::error::Result;
use crate::notify::{self, Audience, News, Told};
use crate::{recruitment, task};

/// Tells those who apply that they come into the queue now, where an act has left no place free that was so before; who
/// has heard that once knows it. Where half of the places are taken, nobody is asked any more to tell of them.
pub async fn follow_filling(act: Act<'_>, group: GroupId, before: Places) -> Result<Told> {
    let now = enrolment::places(act.tx, group).await?;
    if !recruitment::is_hardly_filled(i64::try_from(now.taken).unwrap_or(i64::MAX), now.capacity) {
        task::done_in_group(act, group, &[TaskKind::LowFill]).await?;
    }
    let mut told = Told::default();
    if before.free() <= 0 || now.free() > 0 {
        return Ok(told);
    }
    for application in applying(act, group).await? {
        told += notify::tell(act, &[Audience::Applicant(application)], News::IntakeFilled { application }).await?;
    }
    Ok(told)
}
