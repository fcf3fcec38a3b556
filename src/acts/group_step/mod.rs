//! A group that is to run or is cancelled: its places and referrals follow, and everybody whom it concerns is told.

mod api;
mod close;
mod queries;
mod routes;
mod tell;

pub use close::close_ended;
pub use routes::routes;

use chrono::{DateTime, Utc};
use entity::id::GroupId;
use entity::state::{CancelCode, CloseReason, GroupStatus};
use sea_orm::DatabaseTransaction;

use self::tell::News;
use crate::access::Actor;
use crate::error::{Error, Fault, Result};
use crate::programme::{Because, NextStep};
use crate::{enrolment, message, programme, referral};

/// Cancels a group: places, offers, queue and reminders end with it, and clients and staff are told.
pub async fn cancel_group(
    tx: &DatabaseTransaction,
    who: Actor,
    now: DateTime<Utc>,
    id: GroupId,
    (code, note): (Option<CancelCode>, Option<&str>),
) -> Result<()> {
    let group = programme::lock_group(tx, id).await?;
    let concerned = queries::concerned(tx, id).await?;
    let because = Because { reason: note, code };
    programme::set_status(tx, who, now, id, GroupStatus::Cancelled, because).await?;
    for one in &concerned {
        message::cancel_for_place(tx, now, (one.client_id, id)).await?;
    }
    let closed = referral::close_group(tx, who, now, (id, CloseReason::GroupCancelled)).await?;
    let to_staff = "told-staff-group-cancelled";
    let news = News { group: &group, concerned: &concerned, closed: &closed, to_staff };
    tell::everybody(tx, who.staff(), now, &news).await
}

/// Decides that a group runs; with fewer clients than its minimum only for a reason.
pub async fn decide_to_run(
    tx: &DatabaseTransaction,
    who: Actor,
    now: DateTime<Utc>,
    id: GroupId,
    reason: Option<&str>,
) -> Result<()> {
    let least = programme::lock_group(tx, id).await?.min_participants;
    let because = Because { reason, code: None };
    programme::set_status(tx, who, now, id, GroupStatus::ConfirmedToRun, because).await?;
    let taken = enrolment::places(tx, id).await?.taken;
    if reason.is_none() && taken < u64::try_from(least).unwrap_or_default() {
        let fault =
            Fault::of("reason", "group-too-few").with("taken", taken.to_string()).with("least", least.to_string());
        return Err(Error::Invalid(vec![fault]));
    }
    Ok(())
}

/// Ends a group; before its last session, the sessions ahead fall away with their reminders, and those who would come
/// to them are told, once for all of them.
async fn end_group(tx: &DatabaseTransaction, who: Actor, now: DateTime<Utc>, id: GroupId) -> Result<()> {
    let group = programme::lock_group(tx, id).await?;
    let ahead = queries::ahead(tx, id, now).await?;
    for session in &ahead {
        message::cancel_for_session(tx, now, *session).await?;
    }
    programme::set_status(tx, who, now, id, GroupStatus::Ended, Because::default()).await?;
    if ahead.is_empty() {
        return Ok(());
    }
    let concerned = queries::placed(tx, id).await?;
    let news = News { group: &group, concerned: &concerned, closed: &[], to_staff: "told-staff-group-ended" };
    tell::everybody(tx, who.staff(), now, &news).await
}

/// Takes any step of a group's life.
async fn take_step(
    tx: &DatabaseTransaction,
    who: Actor,
    now: DateTime<Utc>,
    (id, step): (GroupId, NextStep),
) -> Result<()> {
    let reason = step.reason.as_deref();
    match step.to {
        GroupStatus::Cancelled => cancel_group(tx, who, now, id, (step.code, reason)).await,
        GroupStatus::Ended => end_group(tx, who, now, id).await,
        GroupStatus::ConfirmedToRun => decide_to_run(tx, who, now, id, reason).await,
        to => programme::set_status(tx, who, now, id, to, Because { reason, code: step.code }).await,
    }
}
