//! The last free place of a group is held.

use entity::id::GroupId;

use super::applicants::applying;
use crate::access::Act;
use crate::enrolment::{self, Places};
use crate::error::Result;
use crate::notify::{self, Audience, News, Told};

/// Tells those who apply that they come into the queue now, where an act has left no place free that was so before; who
/// has heard that once knows it.
pub async fn tell_filled(act: Act<'_>, group: GroupId, before: Places) -> Result<Told> {
    let mut told = Told::default();
    if before.free() <= 0 || enrolment::places(act.tx, group).await?.free() > 0 {
        return Ok(told);
    }
    for application in applying(act, group).await? {
        told += notify::tell(act, &[Audience::Applicant(application)], News::IntakeFilled { application }).await?;
    }
    Ok(told)
}
