//! What follows from the end of a place, whatever ended it.

use super::open_ends::settle_ends;
use crate::access::Act;
use crate::enrolment::Ended;
use crate::error::Result;
use crate::people::client;
use crate::{attendance, referral};

/// What was said ahead of sessions after the end falls away, nobody comes along any more, and nobody is asked for the end
/// or about somebody else there whom the client must not meet.
pub async fn follow_end(act: Act<'_>, ended: &Ended) -> Result<()> {
    attendance::drop_marks_after(act, &ended.place).await?;
    client::settle_pairs(act, ended.place.client_id, ended.place.group_id).await?;
    settle_ends(act, ended.place.group_id).await?;
    match ended.place.referral_id {
        Some(referral) => referral::let_companion_go(act, referral).await,
        None => Ok(()),
    }
}

/// The same for every place of a group that had not begun when the group was over.
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
