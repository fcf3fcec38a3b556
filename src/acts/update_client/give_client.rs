//! A manager gives a client to a key worker.

use entity::client as client_row;
use entity::id::StaffId;

use super::update::tell_key_workers;
use crate::access::{Act, Reached};
use crate::error::Result;
use crate::notify::Told;
use crate::people::client;

/// Gives a client to a key worker, with unit and open tasks; both the old one and the new one hear of it.
pub async fn give_client(act: Act<'_>, row: Reached<client_row::Model>, worker: StaffId) -> Result<Told> {
    let changed = client::set_key_worker(act, row, worker).await?;
    tell_key_workers(act, &changed).await
}
