//! Joining two clients who are one person.

use entity::state::CloseReason;

use crate::access::Act;
use crate::acts::lock_groups::lock_groups_of;
use crate::acts::referral_steps::close_referral;
use crate::error::Result;
use crate::merge::Merge;
use crate::notify::{Audience, News, Told};
use crate::people::client;
use crate::{attendance, calendar, enrolment, message, notify, rating, recruitment, referral, task};

/// Joins two clients: `kept` gets all that hangs on `gone`, which from then on only points to it.
///
/// Refused while both hold a place in one group, for nobody but people can tell which of the two was meant; of two open
/// referrals to one group the one that has come further stays. Logs are sealed and stay where they were written: those
/// of `kept` are read together with those of `gone`. Both key workers hear of it.
pub async fn merge_clients(act: Act<'_>, merge: Merge) -> Result<Told> {
    let rows = client::lock_both(act, merge).await?;
    lock_groups_of(act, &[merge.kept, merge.gone]).await?;
    let keepers = [rows.kept.key_worker_id, rows.gone.key_worker_id].into_iter().flatten();
    let keepers: Vec<Audience> = keepers.map(Audience::Staff).collect();
    let twice = enrolment::placed_twice(act.tx, merge).await?;
    if !twice.is_empty() {
        return Err(client::placed_twice(&twice));
    }
    for surplus in referral::duplicates(act, merge).await? {
        let _told = close_referral(act, &surplus, CloseReason::Duplicate).await?;
    }
    referral::move_client(act, merge).await?;
    enrolment::move_client(act, merge).await?;
    attendance::move_client(act, merge).await?;
    rating::move_client(act, merge).await?;
    recruitment::move_client(act, merge).await?;
    calendar::move_client(act, merge).await?;
    message::move_client(act, merge).await?;
    notify::join_told(act, merge).await?;
    task::move_client(act, merge).await?;
    client::set_merged(act, rows).await?;
    notify::keep_calls_from_leaders(act, merge.kept).await?;
    notify::tell(act, &keepers, News::ClientsMerged { client: merge.kept }).await
}
