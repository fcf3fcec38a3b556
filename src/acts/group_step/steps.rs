//! What each step of a group's life takes with it.

use chrono::{DateTime, Utc};
use entity::id::GroupId;
use entity::message::Model as Message;
use entity::state::{GroupStatus, MessageStatus, TaskKind};
use entity::{group, session};

use super::back::{reopen_approval, take_decision_back};
use super::fates::{Fates, hand_on_all, lock_with, read_fates};
use super::kind::StepKind;
use crate::access::{Act, Locked, ReachedGroup, Viewer, reach_group};
use crate::acts::intake::tell_intake;
use crate::acts::open_ends::{ask_for_ends, left_open};
use crate::error::{Code, Error, Fault, Result};
use crate::message::{ToldOnce, Waiting};
use crate::notify::{self, Audience, HowToTell, News, People, Person, Told};
use crate::programme::{Because, NextStep, Reserved};
use crate::web::form::Form;
use crate::{enrolment, message, programme, recruitment, task};

/// What is asked about a group as long as it has sessions ahead.
const OF_A_GROUP_AHEAD: [TaskKind; 11] = [
    TaskKind::SubstituteLeft,
    TaskKind::TwoMisses,
    TaskKind::LowFill,
    TaskKind::DecideToRun,
    TaskKind::LeaderLeft,
    TaskKind::LeaderAway,
    TaskKind::VenueClosed,
    TaskKind::BreakFalls,
    TaskKind::SeasonFalls,
    TaskKind::AccompanySession,
    TaskKind::ChangeReturned,
];

/// What of that is asked again when the group goes on; what is about sessions and companions, those bring with them.
const OF_A_GROUP_THAT_GOES_ON: [TaskKind; 4] =
    [TaskKind::TwoMisses, TaskKind::LeaderLeft, TaskKind::LeaderAway, TaskKind::ChangeReturned];

/// Cancels a group: places, offers, queue, applications, reminders and what was asked of people end with it, and everybody
/// whom it concerns is told once. Each open referral goes where it was said, or waits for whoever helps the client.
async fn cancel_group(act: Act<'_>, group: &ReachedGroup, because: Because<'_>, fates: &Fates) -> Result<Told> {
    let Concerned { people, applicants, booked } = give_up(act, group, because).await?;
    let handed_on = hand_on_all(act, group, fates).await?;
    let mut told = notify::tell_people(act, &people, News::GroupCancelled { group: group.id }).await?;
    told += handed_on;
    told += notify::bookings_changed(act, &booked).await?;
    told += tell_applicants(act, applicants).await?;
    Ok(told)
}

/// Whom it concerns that a group is not held.
pub struct Concerned {
    pub people: People,
    pub applicants: People,
    /// The sessions, as they stood, for which rooms and interpreters may be booked.
    pub booked: Vec<session::Model>,
}

/// Gives a group up that has not begun: what waits to be told of it and what was asked about it falls away.
pub async fn give_up(act: Act<'_>, group: &ReachedGroup, because: Because<'_>) -> Result<Concerned> {
    let id = group.id;
    let step = programme::check_step(act, group, GroupStatus::Cancelled, because).await?;
    let people = notify::people(act.tx, act.now, &everybody(id)).await?;
    let applicants = notify::people(act.tx, act.now, &[Audience::Applicants(id)]).await?;
    let booked = booked_ahead(act, group).await?;
    programme::set_status(act, step).await?;
    message::withdraw(act, Waiting::OfSessionsIn(id)).await?;
    message::take_back_told(act, ToldOnce::ThatAGroupRuns(id)).await?;
    for client in people.iter().filter_map(|person| person.client()) {
        message::withdraw(act, Waiting::OfUnstarted { client, group: id }).await?;
    }
    task::done_in_group(act, id, &OF_A_GROUP_AHEAD).await?;
    // Nobody reports on a group that did not take place.
    task::done_in_group(act, id, &[TaskKind::FillSheet]).await?;
    recruitment::set_group_over(act, id).await?;
    Ok(Concerned { people, applicants, booked })
}

/// Tells those who applied to a group that is not held.
pub async fn tell_applicants(act: Act<'_>, applicants: People) -> Result<Told> {
    let mut told = Told::default();
    for person in applicants {
        let Person::Applicant(application) = person else { continue };
        let news = News::ApplicationRejected { application, words: None };
        told += notify::tell(act, &[Audience::Applicant(application)], news).await?;
    }
    Ok(told)
}

/// Whom the end of a group concerns before it has begun.
const fn everybody(id: GroupId) -> [Audience; 8] {
    [
        Audience::Placed(id),
        Audience::Asking(id),
        Audience::Offered(id),
        Audience::Queued(id),
        Audience::Leaders(id),
        Audience::PromisedCompanions(id),
        Audience::Referrers(id),
        Audience::KeyWorkers(id),
    ]
}

