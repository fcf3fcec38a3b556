//! Whoever comes along with a client, when the session goes elsewhere or falls away.

use std::collections::BTreeSet;

use entity::id::{ClientId, SessionId, StaffId};
use entity::state::MessageStatus;
use entity::{referral as referrals, session};

use super::queries;
use crate::access::Act;
use crate::error::Result;
use crate::notify::{self, Audience, HowToTell, News, Told};
use crate::{message, referral, revision, task};

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
    let elsewhere = send_on(act, off, waiting).await?;
    if how != HowToTell::Nobody {
        // They are counted among those who hear that the other is off.
        let _told = tell(act, elsewhere).await?;
    }
    Ok(())
}

/// Whoever comes along with a client who can't come to a session comes to the next one to which that client comes, if there
/// is one, and is told to which.
pub async fn come_without(act: Act<'_>, id: SessionId, client: ClientId) -> Result<Told> {
    let off = queries::one(act.tx, id).await?;
    // Who has come along knows.
    if off.starts_at <= act.now {
        return Ok(Told::default());
    }
    let mut waiting = referral::accompanied(act.tx, &off).await?;
    waiting.retain(|referral| referral.client_id == client);
    tell(act, send_on(act, &off, waiting).await?).await
}

/// Whoever was sent to a later session, since the client could not come to this one, comes to this one with the client; and is
/// told so where the other was told.
pub async fn come_back_with(act: Act<'_>, id: SessionId, client: ClientId) -> Result<Told> {
    let on = queries::one(act.tx, id).await?;
    if on.starts_at <= act.now {
        return Ok(Told::default());
    }
    let mut elsewhere = Elsewhere::new();
    for referral in referral::to_accompany(act.tx, &on).await? {
        if referral.client_id != client {
            continue;
        }
        referral::set_accompanied(act, &referral, &on).await?;
        referral::ask_companion(act, &referral, Some(&on)).await?;
        ask_anew(act, &referral, &on).await?;
        let Some(companion) = referral.accompany_staff_id else { continue };
        if !referral::comes_to(&referral, &on) && !is_unheard(act, &on, companion).await? {
            elsewhere.insert((companion, on.id));
        }
    }
    tell(act, elsewhere).await
}

/// Whether somebody has not heard yet of another session than this one to come along to: at sending it is true no more, and
/// nobody is told.
async fn is_unheard(act: Act<'_>, on: &session::Model, companion: StaffId) -> Result<bool> {
    let standing = message::standing_of_group(act.tx, act.now, on.group_id).await?;
    Ok(standing.iter().any(|row| {
        row.staff_id == Some(companion)
            && row.status == MessageStatus::Queued
            && matches!(News::of(row), Some(News::ComesAlong { session }) if session != on.id)
    }))
}

/// Whoever comes along with these clients comes to the next session to which each of them comes; nobody is asked any more
/// where there is none.
async fn send_on(act: Act<'_>, off: &session::Model, waiting: Vec<referrals::Model>) -> Result<Elsewhere> {
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
    Ok(elsewhere)
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
