//! What follows from the end of a place, whatever ended it.

use chrono::{DateTime, Utc};
use entity::participation;

use super::open_ends::settle_ends;
use super::record_attendance::second_misses_of;
use crate::access::Act;
use crate::enrolment::Ended;
use crate::error::Result;
use crate::people::client;
use crate::{attendance, referral, task};

/// What was said ahead of sessions after the end falls away, nobody comes along any more, and nobody is asked for the end,
/// to call because of misses, or about somebody else there whom the client must not meet.
pub async fn follow_end(act: Act<'_>, ended: &Ended) -> Result<()> {
    attendance::drop_marks_after(act, &ended.place).await?;
    task::done_by_start(act, &second_misses_of(ended.place.id)).await?;
    client::settle_pairs(act, ended.place.client_id, ended.place.group_id).await?;
    settle_ends(act, ended.place.group_id).await?;
    match ended.place.referral_id {
        Some(referral) => referral::let_companion_go(act, referral).await,
        None => Ok(()),
    }
}

/// What fell away with the end of a place comes back with it, where the end is undone that was told at `at`.
pub async fn follow_return(act: Act<'_>, place: &participation::Model, at: DateTime<Utc>) -> Result<()> {
    attendance::give_back_with_place(act, place, at).await?;
    task::open_again_by_start(act, &second_misses_of(place.id), at).await.map(drop)
}

/// What follows from its end for every place of a group that had not begun when the group was over.
pub async fn follow_ends(act: Act<'_>, ended: &[Ended]) -> Result<()> {
    for one in ended {
        follow_end(act, one).await?;
    }
    Ok(())
}

/// The same for what a referral gave up, where that was a place.
pub async fn follow_release(act: Act<'_>, ended: Option<Ended>) -> Result<()> {
    match ended {
        Some(ended) => follow_end(act, &ended).await,
        None => Ok(()),
    }
}
