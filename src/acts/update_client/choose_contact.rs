//! A client chooses how to be reached.

use super::update::tell_key_workers;
use crate::access::Act;
use crate::error::Result;
use crate::notify::Told;
use crate::people::client::{self, ClientChoices, LinkHolder};

/// Keeps a client's own choices; the key worker hears of another language or way.
pub async fn choose_contact(act: Act<'_>, contact: &LinkHolder, choices: ClientChoices) -> Result<Told> {
    let changed = client::set_choices(act, contact, choices).await?;
    tell_key_workers(act, &changed).await
}
