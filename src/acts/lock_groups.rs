//! The groups that an act on a client reaches.

use std::collections::BTreeSet;

use entity::id::{ClientId, GroupId};

use crate::access::{Act, lock_groups};
use crate::error::Result;
use crate::{enrolment, referral};

/// Locks every group in which these clients have a place or to which they are referred.
pub async fn lock_groups_of(act: Act<'_>, clients: &[ClientId]) -> Result<()> {
    let mut groups: BTreeSet<GroupId> = BTreeSet::new();
    for client in clients {
        groups.extend(enrolment::held_by(act.tx, *client).await?.into_iter().map(|place| place.group_id));
        groups.extend(referral::open_of(act.tx, *client).await?.into_iter().map(|referral| referral.group_id));
    }
    lock_groups(act, groups).await.map(drop)
}