/// Decides that a group runs, and tells those with a place when it begins, who are not about to hear it with their
/// place; with fewer clients than its minimum only for a reason.
async fn decide_to_run(act: Act<'_>, group: &ReachedGroup, reason: Option<&str>) -> Result<Told> {
    let (id, least) = (group.id, group.min_participants);
    let because = Because { reason, code: None };
    let step = programme::check_step(act, group, GroupStatus::ConfirmedToRun, because).await?;
    let taken = enrolment::places(act.tx, id).await?.taken;
    if reason.is_none() && taken < u64::try_from(least).unwrap_or_default() {
        let fault =
            Fault::of("reason", Code::GroupTooFew).with("taken", taken.to_string()).with("least", least.to_string());
        return Err(Error::Invalid(vec![fault]));
    }
    programme::set_status(act, step).await?;
    task::done_in_group(act, id, &[TaskKind::DecideToRun]).await?;
    let concerned = [Audience::Placed(id), Audience::Leaders(id), Audience::Referrers(id)];
    let mut people = notify::people(act.tx, act.now, &concerned).await?;
    let confirmed = about_to_hear(act, id).await?;
    people.retain(|person| !confirmed.contains(person));
    notify::tell_people(act, &people, News::GroupRuns { group: id }).await
}

/// The clients who have just got a place: the message of that, which is still to go, says when the group begins.
async fn about_to_hear(act: Act<'_>, group: GroupId) -> Result<People> {
    let standing = message::standing_of_group(act.tx, act.now, group).await?;
    let is_about_to = |row: &&Message| {
        let is_new = row.status == MessageStatus::Queued || row.created_at > act.now - notify::UNDO;
        is_new && matches!(News::of(row), Some(News::Confirmed { .. }))
    };
    Ok(standing.iter().filter(is_about_to).filter_map(|row| row.client_id.map(Person::Client)).collect())
}

/// Ends a group: what was asked about what was ahead of it is settled, sheets and reports are not, and somebody is asked
/// how each open place ended. Before its last session,
/// the sessions ahead fall away with their reminders, and those who would come to them are told, once for all of them. With
/// its last session, whoever has a place is thanked.
async fn end_group(act: Act<'_>, group: &ReachedGroup) -> Result<Told> {
    let id = group.id;
    let step = programme::check_step(act, group, GroupStatus::Ended, Because::default()).await?;
    let ahead = booked_ahead(act, group).await?;
    notify::remember_sessions(act, &ahead).await?;
    programme::set_status(act, step).await?;
    task::done_in_group(act, id, &OF_A_GROUP_AHEAD).await?;
    ask_for_ends(act, id).await?;
    if ahead.is_empty() {
        // That its last sessions were called off may still wait to be told.
        message::withdraw(act, Waiting::RemindersIn(id)).await?;
        return notify::tell(act, &[Audience::Placed(id)], News::GroupOver { group: id }).await;
    }
    message::withdraw(act, Waiting::OfSessionsIn(id)).await?;
    let concerned = [Audience::Placed(id), Audience::Leaders(id), Audience::Companions(id)];
    let mut told = notify::tell(act, &concerned, News::GroupEnded { group: id }).await?;
    told += notify::bookings_changed(act, &ahead).await?;
    Ok(told)
}

/// What was asked about a group that goes on after all, and was settled as it ended at a moment, is asked again; what waited
/// beside it waits again.
pub async fn ask_anew_ahead(act: Act<'_>, group: &ReachedGroup, at: DateTime<Utc>) -> Result<()> {
    task::open_again_in_group(act, group.id, &OF_A_GROUP_AHEAD, at).await?;
    task::open_again_in_group(act, group.id, &[TaskKind::FillSheet], at).await?;
    programme::set_change_waiting(act, group, at).await
}

/// The sessions ahead for which rooms and interpreters may be booked; none of a plan on which nobody counts yet.
async fn booked_ahead(act: Act<'_>, group: &Locked<group::Model>) -> Result<Vec<session::Model>> {
    if !group.status.is_approved() {
        return Ok(Vec::new());
    }
    programme::sessions_ahead(act.tx, act.now, group.id).await
}

/// Takes back that a group was ended before its time, while it can be: what was called off takes place, what was asked about
/// it is asked again, and nobody who has not heard of the end hears of anything.
async fn undo_end(act: Act<'_>, group: &ReachedGroup) -> Result<Told> {
    let id = group.id;
    let off = programme::set_end_undone(act, group).await?;
    message::withdraw(act, Waiting::EarlyEndOf(id)).await?;
    message::let_hear_anew(act, ToldOnce::ThatAGroupIsCancelled(id)).await?;
    task::done_in_group(act, id, &[TaskKind::EndPlaces]).await?;
    ask_anew_ahead(act, group, group.status_at).await?;
    notify::sessions_changed(act, &off, HowToTell::Messages).await
}

