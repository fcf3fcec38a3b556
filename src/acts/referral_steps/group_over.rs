//! A referral whose group is not held, or whose client was asked over from one: a person says what comes next.

use entity::referral as referrals;
use entity::state::{ReferralStatus, TaskKind};

use super::notice::over_key;
use crate::access::Act;
use crate::error::Result;
use crate::message::{self, Waiting, quiet};
use crate::task::{self, NewTask, Whom};
use crate::{people, referral};

/// The open days in which somebody is to say what becomes of a referral.
const OVER_DAYS: usize = 5;

/// Asks whoever helps the client, the key worker first, to say what becomes of a referral whose group is not held.
pub async fn wait_for_helper(act: Act<'_>, referral: &referrals::Model) -> Result<()> {
    referral::set_waiting_for_helper(act, referral).await?;
    ask_what_next(act, referral).await
}

/// The same when its group has ended while its client still waited, once.
pub async fn follow_group_end(act: Act<'_>, referral: &referrals::Model) -> Result<()> {
    if task::is_open(act.tx, &over_key(referral.id)).await? {
        return Ok(());
    }
    message::withdraw(act, Waiting::OfReferral(referral.id)).await?;
    wait_for_helper(act, referral).await
}

async fn ask_what_next(act: Act<'_>, referral: &referrals::Model) -> Result<()> {
    let keeper = people::client::key_worker_of(act.tx, referral.client_id).await?;
    let named = keeper.or(referral.referrer_id);
    let whom = Whom::Named { named, client: referral.client_id, group: referral.group_id };
    let due = quiet::open_days_after(act.zone, act.now, OVER_DAYS);
    let about = |_| NewTask {
        key: over_key(referral.id),
        client: Some(referral.client_id),
        group: Some(referral.group_id),
        session: None,
        referral: Some(referral.id),
        note: None,
    };
    task::ask_whom(act, TaskKind::GroupOver, whom, due, about).await
}

/// Who was asked to come to another group because the own one was merged, and does not come, is helped on as after a
/// cancellation.
pub(super) async fn follow_merge(act: Act<'_>, referral: &referrals::Model) -> Result<()> {
    let referral = referral::model(act.tx, referral.id).await?;
    let comes_not = matches!(referral.status, ReferralStatus::Declined | ReferralStatus::Expired);
    if comes_not && referral.closed_at.is_some() && referral::came_by_merge(act.tx, &referral).await? {
        ask_what_next(act, &referral).await?;
    }
    Ok(())
}
