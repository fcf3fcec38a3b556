//! What a changed client takes with it.

use entity::client as client_row;

use super::record_death;
use super::renew_links::renew;
use super::take_death_back::{closed_by_death, take_death_back};
use crate::access::{Act, Reached};
use crate::acts::lock_groups::lock_groups_of;
use crate::error::Result;
use crate::notify::{self, Audience, KeeperChange, News, Told};
use crate::people::client::{self, ClientChanged, ClientInput};

/// What a client is from now on, and whether somebody else may read what goes to the telephone or mail of before.
pub struct ClientUpdate {
    pub input: ClientInput,
    pub old_is_elsewhere: bool,
}

/// Changes a client. The key worker hears of what others change about how the client is reached, both key workers hear
/// of a change between them, and a death ends what the client had; one that was recorded by mistake gives it back as far as
/// that is safe. Where the telephone or mail of before may be in other
/// hands, what was sent there opens nothing any more.
pub async fn update_client(act: Act<'_>, row: Reached<client_row::Model>, update: ClientUpdate) -> Result<Told> {
    let ClientUpdate { input, old_is_elsewhere } = update;
    if input.deceased_on.is_some() && row.deceased_on.is_none() {
        lock_groups_of(act, &[row.id]).await?;
    }
    let undone = match row.deceased_on {
        Some(_) if input.deceased_on.is_none() => Some(closed_by_death(act, row.id).await?),
        _ => None,
    };
    let changed = client::set_client(act, row, input).await?;
    notify::keep_calls_from_leaders(act, changed.id).await?;
    let mut told = tell_key_workers(act, &changed).await?;
    if old_is_elsewhere && changed.changes_address() {
        told += renew(act, changed.id).await?;
    }
    if let Some(on) = changed.died_on {
        record_death(act, changed.id, on).await?;
    }
    if let Some(closed) = undone {
        told += take_death_back(act, changed.id, closed).await?;
    }
    Ok(told)
}

/// Tells the key workers of before and from now on what others have changed; a new one is asked to meet the client.
pub(super) async fn tell_key_workers(act: Act<'_>, changed: &ClientChanged) -> Result<Told> {
    let client = changed.id;
    if !changed.changes_keeper() {
        let keeper = changed.keeper.filter(|_| changed.changes_reach()).map(Audience::Staff);
        return notify::tell(act, keeper.as_slice(), News::ClientChanged { client }).await;
    }
    if let Some(worker) = changed.keeper.filter(|worker| act.who.staff() != Some(*worker)) {
        client::ask_to_meet(act, client, worker).await?;
    }
    notify::keeper_changed(act, KeeperChange { client, was: changed.kept_by, is: changed.keeper }).await
}
