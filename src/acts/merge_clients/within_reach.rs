//! A merge by a person, as far as that person reaches.

use super::merge_clients;
use super::queries::{self, TwoClients};
use crate::access::{Act, Viewer};
use crate::error::Result;
use crate::merge::Merge;
use crate::notify::Told;
use crate::people::client;

/// Joins two clients who are both the person's to join: asked once more under the lock, for either may have gone to
/// another key worker since the form was opened.
pub(super) async fn merged(act: Act<'_>, by: &Viewer, merge: Merge) -> Result<Told> {
    client::lock_both(act, merge).await?;
    queries::sides(act.tx, by, TwoClients { one: merge.kept, other: merge.gone }).await?;
    merge_clients(act, merge).await
}
