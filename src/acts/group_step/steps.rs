//! What each step of a group's life takes with it.

use entity::id::GroupId;
use entity::state::{CloseReason, GroupStatus, TaskKind};
use entity::{group, session};

use super::close::close_referrals;
use crate::access::{Act, Locked, Viewer, lock_group};
use crate::acts::open_ends::{ask_for_ends, left_open};
use crate::error::{Code, Error, Fault, Result};
use crate::message::Waiting;
use crate::notify::{self, Audience, News, Person, Told};
use crate::programme::{Because, NextStep};
use crate::web::form::Form;
use crate::{enrolment, message, programme, recruitment, task};

/// What is asked about a group as long as it has sessions ahead.
const OF_A_GROUP_AHEAD: [TaskKind; 9] = [
    TaskKind::TwoMisses,
    TaskKind::LowFill,
    TaskKind::DecideToRun,
    TaskKind::LeaderLeft,
    TaskKind::LeaderAway,
    TaskKind::VenueClosed,
    TaskKind::BreakFalls,
    TaskKind::AccompanySession,
    TaskKind::ChangeReturned,
];

/// Cancels a group: places, offers, queue, applications, reminders and what was asked of people end with it, and everybody
/// whom it concerns is told once.
pub async fn cancel_group(act: Act<'_>, id: GroupId, because: Because<'_>) -> Result<Told> {
    let group = lock_group(act, id).await?;
    let concerned = notify::people(act.tx, act.now, &everybody(id)).await?;
    let applicants = notify::people(act.tx, act.now, &[Audience::Applicants(id)]).await?;
    let ahead = booked_ahead(act, &group).await?;
    programme::set_status(act, id, GroupStatus::Cancelled, because).await?;
    message::withdraw(act, Waiting::OfSessionsIn(id)).await?;
    for client in concerned.iter().filter_map(|person| person.client()) {
        message::withdraw(act, Waiting::OfUnstarted { client, group: id }).await?;
    }
    for referral in close_referrals(act, &group, CloseReason::GroupCancelled).await? {
        message::withdraw(act, Waiting::OfReferral(referral.id)).await?;
    }
    task::done_in_group(act, id, &OF_A_GROUP_AHEAD).await?;
    // Nobody reports on a group that did not take place.
    task::done_in_group(act, id, &[TaskKind::FillSheet]).await?;
    recruitment::set_group_over(act, id).await?;
    let mut told = notify::tell_people(act, &concerned, News::GroupCancelled { group: id }).await?;
    told += notify::bookings_off(act, &ahead).await?;
    for person in applicants {
        let Person::Applicant(application) = person else { continue };
        let news = News::ApplicationRejected { application, words: None };
        told += notify::tell(act, &[Audience::Applicant(application)], news).await?;
    }
    Ok(told)
}

/// Whom the end of a group concerns before it has begun.
const fn everybody(id: GroupId) -> [Audience; 7] {
    [
        Audience::Placed(id),
        Audience::Offered(id),
        Audience::Queued(id),
        Audience::Leaders(id),
        Audience::PromisedCompanions(id),
        Audience::Referrers(id),
        Audience::KeyWorkers(id),
    ]
}

/// Decides that a group runs, and tells those with a place when it begins; with fewer clients than its minimum only for
/// a reason.
pub async fn decide_to_run(act: Act<'_>, id: GroupId, reason: Option<&str>) -> Result<Told> {
    let least = lock_group(act, id).await?.min_participants;
    let because = Because { reason, code: None };
    programme::set_status(act, id, GroupStatus::ConfirmedToRun, because).await?;
    let taken = enrolment::places(act.tx, id).await?.taken;
    if reason.is_none() && taken < u64::try_from(least).unwrap_or_default() {
        let fault =
            Fault::of("reason", Code::GroupTooFew).with("taken", taken.to_string()).with("least", least.to_string());
        return Err(Error::Invalid(vec![fault]));
    }
    let concerned = [Audience::Placed(id), Audience::Leaders(id), Audience::Referrers(id)];
    notify::tell(act, &concerned, News::GroupRuns { group: id }).await
}

