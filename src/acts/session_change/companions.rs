//! Whoever comes along with a client, when the session goes elsewhere or falls away.

use std::collections::BTreeSet;

use entity::id::{ClientId, SessionId, StaffId};
use entity::{referral as referrals, session};

use crate::access::Act;
use crate::error::Result;
use crate::notify::{self, Audience, HowToTell, News, Told};
use crate::{referral, revision, task};

/// Whoever comes along to a session that has moved comes then.
pub(super) async fn come_then(act: Act<'_>, session: &session::Model) -> Result<()> {
    for referral in referral::accompanied(act.tx, session).await? {
        ask_anew(act, &referral, session).await?;
    }
    Ok(())
}

/// Whoever comes along to a session that doesn't take place comes to the next one to which the client comes, if there is
/// one, and is told to which.
pub(super) async fn come_to_next(act: Act<'_>, off: &session::Model, how: HowToTell) -> Result<()> {
    let waiting = referral::accompanied(act.tx, off).await?;
    if waiting.is_empty() {
        return Ok(());
    }
    let clients: Vec<ClientId> = waiting.iter().map(|referral| referral.client_id).collect();
    let next = referral::sessions_after(act, off, &clients).await?;
    let mut elsewhere = Elsewhere::new();
    for referral in waiting {
        match next.get(&referral.client_id) {
            Some(next) => {
                referral::set_accompanied(act, &referral, next).await?;
                ask_anew(act, &referral, next).await?;
                elsewhere.extend(referral.accompany_staff_id.map(|companion| (companion, next.id)));
            }
            None => task::done_by_key(act, &referral::accompany_key(referral.id)).await?,
        }
    }
    if how != HowToTell::Nobody {
        // They are counted among those who hear that the other is off.
        let _told = tell(act, elsewhere).await?;
    }
    Ok(())
}

/// Whoever came along to a later session, since the one that was promised was off, comes to this one, which takes place;
/// and is told so where it is neither the one that was promised, of which they hear with all others, nor the one to which
/// they are sent already.
pub(super) async fn come_back(act: Act<'_>, on: &session::Model, how: HowToTell) -> Result<Told> {
    let mut elsewhere = Elsewhere::new();
    for referral in referral::to_accompany(act.tx, on).await? {
        referral::set_accompanied(act, &referral, on).await?;
        referral::ask_companion(act, &referral, Some(on)).await?;
        ask_anew(act, &referral, on).await?;
        let heard = referral::is_promised(&referral, on) || referral::comes_to(&referral, on);
        elsewhere.extend(referral.accompany_staff_id.filter(|_| !heard).map(|companion| (companion, on.id)));
    }
    if how == HowToTell::Nobody { Ok(Told::default()) } else { tell(act, elsewhere).await }
}

/// Who comes along to which other session, each once.
type Elsewhere = BTreeSet<(StaffId, SessionId)>;

async fn tell(act: Act<'_>, elsewhere: Elsewhere) -> Result<Told> {
    let mut told = Told::default();
    for (companion, session) in elsewhere {
        told += notify::tell(act, &[Audience::Staff(companion)], News::ComesAlong { session }).await?;
    }
    Ok(told)
}

/// The task and the calendar of the companion follow.
async fn ask_anew(act: Act<'_>, referral: &referrals::Model, session: &session::Model) -> Result<()> {
    task::move_to_session(act, &referral::accompany_key(referral.id), session).await?;
    match referral.accompany_staff_id {
        Some(companion) => revision::raise(act, companion).await,
        None => Ok(()),
    }
}
