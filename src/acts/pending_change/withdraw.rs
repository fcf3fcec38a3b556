//! A change of a group is taken back by its leaders.

use entity::id::ApprovalId;

use crate::access::rights::Resource;
use crate::access::{Act, Viewer, reach_group};
use crate::error::Result;
use crate::programme;

/// Takes a change back that is not decided on; once more changes nothing.
pub async fn withdraw_change(act: Act<'_>, by: &Viewer, id: ApprovalId) -> Result<()> {
    let group = programme::group_of_change(act.tx, id).await?;
    let group = reach_group(act, by, Resource::Group, group).await?;
    programme::set_change_withdrawn(act, &group, id).await
}
