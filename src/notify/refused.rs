//! An address at which a client can't be reached: whoever helps the client is asked to look after it, once while it
//! stands.

use entity::id::ClientId;
use entity::message as row;
use entity::state::TaskKind;

use super::by_hand::helper;
use crate::access::Act;
use crate::error::Result;
use crate::message::quiet;
use crate::people::client;
use crate::task::{self, NewTask};

/// Why a message is never taken, where that is the address's fault, in the words of mailer and gateway.
const OF_THE_ADDRESS: [&str; 3] = ["address", "refused", "gateway_refused"];

/// Whether a message that was never taken for this reason tells that its address does not work.
pub fn is_of_the_address(class: &str) -> bool {
    OF_THE_ADDRESS.contains(&class)
}

/// Notes that a message was refused for good at an address which is still its client's.
pub async fn note_refused(act: Act<'_>, row: &row::Model, client: ClientId, address: &str) -> Result<()> {
    if !client::set_refused(act, client, address).await? {
        return Ok(());
    }
    let Some(helper) = helper(act, row, client).await? else { return Ok(()) };
    let new = NewTask {
        key: format!("address_fails:{client}:{}", act.now.timestamp_micros()),
        client: Some(client),
        group: row.group_id,
        ..NewTask::default()
    };
    let due = quiet::open_days_after(act.zone, act.now, 1);
    task::ask(act, TaskKind::AddressFails, helper, due, new).await.map(drop)
}
