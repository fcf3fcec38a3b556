//! Joining two clients who are one person.

use entity::state::CloseReason;

use crate::access::{Act, lock_group};
use crate::acts::lock_groups::lock_groups_of;
use crate::acts::referral_steps::close_referral;
use crate::error::Result;
use crate::merge::Merge;
use crate::notify::{Audience, News, Told};
use crate::people::client;
use crate::{attendance, calendar, enrolment, message, notify, rating, recruitment, referral, task};

/// Joins two clients: `kept` gets all that hangs on `gone`, which from then on only points to it.
///
/// Two places in one group become one, with one mark a session, and what is too many is in no figure; of two open referrals
/// to one group the one that has come further stays. Logs are sealed and stay where they were written: those
/// of `kept` are read together with those of `gone`. Both key workers hear of it.
pub async fn merge_clients(act: Act<'_>, merge: Merge) -> Result<Told> {
    let rows = client::lock_both(act, merge).await?;
    lock_groups_of(act, &[merge.kept, merge.gone]).await?;
    let keepers = [rows.kept.key_worker_id, rows.gone.key_worker_id].into_iter().flatten();
    let keepers: Vec<Audience> = keepers.map(Audience::Staff).collect();
    join_places(act, merge).await?;
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

/// Makes one of each two places that the person had in one group at one time; the place that is freed is offered on.
async fn join_places(act: Act<'_>, merge: Merge) -> Result<()> {
    while let Some(twice) = enrolment::place_twice(act.tx, merge).await? {
        let group = lock_group(act, twice.group).await?;
        attendance::join_marks(act, &twice).await?;
        rating::join_answers(act, &twice).await?;
        enrolment::join_places(act, &group, &twice).await?;
        if let Some(surplus) = twice.surplus_referral {
            referral::set_duplicate(act, surplus).await?;
        }
    }
    Ok(())
}
