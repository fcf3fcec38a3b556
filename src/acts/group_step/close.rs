//! What becomes of the referrals of a group that is over: a person settles those of the clients who still wait.

use chrono::{DateTime, Utc};
use entity::group;
use entity::referral as referrals;
use entity::state::{CloseReason, ReferralStatus, TaskKind};

use super::queries;
use crate::access::{Act, Locked, lock_group};
use crate::acts::follow_end::{EndHeardBy, follow_ends};
use crate::acts::open_ends::{ask_for_ends, close_ends_task};
use crate::acts::referral_steps::{follow_group_end, tell_closed};
use crate::app::App;
use crate::enrolment;
use crate::error::Result;
use crate::notify::UNDO;
use crate::one_by_one::OneByOne;
use crate::{programme, referral, task};

/// What is asked about referrals that are open.
pub(super) const OF_OPEN_REFERRALS: [TaskKind; 7] = [
    TaskKind::ContactOffer,
    TaskKind::OfferLapsed,
    TaskKind::OfferUntold,
    TaskKind::ReferralDecide,
    TaskKind::QueueDecision,
    TaskKind::ReferralAnswer,
    TaskKind::AccompanySession,
];

/// Closes the referrals of a group that has ended whose clients were confirmed and never started. Of those who still waited
/// nobody has said what becomes of them: whoever helps each client is asked. Nobody is to call, answer or come along any
/// more.
async fn close_referrals(act: Act<'_>, group: &Locked<group::Model>) -> Result<Vec<referrals::Model>> {
    let mut open = referral::open_in(act.tx, group.id).await?;
    enrolment::release_waiting(act, group).await?;
    // As long as sheets are missing, nobody knows who never came.
    if programme::sheets_missing(act.tx, act.now, group.id).await? > 0 {
        open.retain(|referral| referral.status != ReferralStatus::Confirmed);
    } else {
        let _nobody = follow_ends(act, &enrolment::release_unbegun(act, group).await?, EndHeardBy::Helper).await?;
        close_ends_task(act, group.id).await?;
    }
    task::done_in_group(act, group.id, &OF_OPEN_REFERRALS).await?;
    let mut closed = Vec::new();
    for referral in &open {
        match referral.status {
            ReferralStatus::Confirmed => {
                closed.extend(referral::set_closed(act, referral.id, CloseReason::NoStart).await?);
            }
            ReferralStatus::Draft => {
                closed.extend(referral::set_closed(act, referral.id, CloseReason::NeverPlaced).await?);
            }
            _ => follow_group_end(act, referral).await?,
        }
    }
    Ok(closed)
}

/// Closes or hands on what is open in groups that have ended, and asks for the ends of the places that are left; whoever
/// referred is told of what is closed. A job; each group is a transaction of its own.
pub async fn close_ended_groups(app: &App, now: DateTime<Utc>) -> Result<()> {
    let mut each = OneByOne::at(app, now);
    // An early end may still be taken back.
    for id in queries::left_open(app.db.read(), now - UNDO).await? {
        each.run(async |act| {
            for closed in close_referrals(act, &lock_group(act, id).await?).await? {
                let _told = tell_closed(act, &closed).await?;
            }
            ask_for_ends(act, id).await
        })
        .await;
    }
    each.end()
}
