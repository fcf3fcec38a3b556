//! Two clients who are one person: found, laid side by side and joined, with all that hangs on either.

mod paths;
mod queries;
mod routes;
mod rules;
mod views;

use entity::id::ClientId;

pub use routes::routes;

use crate::access::Act;
use crate::error::Result;
use crate::people::client;
use crate::{attendance, calendar, enrolment, message, rating, recruitment, referral, task};

/// Joins two clients: `kept` gets all that hangs on `gone`, which from then on only points to it.
///
/// Refused while both hold a place in one group, for nobody but people can tell which of the two was meant; of two open
/// referrals to one group the one that has come further stays. Logs are sealed and stay where they were written: those
/// of `kept` are read together with those of `gone`.
pub async fn merge_clients(act: Act<'_>, (kept, gone): (ClientId, ClientId)) -> Result<()> {
    let rows = client::lock_both(act.tx, (kept, gone)).await?;
    let twice = enrolment::placed_twice(act.tx, (kept, gone)).await?;
    if !twice.is_empty() {
        return Err(client::placed_twice(&twice));
    }
    referral::close_duplicates(act, (kept, gone)).await?;
    let way = (gone, kept);
    referral::move_client(act.tx, way).await?;
    enrolment::move_client(act.tx, way).await?;
    attendance::move_client(act.tx, way).await?;
    rating::move_client(act.tx, way).await?;
    recruitment::move_client(act.tx, way).await?;
    calendar::move_client(act.tx, way).await?;
    message::move_client(act.tx, way).await?;
    task::move_client(act.tx, way).await?;
    client::merge(act, rows).await
}
