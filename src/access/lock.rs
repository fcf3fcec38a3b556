//! Locks as values: what counts the places of a group takes the group locked, so that nobody counts beside another.

use std::collections::BTreeMap;
use std::ops::Deref;

use entity::group;
use entity::id::GroupId;
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};

use super::act::Act;
use crate::db::locks_rows;
use crate::error::{OrNotFound, Result};

/// A row that nobody else changes until the act ends; only the functions of this module make one.
#[derive(Clone, Debug)]
pub struct Locked<T>(T);

impl<T> Deref for Locked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Locks a group, and so its sessions, places, offers, queue, messages and tasks. An act takes it before it writes any of
/// them.
pub async fn lock_group(act: Act<'_>, id: GroupId) -> Result<Locked<group::Model>> {
    lock_groups(act, [id]).await?.remove(&id).or_not_found()
}

/// Locks several groups in the order of their ids, the one order for all; one that is not there is not among them.
pub async fn lock_groups(
    act: Act<'_>,
    ids: impl IntoIterator<Item = GroupId>,
) -> Result<BTreeMap<GroupId, Locked<group::Model>>> {
    let rows = group::Entity::find()
        .filter(group::COLUMN.id.is_in(ids))
        .order_by(group::Column::Id, Order::Asc)
        // Nobody changes the id: a key lock would also stand against each message and task that only names the group, whose
        // writer may hold what we come to want.
        .lock(LockType::NoKeyUpdate)
        .all(act.tx)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, Locked(row))).collect())
}

/// Locks a group that nothing is asked of: its messages are marked, or what was told.
pub async fn lock_group_of_messages(act: Act<'_>, id: GroupId) -> Result<()> {
    if locks_rows(act.tx) { lock_group(act, id).await.map(drop) } else { Ok(()) }
}
