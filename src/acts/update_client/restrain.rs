//! What was wished of a client and a copy of the database does not know.

use entity::id::ClientId;

use super::update::tell_key_workers;
use crate::access::Act;
use crate::error::Result;
use crate::notify::{self, Told};
use crate::people::client::{self, Restraint};

/// Protects a client, or sends none any messages, where that was so before a copy of the database was put back; the key
/// worker is asked to look.
pub async fn restrain_client(act: Act<'_>, id: ClientId, restraint: Restraint) -> Result<Told> {
    let changed = client::set_restraint(act, id, restraint).await?;
    notify::keep_calls_from_leaders(act, id).await?;
    tell_key_workers(act, &changed).await
}