/// Approves a plan with the hours and the money reserved for it; whoever leads the group hears of it.
pub(super) async fn approve_plan(act: Act<'_>, group: &ReachedGroup, reserved: Reserved) -> Result<Told> {
    if !programme::set_approved(act, group, reserved).await? {
        return Ok(Told::default());
    }
    notify::tell(act, &[Audience::Leaders(group.id)], News::PlanDecided { group: group.id, approved: true }).await
}

/// Marks a group as reported, once every place has its end and every session its sheet.
async fn report_group(act: Act<'_>, group: &ReachedGroup) -> Result<Told> {
    let step = programme::check_step(act, group, GroupStatus::Reported, Because::default()).await?;
    let left = left_open(act, group.id).await?;
    if !left.is_nothing() {
        let fault = Fault::whole(Code::GroupStepLeftOpen);
        let counts = [("places", left.places), ("sheets", left.sheets), ("referrals", left.referrals)];
        let fault = counts.into_iter().fold(fault, |fault, (name, count)| fault.with(name, count.to_string()));
        return Err(Error::Conflict(fault));
    }
    programme::set_status(act, step).await?;
    Ok(Told::default())
}

/// Lets a group that has ended run again, for a reason and while its end is not long ago. Its leaders hear that, and which
/// places ended with it; a person gives those back.
async fn reopen_group(act: Act<'_>, group: &ReachedGroup, reason: Option<&str>) -> Result<Told> {
    let id = group.id;
    let step = programme::check_step(act, group, GroupStatus::Running, Because { reason, code: None }).await?;
    if !programme::may_reopen(group, act.now) {
        return Err(Error::conflict(Code::GroupStepReopenLate));
    }
    programme::set_status(act, step).await?;
    task::done_in_group(act, id, &[TaskKind::EndPlaces]).await?;
    message::withdraw(act, Waiting::ThanksIn(id)).await?;
    // Should it end before its time once more, that is news again.
    message::let_hear_anew(act, ToldOnce::ThatAGroupIsCancelled(id)).await?;
    task::open_again_in_group(act, id, &OF_A_GROUP_THAT_GOES_ON, group.status_at).await?;
    programme::set_change_waiting(act, group, group.status_at).await?;
    notify::tell(act, &[Audience::Leaders(id)], News::GroupReopened { group: id }).await
}

/// Takes any step of a group's life; one into the state that stands has been taken, and nobody hears of it again.
pub(super) async fn take_step(
    act: Act<'_>,
    group: &ReachedGroup,
    kind: StepKind,
    because: Because<'_>,
    fates: &Fates,
) -> Result<Told> {
    let id = group.id;
    if group.status == kind.to() {
        return Ok(Told::default());
    }
    let take = async || programme::set_status(act, programme::check_step(act, group, kind.to(), because).await?).await;
    match kind {
        StepKind::Submit => {
            take().await?;
            notify::tell(act, &[Audience::Supervisor(id)], News::PlanSent { group: id }).await
        }
        StepKind::Approve | StepKind::SendBack => {
            take().await?;
            let decided = News::PlanDecided { group: id, approved: kind == StepKind::Approve };
            notify::tell(act, &[Audience::Leaders(id)], decided).await
        }
        StepKind::Recruit => {
            take().await?;
            // Who applied before it was planned anew.
            tell_intake(act, id, false).await
        }
        StepKind::Redraft | StepKind::Begin | StepKind::Archive => take().await.map(|()| Told::default()),
        StepKind::ReopenApproval => reopen_approval(act, group, because.reason).await,
        StepKind::TakeDecisionBack => take_decision_back(act, group).await,
        StepKind::DecideToRun => decide_to_run(act, group, because.reason).await,
        StepKind::UndoEnd => undo_end(act, group).await,
        StepKind::Reopen => reopen_group(act, group, because.reason).await,
        StepKind::End => end_group(act, group).await,
        StepKind::Report => report_group(act, group).await,
        StepKind::Cancel => cancel_group(act, group, because, fates).await,
    }
}

/// A step that was taken, and who hears of it.
pub(super) struct TakenStep {
    pub kind: StepKind,
    pub told: Told,
}

/// Takes the step that a form asks for, of a group within the viewer's reach.
pub(super) async fn stepped(act: Act<'_>, by: &Viewer, id: GroupId, form: &Form) -> Result<TakenStep> {
    programme::readable(act.tx, by, id).await?;
    let NextStep { to, reason, code } = programme::read_step(form)?;
    let fates = if to == GroupStatus::Cancelled { read_fates(form)? } else { Fates::default() };
    let stands = lock_with(act, by, id, &fates).await?;
    let may_undo_end = to == GroupStatus::Running && programme::may_undo_end(act.tx, id, act.now).await?;
    let kind = StepKind::of(stands.status, to, may_undo_end);
    let group = reach_group(act, by, kind.resource(), id).await?;
    let told = take_step(act, &group, kind, Because { reason: reason.as_deref(), code }, &fates).await?;
    Ok(TakenStep { kind, told })
}
