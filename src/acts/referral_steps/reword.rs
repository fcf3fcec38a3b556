//! What whoever refers has forgotten: a draft is written anew, and what is sent gets a note.

use entity::id::ReferralId;
use entity::referral as referrals;

use super::notice::{ask_to_decide, note_for_leader, tell_sent};
use super::submit::SentReferral;
use crate::access::{Act, Reached, Viewer, lock_group, lock_groups, reach_referral};
use crate::error::{Error, OrNotFound, Result};
use crate::notify::Told;
use crate::referral::ReferralInput;
use crate::{enrolment, referral};

/// Makes a draft say something else, in the same form as a new referral, or sends it so. What `read` makes of the draft that
/// stands is written.
pub async fn change_draft(
    act: Act<'_>,
    by: &Viewer,
    id: ReferralId,
    read: impl FnOnce(&referrals::Model) -> Result<ReferralInput>,
) -> Result<SentReferral> {
    let reached = reach_own(act, by, id).await?;
    let new = read(&reached)?;
    if new.client != reached.client_id {
        referral::check_refers(act.tx, by, new.client).await?;
    }
    referral::group_seen(act.tx, by, new.group).await?;
    let group = lock_groups(act, [reached.group_id, new.group]).await?.remove(&new.group).or_not_found()?;
    enrolment::takes(act, &group).await?;
    let is_kept = new.draft;
    // Read under the lock: it may just have been sent.
    referral::set_draft(act, &referral::model(act.tx, id).await?, new).await?;
    let told = if is_kept { Told::default() } else { tell_sent(act, &referral::model(act.tx, id).await?).await? };
    Ok(SentReferral { id, told })
}

/// Adds to a referral that is sent and not decided: a row of its thread, which the leader finds among the tasks.
pub async fn add_to_referral(act: Act<'_>, by: &Viewer, id: ReferralId, words: &str) -> Result<()> {
    let reached = reach_own(act, by, id).await?;
    lock_group(act, reached.group_id).await?;
    let referral = referral::model(act.tx, id).await?;
    referral::add_note(act, &referral, words).await?;
    ask_to_decide(act, &referral).await?;
    note_for_leader(act, id, words).await
}

/// A referral whose words are the person's.
async fn reach_own(act: Act<'_>, by: &Viewer, id: ReferralId) -> Result<Reached<referrals::Model>> {
    let reached = reach_referral(act, by, id).await?;
    let own = referral::is_worded_by(&reached, reached.part().into(), by.staff_id);
    if own { Ok(reached) } else { Err(Error::Forbidden) }
}
