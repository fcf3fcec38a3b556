//! The end of a place, with everything that follows.

use chrono::TimeDelta;
use entity::id::{ParticipationId, StaffId};
use entity::participation;
use entity::state::{CloseReason, GroupStatus, ParticipationStatus, TaskKind};

use crate::access::{Act, Reached, lock_group};
use crate::acts::follow_end::follow_end;
use crate::acts::referral_steps::{goes_on, tell_closed};
use crate::enrolment::{self, PlaceEnd};
use crate::error::{Code, Error, Result};
use crate::message::Waiting;
use crate::notify::{self, Audience, News, Told};
use crate::task::{self, NewTask, Whom};
use crate::{message, referral};

/// When the talk at the end is due.
const TALK_DUE: TimeDelta = TimeDelta::days(7);

/// A place that has ended, and who hears of it.
#[must_use]
pub struct PlaceEnded {
    pub place: participation::Model,
    /// Whether somebody waits to whom it is offered in two minutes.
    pub goes_on: bool,
    pub told: Told,
}

/// Who hears that a place has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndHeardBy {
    /// The client by a message, and the colleagues.
    Client,
    /// Those who lead the group and who was to come along; whoever ends it talks with the client.
    Colleagues,
    /// Nobody: the group is over, and its places end on one list.
    Nobody,
}

/// Ends a place for a reason: the referral of one who never started is closed, what waits to be sent about it falls
/// away, and the helper is asked to talk with the client.
/// The same end once more changes nothing.
pub async fn end_place(
    act: Act<'_>,
    place: &Reached<participation::Model>,
    end: PlaceEnd,
    to: EndHeardBy,
) -> Result<PlaceEnded> {
    let group = lock_group(act, place.group_id).await?;
    if let Some(place) = enrolment::ended_already(act, place.id, &end).await? {
        return Ok(PlaceEnded { place, goes_on: goes_on(act, &group).await?, told: Told::default() });
    }
    let ended = enrolment::set_end(act, &group, place.id, end).await?;
    let companion = companion_of(act, &ended.place).await?;
    follow_end(act, &ended).await?;
    let place = ended.place;
    let mut told = close_unstarted(act, &place).await?;
    message::withdraw(act, Waiting::OfPlace { client: place.client_id, group: place.group_id }).await?;
    told += tell_end(act, &place, companion, to).await?;
    if place.status != ParticipationStatus::Deceased {
        ask_to_talk(act, &place).await?;
    }
    Ok(PlaceEnded { place, goes_on: goes_on(act, &group).await?, told })
}

/// Ends the place of a client who was confirmed and never came, and reminders stop; once more changes nothing. Before the
/// first session at which the client was expected is over, nobody knows that, but for a group that has ended.
pub async fn give_up_place(act: Act<'_>, place: &Reached<participation::Model>) -> Result<PlaceEnded> {
    let group = lock_group(act, place.group_id).await?;
    if let Some(place) = enrolment::given_up_already(act, place.id).await? {
        return Ok(PlaceEnded { place, goes_on: goes_on(act, &group).await?, told: Told::default() });
    }
    let is_over = group.status == GroupStatus::Ended;
    if !is_over && place.started_on.is_none() && !enrolment::was_expected(act.tx, act.now, place.id).await? {
        return Err(Error::conflict(Code::EnrolmentNotExpected));
    }
    let ended = enrolment::set_no_start(act, &group, place.id).await?;
    follow_end(act, &ended).await?;
    let place = ended.place;
    let told = close_unstarted(act, &place).await?;
    message::withdraw(act, Waiting::OfUnstarted { client: place.client_id, group: place.group_id }).await?;
    Ok(PlaceEnded { place, goes_on: goes_on(act, &group).await?, told })
}

/// A referral that is still open when its place ends never came to a start; whoever referred hears of it. A death is
/// told by people, not by messages.
async fn close_unstarted(act: Act<'_>, place: &participation::Model) -> Result<Told> {
    let Some(id) = place.referral_id else { return Ok(Told::default()) };
    let closed = referral::set_closed(act, id, CloseReason::NoStart).await?;
    match closed.filter(|_| place.status != ParticipationStatus::Deceased) {
        Some(closed) => tell_closed(act, &closed).await,
        None => Ok(Told::default()),
    }
}

/// Whoever was to come along with a client who has not come yet.
async fn companion_of(act: Act<'_>, place: &participation::Model) -> Result<Option<StaffId>> {
    match place.referral_id.filter(|_| place.started_on.is_none()) {
        Some(id) => Ok(referral::model(act.tx, id).await?.accompany_staff_id),
        None => Ok(None),
    }
}

/// A death is told by people, not by messages.
async fn tell_end(
    act: Act<'_>,
    place: &participation::Model,
    companion: Option<StaffId>,
    to: EndHeardBy,
) -> Result<Told> {
    if to == EndHeardBy::Nobody || place.status == ParticipationStatus::Deceased {
        return Ok(Told::default());
    }
    let mut hear = vec![Audience::Leaders(place.group_id)];
    hear.extend(companion.map(Audience::Staff));
    if to == EndHeardBy::Client {
        hear.push(Audience::Client(place.client_id));
    }
    notify::tell(act, &hear, News::PlaceEnded { place: place.id }).await
}

async fn ask_to_talk(act: Act<'_>, ended: &participation::Model) -> Result<()> {
    let helper = Whom::Helper { client: ended.client_id, group: ended.group_id };
    let about = |_| NewTask {
        key: talk_key(ended.id),
        client: Some(ended.client_id),
        group: Some(ended.group_id),
        session: None,
        referral: ended.referral_id,
        note: ended.end_note.clone(),
    };
    // Of a place that was given back and ends again it is asked again.
    task::ask_whom(act, TaskKind::EndTalk, helper, act.now + TALK_DUE, about).await
}

/// Names the task to talk with somebody whose place has ended.
pub(super) fn talk_key(place: ParticipationId) -> String {
    format!("end_talk:{place}")
}
