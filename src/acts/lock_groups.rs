//! The groups that an act on a client reaches.

use std::collections::BTreeSet;

use entity::id::{ClientId, GroupId};

use crate::access::{Act, lock_group};
use crate::error::Result;
use crate::{enrolment, referral};

/// Locks every group in which these clients have a place or to which they are referred, in the one order for all.
pub async fn lock_groups_of(act: Act<'_>, clients: &[ClientId]) -> Result<()> {
    let mut groups: BTreeSet<GroupId> = BTreeSet::new();
    for client in clients {
        groups.extend(enrolment::held_by(act.tx, *client).await?.into_iter().map(|place| place.group_id));
        groups.extend(referral::open_of(act.tx, *client).await?.into_iter().map(|referral| referral.group_id));
    }
    for group in groups {
        lock_group(act, group).await?;
    }
    Ok(())
}
