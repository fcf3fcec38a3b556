//! What each step of a group's life takes with it.

use entity::id::GroupId;
use entity::state::{CloseReason, GroupStatus};

use super::close::close_referrals;
use super::queries;
use super::tell::{self, News};
use crate::access::{Act, Viewer, lock_group};
use crate::error::{Code, Error, Fault, Result};
use crate::programme::{Because, NextStep};
use crate::web::form::Form;
use crate::{enrolment, message, programme};

/// Cancels a group: places, offers, queue and reminders end with it, and clients and staff are told.
pub async fn cancel_group(act: Act<'_>, id: GroupId, because: Because<'_>) -> Result<()> {
    let group = lock_group(act, id).await?;
    let concerned = queries::concerned(act.tx, id).await?;
    programme::set_status(act, id, GroupStatus::Cancelled, because).await?;
    for one in &concerned {
        message::cancel_for_place(act, (one.client_id, id)).await?;
    }
    let closed = close_referrals(act, &group, CloseReason::GroupCancelled).await?;
    let to_staff = "told-staff-group-cancelled";
    let news = News { group: &group, concerned: &concerned, closed: &closed, to_staff };
    tell::everybody(act, act.who.staff(), &news).await
}

/// Decides that a group runs; with fewer clients than its minimum only for a reason.
pub async fn decide_to_run(act: Act<'_>, id: GroupId, reason: Option<&str>) -> Result<()> {
    let least = lock_group(act, id).await?.min_participants;
    let because = Because { reason, code: None };
    programme::set_status(act, id, GroupStatus::ConfirmedToRun, because).await?;
    let taken = enrolment::places(act.tx, id).await?.taken;
    if reason.is_none() && taken < u64::try_from(least).unwrap_or_default() {
        let fault =
            Fault::of("reason", Code::GroupTooFew).with("taken", taken.to_string()).with("least", least.to_string());
        return Err(Error::Invalid(vec![fault]));
    }
    Ok(())
}

/// Ends a group; before its last session, the sessions ahead fall away with their reminders, and those who would come
/// to them are told, once for all of them.
async fn end_group(act: Act<'_>, id: GroupId) -> Result<()> {
    let group = lock_group(act, id).await?;
    let ahead = queries::ahead(act.tx, id, act.now).await?;
    for session in &ahead {
        message::cancel_for_session(act, *session).await?;
    }
    programme::set_status(act, id, GroupStatus::Ended, Because::default()).await?;
    if ahead.is_empty() {
        return Ok(());
    }
    let concerned = queries::placed(act.tx, id).await?;
    let news = News { group: &group, concerned: &concerned, closed: &[], to_staff: "told-staff-group-ended" };
    tell::everybody(act, act.who.staff(), &news).await
}

/// Takes any step of a group's life.
pub(super) async fn take_step(act: Act<'_>, id: GroupId, step: NextStep) -> Result<()> {
    let reason = step.reason.as_deref();
    match step.to {
        GroupStatus::Cancelled => cancel_group(act, id, Because { reason, code: step.code }).await,
        GroupStatus::Ended => end_group(act, id).await,
        GroupStatus::ConfirmedToRun => decide_to_run(act, id, reason).await,
        to => programme::set_status(act, id, to, Because { reason, code: step.code }).await,
    }
}

/// Takes the step that a form asks for, of a group within the viewer's reach.
pub(super) async fn stepped(act: Act<'_>, by: &Viewer, id: GroupId, form: &Form) -> Result<()> {
    programme::readable(act.tx, by, id).await?;
    let step = programme::read_step(form)?;
    programme::may_step(act.tx, by, (id, step.to)).await?;
    take_step(act, id, step).await
}
