//! The end of a place, with everything that follows.

use entity::participation;
use entity::state::{CloseReason, GroupStatus, ParticipationStatus};

use crate::access::{Act, Reached, lock_group};
use crate::acts::follow_end::{EndHeardBy, follow_end};
use crate::acts::referral_steps::{goes_on, tell_closed};
use crate::enrolment::{self, PlaceEnd};
use crate::error::{Code, Error, Result};
use crate::message::Waiting;
use crate::notify::Told;
use crate::{message, referral};

/// A place that has ended, and who hears of it.
#[must_use]
pub struct PlaceEnded {
    pub place: participation::Model,
    /// Whether somebody waits to whom it is offered in two minutes.
    pub goes_on: bool,
    pub told: Told,
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
    let mut told = follow_end(act, &ended, to).await?;
    let place = ended.place;
    told += close_unstarted(act, &place).await?;
    message::withdraw(act, Waiting::OfPlace { client: place.client_id, group: place.group_id }).await?;
    Ok(PlaceEnded { place, goes_on: goes_on(act, &group).await?, told })
}

/// Ends the place of a client who was confirmed and never came, and reminders stop; whoever helps the client, who hears no
/// message, is asked to talk about it. Once more changes nothing. Before the
/// first session at which the client was expected is over, nobody knows that, but for a group that has ended.
pub async fn give_up_place(act: Act<'_>, place: &Reached<participation::Model>, to: EndHeardBy) -> Result<PlaceEnded> {
    let group = lock_group(act, place.group_id).await?;
    if let Some(place) = enrolment::given_up_already(act, place.id).await? {
        return Ok(PlaceEnded { place, goes_on: goes_on(act, &group).await?, told: Told::default() });
    }
    let is_over = group.status == GroupStatus::Ended;
    if !is_over && place.started_on.is_none() && !enrolment::was_expected(act.tx, act.now, place.id).await? {
        return Err(Error::conflict(Code::EnrolmentNotExpected));
    }
    let ended = enrolment::set_no_start(act, &group, place.id).await?;
    let mut told = follow_end(act, &ended, to).await?;
    let place = ended.place;
    told += close_unstarted(act, &place).await?;
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
