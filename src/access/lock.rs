//! Locks as values: what counts the places of a group takes the group locked, so that nobody counts beside another.

use std::ops::Deref;

use entity::group;
use entity::id::GroupId;
use sea_orm::sea_query::LockType;
use sea_orm::{EntityTrait, QuerySelect};

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
/// them, and several in the order of their ids.
pub async fn lock_group(act: Act<'_>, id: GroupId) -> Result<Locked<group::Model>> {
    // Nobody changes the id: a key lock would also stand against each message and task that only names the group, whose
    // writer may hold what we come to want.
    Ok(Locked(group::Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(act.tx).await.or_not_found()?))
}

/// Locks a group that nothing is asked of: its messages are marked, or what was told.
pub async fn lock_group_of_messages(act: Act<'_>, id: GroupId) -> Result<()> {
    if locks_rows(act.tx) { lock_group(act, id).await.map(drop) } else { Ok(()) }
}
