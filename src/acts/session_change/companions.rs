//! Whoever comes along with a client, when the session goes elsewhere or falls away.

use entity::{referral as referrals, session};

use crate::access::Act;
use crate::error::Result;
use crate::{referral, revision, task};

/// Whoever comes along to a session that has moved comes then.
pub(super) async fn come_then(act: Act<'_>, session: &session::Model) -> Result<()> {
    for referral in referral::accompanied(act.tx, session).await? {
        ask_anew(act, &referral, session).await?;
    }
    Ok(())
}

/// Whoever comes along to a session that doesn't take place comes to the next one, if there is one.
pub(super) async fn come_to_next(act: Act<'_>, off: &session::Model) -> Result<()> {
    let waiting = referral::accompanied(act.tx, off).await?;
    if waiting.is_empty() {
        return Ok(());
    }
    let next = referral::session_after(act.tx, off).await?;
    for referral in waiting {
        match &next {
            Some(next) => {
                referral::set_accompanied(act, &referral, next).await?;
                ask_anew(act, &referral, next).await?;
            }
            None => task::done_by_key(act, &referral::accompany_key(referral.id)).await?,
        }
    }
    Ok(())
}

/// Whoever came along to a later session, since the one that was promised was off, comes to this one, which takes place.
pub(super) async fn come_back(act: Act<'_>, on: &session::Model) -> Result<()> {
    for referral in referral::to_accompany(act.tx, on).await? {
        referral::set_accompanied(act, &referral, on).await?;
        task::reopen_by_keys(act.tx, &[referral::accompany_key(referral.id)]).await?;
        ask_anew(act, &referral, on).await?;
    }
    Ok(())
}

/// The task and the calendar of the companion follow.
async fn ask_anew(act: Act<'_>, referral: &referrals::Model, session: &session::Model) -> Result<()> {
    task::move_to_session(act, &referral::accompany_key(referral.id), session).await?;
    match referral.accompany_staff_id {
        Some(companion) => revision::raise(act, companion).await,
        None => Ok(()),
    }
}