/// Ends a group: what was asked about what was ahead of it is settled, sheets and reports are not, and somebody is asked
/// how each open place ended. Before its last session,
/// the sessions ahead fall away with their reminders, and those who would come to them are told, once for all of them.
async fn end_group(act: Act<'_>, id: GroupId) -> Result<Told> {
    let group = lock_group(act, id).await?;
    let ahead = booked_ahead(act, &group).await?;
    let is_early = !ahead.is_empty();
    programme::set_status(act, id, GroupStatus::Ended, Because::default()).await?;
    task::done_in_group(act, id, &OF_A_GROUP_AHEAD).await?;
    ask_for_ends(act, id).await?;
    if !is_early {
        // That its last sessions were called off may still wait to be told.
        message::withdraw(act, Waiting::RemindersIn(id)).await?;
        return Ok(Told::default());
    }
    message::withdraw(act, Waiting::OfSessionsIn(id)).await?;
    let concerned = [Audience::Placed(id), Audience::Leaders(id), Audience::Companions(id)];
    let mut told = notify::tell(act, &concerned, News::GroupEnded { group: id }).await?;
    told += notify::bookings_off(act, &ahead).await?;
    Ok(told)
}

/// The sessions ahead for which rooms and interpreters may be booked; none of a plan on which nobody counts yet.
async fn booked_ahead(act: Act<'_>, group: &Locked<group::Model>) -> Result<Vec<session::Model>> {
    match group.status {
        GroupStatus::Draft | GroupStatus::Submitted | GroupStatus::Returned => Ok(Vec::new()),
        _ => programme::sessions_ahead(act.tx, act.now, group.id).await,
    }
}

/// Marks a group as reported, once every place has its end and every session its sheet.
async fn report_group(act: Act<'_>, id: GroupId) -> Result<Told> {
    lock_group(act, id).await?;
    programme::set_status(act, id, GroupStatus::Reported, Because::default()).await?;
    let left = left_open(act, id).await?;
    if !left.is_nothing() {
        let fault = Fault::whole(Code::GroupStepLeftOpen);
        let counts = [("places", left.places), ("sheets", left.sheets)];
        let fault = counts.into_iter().fold(fault, |fault, (name, count)| fault.with(name, count.to_string()));
        return Err(Error::Conflict(fault));
    }
    Ok(Told::default())
}

/// Lets a group that has ended run again, for a reason and while its end is not long ago.
async fn reopen_group(act: Act<'_>, id: GroupId, reason: Option<&str>) -> Result<Told> {
    let group = lock_group(act, id).await?;
    programme::set_status(act, id, GroupStatus::Running, Because { reason, code: None }).await?;
    if !programme::may_reopen(&group, act.now) {
        return Err(Error::conflict(Code::GroupStepReopenLate));
    }
    task::done_in_group(act, id, &[TaskKind::EndPlaces]).await?;
    Ok(Told::default())
}

/// Takes any step of a group's life; one into the state that stands has been taken, and nobody hears of it again.
pub(super) async fn take_step(act: Act<'_>, id: GroupId, step: NextStep) -> Result<Told> {
    if lock_group(act, id).await?.status == step.to {
        return Ok(Told::default());
    }
    let reason = step.reason.as_deref();
    match step.to {
        GroupStatus::Cancelled => cancel_group(act, id, Because { reason, code: step.code }).await,
        GroupStatus::Ended => end_group(act, id).await,
        GroupStatus::ConfirmedToRun => decide_to_run(act, id, reason).await,
        GroupStatus::Reported => report_group(act, id).await,
        GroupStatus::Running if act.who.staff().is_some() => reopen_group(act, id, reason).await,
        to => {
            programme::set_status(act, id, to, Because { reason, code: step.code }).await?;
            Ok(Told::default())
        }
    }
}

/// Takes the step that a form asks for, of a group within the viewer's reach.
pub(super) async fn stepped(act: Act<'_>, by: &Viewer, id: GroupId, form: &Form) -> Result<Told> {
    programme::readable(act.tx, by, id).await?;
    let step = programme::read_step(form)?;
    programme::may_step(act.tx, by, id, step.to).await?;
    take_step(act, id, step).await
}
