//! Writers of places, offers and queues. What counts places takes the group locked.

use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId, OfferId, ParticipationId, ReferralId, WaitingId};
use entity::state::{OfferStatus, ParticipationStatus};
use entity::{group, offer, participation, waiting};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, Set, SqlErr,
};
use serde_json::json;

use super::queries;
use super::rules::{self, PlaceEnd, PlaceMarks, PlaceRefusal};
use super::stage::{Stage, stage};
use crate::access::{Act, Locked};
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Error, OrNotFound, Result};
use crate::{people, random, revision};

/// A client who wants a place, and the referral that says so.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    pub group: GroupId,
    pub client: ClientId,
    pub referral: ReferralId,
}

/// What a confirmation is to say besides.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// Why two clients who must not meet are in one group all the same.
    pub override_reason: Option<String>,
    /// Whether somebody comes along the first time.
    pub accompanied: bool,
}

impl From<PlaceRefusal> for Error {
    fn from(refusal: PlaceRefusal) -> Self {
        Self::conflict(refusal.code())
    }
}

/// A place that was given.
#[must_use]
#[derive(Clone, Copy, Debug)]
pub struct Started {
    /// The place.
    pub id: ParticipationId,
}

/// A place that was given up.
#[must_use]
#[derive(Clone, Debug)]
pub struct Ended {
    /// The place as it stands now.
    pub place: participation::Model,
}

/// Gives a candidate a place: the one offered to them, or a free one when nobody waits before them.
pub async fn insert_place(
    act: Act<'_>,
    group: &Locked<group::Model>,
    candidate: Candidate,
    terms: Terms,
) -> Result<Started> {
    let open = queries::offer_of(act.tx, candidate.referral).await?;
    match &open {
        Some(_) => {
            check_held(act, group).await?;
            close_offer(act, candidate.referral, OfferStatus::Accepted).await?;
        }
        None => {
            takes(act, group).await?;
            place_for(act, group, candidate).await?;
        }
    }
    let override_reason = terms.override_reason.or(open.and_then(|offer| offer.override_reason));
    apart(act.tx, candidate, override_reason.as_deref()).await?;
    leave_queue(act, candidate.referral).await?;
    let id = random::id(act.now);
    let row = participation::ActiveModel {
        id: Set(id),
        group_id: Set(candidate.group),
        client_id: Set(candidate.client),
        referral_id: Set(Some(candidate.referral)),
        status: Set(ParticipationStatus::Confirmed),
        active: Set(true),
        confirmed_at: Set(act.now),
        started_on: Set(None),
        ended_on: Set(None),
        ended_at: Set(None),
        end_reason: Set(None),
        end_note: Set(None),
        accompanied: Set(terms.accompanied),
        override_reason: Set(override_reason),
        created_at: Set(act.now),
    };
    row.insert(act.tx).await.map_err(on_twice)?;
    revision::raise_all(act, [candidate.group.0, candidate.client.0]).await?;
    let change = LoggedChange::of("participation.confirmed", "participation", id).client(candidate.client);
    audit::changed(act, change).await?;
    Ok(Started { id })
}

/// How a place is held for a candidate.
#[derive(Clone, Debug, Default)]
pub struct Offering {
    /// Whether the candidate has waited for it.
    pub from_queue: bool,
    /// Why two clients who must not meet may be in one group all the same.
    pub override_reason: Option<String>,
}

/// Holds a place for a candidate; the time to answer begins when the client is told.
pub async fn insert_offer(
    act: Act<'_>,
    group: &Locked<group::Model>,
    candidate: Candidate,
    offering: Offering,
) -> Result<OfferId> {
    takes(act, group).await?;
    place_for(act, group, candidate).await?;
    apart(act.tx, candidate, offering.override_reason.as_deref()).await?;
    leave_queue(act, candidate.referral).await?;
    let id = random::id(act.now);
    let from_queue = offering.from_queue;
    let row = offer::ActiveModel {
        id: Set(id),
        group_id: Set(candidate.group),
        client_id: Set(candidate.client),
        referral_id: Set(candidate.referral),
        status: Set(OfferStatus::Open),
        from_queue: Set(from_queue),
        offered_at: Set(act.now),
        answer_by: Set(None),
        answered_at: Set(None),
        contact_tries: Set(0),
        override_reason: Set(offering.override_reason),
    };
    row.insert(act.tx).await.map_err(on_twice)?;
    revision::raise(act, candidate.group).await?;
    let change =
        LoggedChange::of("offer.made", "offer", id).client(candidate.client).details(json!({"queue": from_queue}));
    audit::changed(act, change).await?;
    Ok(id)
}

/// Notes that a client was told of an open offer, which is a try to reach the client: the first time, the time to
/// answer begins.
pub async fn set_offer_told(act: Act<'_>, id: OfferId, answer_by: DateTime<Utc>) -> Result<()> {
    let open = offer::COLUMN.id.eq(id).and(offer::COLUMN.status.eq(OfferStatus::Open));
    offer::Entity::update_many()
        .col_expr(offer::Column::ContactTries, Expr::col(offer::Column::ContactTries).add(1))
        .filter(open.clone())
        .exec(act.tx)
        .await?;
    let begun = offer::Entity::update_many()
        .col_expr(offer::Column::AnswerBy, Expr::value(answer_by))
        .filter(open)
        .filter(offer::COLUMN.answer_by.is_null())
        .exec(act.tx)
        .await?;
    if begun.rows_affected == 0 {
        return Ok(());
    }
    let offer = queries::any_offer(act.tx, id).await?;
    audit::changed(act, LoggedChange::of("offer.told", "offer", id).client(offer.client_id)).await
}

/// Puts a candidate at the end of the queue.
pub async fn insert_waiting(act: Act<'_>, group: &Locked<group::Model>, candidate: Candidate) -> Result<WaitingId> {
    check_held(act, group).await?;
    let id = random::id(act.now);
    let row = waiting::ActiveModel {
        id: Set(id),
        group_id: Set(candidate.group),
        client_id: Set(candidate.client),
        referral_id: Set(candidate.referral),
        queued_at: Set(act.now),
        priority: Set(0),
        priority_reason: Set(None),
        active: Set(true),
        left_at: Set(None),
    };
    row.insert(act.tx).await.map_err(on_twice)?;
    revision::raise(act, candidate.group).await?;
    audit::changed(act, LoggedChange::of("waiting.queued", "waiting", id).client(candidate.client)).await?;
    Ok(id)
}

/// Counts a try to reach a client about an open offer, and answers the offer.
pub async fn count_contact_try(act: Act<'_>, referral: ReferralId) -> Result<offer::Model> {
    let tried = offer::Entity::update_many()
        .col_expr(offer::Column::ContactTries, Expr::col(offer::Column::ContactTries).add(1))
        .filter(offer::COLUMN.referral_id.eq(referral))
        .filter(offer::COLUMN.status.eq(OfferStatus::Open))
        .exec(act.tx)
        .await?;
    if tried.rows_affected == 0 {
        return Err(Error::conflict(Code::EnrolmentNoOffer));
    }
    let offer = queries::offer_of(act.tx, referral).await?.or_not_found()?;
    let change = LoggedChange::of("offer.contact_tried", "referral", referral).client(offer.client_id);
    audit::changed(act, change).await?;
    Ok(offer)
}

/// Takes a referral out of the queue, and its offer and its place that has not begun away.
#[must_use = "what hangs on a place ends with it"]
pub async fn release(
    act: Act<'_>,
    group: &Locked<group::Model>,
    candidate: Candidate,
    offer: OfferStatus,
) -> Result<Option<Ended>> {
    close_offer(act, candidate.referral, offer).await?;
    leave_queue(act, candidate.referral).await?;
    let held = queries::of_referral(act.tx, candidate.referral).await?.filter(|place| !stage(place).is_over());
    let ended = match held {
        Some(place) => Some(set_no_start(act, group, place.id).await?),
        None => None,
    };
    revision::raise(act, candidate.group).await?;
    Ok(ended)
}

/// Ends a place for a reason; it is free at once.
pub async fn set_end(act: Act<'_>, group: &Locked<group::Model>, id: ParticipationId, end: PlaceEnd) -> Result<Ended> {
    let place = standing_place(act, group, id).await?;
    let has_begun = matches!(stage(&place), Stage::Begun { .. });
    if !rules::ends_that_fit(has_begun).any(|fits| fits == end.reason) {
        return Err(Error::invalid("reason", Code::EnrolmentNeverCame));
    }
    let last = queries::presence_days(act.tx, &[id], act.zone).await?.get(&id).map(|days| days.last);
    let on = rules::ended_on(&end, last);
    let row = participation::ActiveModel {
        status: Set(end.reason),
        ended_on: Set(Some(on)),
        end_reason: Set(end.attrition),
        end_note: Set(end.note),
        ..Default::default()
    };
    end_row(act, &place, row).await
}

/// The place, where it has ended just so already.
pub async fn ended_already(act: Act<'_>, id: ParticipationId, end: &PlaceEnd) -> Result<Option<participation::Model>> {
    let place = queries::one(act.tx, id).await?;
    let last = queries::presence_days(act.tx, &[id], act.zone).await?.get(&id).map(|days| days.last);
    let same = (place.status, place.ended_on, place.end_reason, &place.end_note)
        == (end.reason, Some(rules::ended_on(end, last)), end.attrition, &end.note);
    Ok((stage(&place).is_over() && same).then_some(place))
}

/// The place, where it was given up already by a client who never came.
pub async fn given_up_already(act: Act<'_>, id: ParticipationId) -> Result<Option<participation::Model>> {
    let place = queries::one(act.tx, id).await?;
    Ok((place.status == ParticipationStatus::NoStart).then_some(place))
}

/// Ends the place of a client who was confirmed and never came.
pub async fn set_no_start(act: Act<'_>, group: &Locked<group::Model>, id: ParticipationId) -> Result<Ended> {
    let place = standing_place(act, group, id).await?;
    if matches!(stage(&place), Stage::Begun { .. }) {
        return Err(Error::conflict(Code::EnrolmentHasStarted));
    }
    let row = participation::ActiveModel {
        status: Set(ParticipationStatus::NoStart),
        ended_on: Set(Some(act.today())),
        ..Default::default()
    };
    end_row(act, &place, row).await
}

/// A place of a locked group that has not ended.
async fn standing_place(
    act: Act<'_>,
    group: &Locked<group::Model>,
    id: ParticipationId,
) -> Result<participation::Model> {
    let place = queries::one(act.tx, id).await?;
    if place.group_id != group.id {
        return Err(Error::NotFound);
    }
    if stage(&place).is_over() { Err(Error::conflict(Code::EnrolmentEnded)) } else { Ok(place) }
}

async fn end_row(act: Act<'_>, place: &participation::Model, mut row: participation::ActiveModel) -> Result<Ended> {
    row.id = Set(place.id);
    row.active = Set(false);
    row.ended_at = Set(Some(act.now));
    let place = row.update(act.tx).await?;
    revision::raise_all(act, [place.group_id.0, place.client_id.0]).await?;
    let change = LoggedChange::of("participation.ended", "participation", place.id).client(place.client_id);
    audit::changed(act, change.details(json!({"status": place.status.code()}))).await?;
    Ok(Ended { place })
}

/// Makes places say what their clients' marks say now: begun or not, since when, and of drop-outs until when. Answers
/// the places as they stand.
#[must_use = "what a place says now is to be said of its referral as well"]
pub async fn restate_places(act: Act<'_>, ids: &[ParticipationId]) -> Result<Vec<participation::Model>> {
    let days = queries::presence_days(act.tx, ids, act.zone).await?;
    let mut places = queries::several(act.tx, ids).await?;
    let mut changed: Vec<(PlaceMarks, Vec<ParticipationId>)> = Vec::new();
    let mut changes = Vec::new();
    for place in &mut places {
        let stood = PlaceMarks { status: place.status, started_on: place.started_on, ended_on: place.ended_on };
        let stands = rules::standing(stood, days.get(&place.id).copied());
        (place.status, place.started_on, place.ended_on) = (stands.status, stands.started_on, stands.ended_on);
        if stands == stood {
            continue;
        }
        let change = LoggedChange::of("participation.restated", "participation", place.id).client(place.client_id);
        changes.push(change.details(json!({"status": place.status.code()})));
        match changed.iter_mut().find(|(same, _)| *same == stands) {
            Some((_, ids)) => ids.push(place.id),
            None => changed.push((stands, vec![place.id])),
        }
    }
    for (stands, ids) in changed {
        participation::Entity::update_many()
            .col_expr(participation::Column::Status, Expr::value(stands.status))
            .col_expr(participation::Column::StartedOn, Expr::value(stands.started_on))
            .col_expr(participation::Column::EndedOn, Expr::value(stands.ended_on))
            .filter(participation::COLUMN.id.is_in(ids))
            .exec(act.tx)
            .await?;
    }
    audit::changed_all(act, changes).await?;
    Ok(places)
}

/// Takes back every offer of a group and empties its queue.
pub async fn release_waiting(act: Act<'_>, group: &Locked<group::Model>) -> Result<()> {
    let mut changes = withdraw_offers(act, group.id).await?;
    changes.extend(empty_queue(act, group.id).await?);
    audit::changed_all(act, changes).await
}

/// Ends every place of a group that has not begun.
#[must_use = "what hangs on a place ends with it"]
pub async fn release_unbegun(act: Act<'_>, group: &Locked<group::Model>) -> Result<Vec<Ended>> {
    let places = participation::Entity::find()
        .filter(participation::COLUMN.group_id.eq(group.id))
        .filter(participation::COLUMN.active.eq(true))
        .filter(participation::COLUMN.status.eq(ParticipationStatus::Confirmed));
    let places: Vec<participation::Model> = places.all(act.tx).await?;
    participation::Entity::update_many()
        .col_expr(participation::Column::Status, Expr::value(ParticipationStatus::NoStart))
        .col_expr(participation::Column::Active, Expr::value(false))
        .col_expr(participation::Column::EndedOn, Expr::value(act.today()))
        .col_expr(participation::Column::EndedAt, Expr::value(act.now))
        .filter(participation::COLUMN.id.is_in(places.iter().map(|place| place.id)))
        .exec(act.tx)
        .await?;
    let changes = places.iter().map(|place| {
        let change = LoggedChange::of("participation.ended", "participation", place.id).client(place.client_id);
        change.details(json!({"status": ParticipationStatus::NoStart.code()}))
    });
    audit::changed_all(act, changes.collect()).await?;
    revision::raise_all(act, places.iter().map(|place| place.client_id.0)).await?;
    let ended = |place| {
        let (status, day, at) = (ParticipationStatus::NoStart, act.today(), act.now);
        Ended {
            place: participation::Model { status, active: false, ended_on: Some(day), ended_at: Some(at), ..place },
        }
    };
    Ok(places.into_iter().map(ended).collect())
}

/// Takes back every open offer of a group.
async fn withdraw_offers(act: Act<'_>, group: GroupId) -> Result<Vec<LoggedChange>> {
    let open = Condition::all().add(offer::COLUMN.group_id.eq(group)).add(offer::COLUMN.status.eq(OfferStatus::Open));
    let offers = offer::Entity::find().filter(open.clone()).all(act.tx).await?;
    offer::Entity::update_many()
        .col_expr(offer::Column::Status, Expr::value(OfferStatus::Withdrawn))
        .col_expr(offer::Column::AnsweredAt, Expr::value(act.now))
        .filter(open)
        .exec(act.tx)
        .await?;
    Ok(offers.iter().map(|row| LoggedChange::of("offer.withdrawn", "offer", row.id).client(row.client_id)).collect())
}

/// Ends everybody's waiting for a group.
async fn empty_queue(act: Act<'_>, group: GroupId) -> Result<Vec<LoggedChange>> {
    let active = Condition::all().add(waiting::COLUMN.group_id.eq(group)).add(waiting::COLUMN.active.eq(true));
    let queue = waiting::Entity::find().filter(active.clone()).all(act.tx).await?;
    waiting::Entity::update_many()
        .col_expr(waiting::Column::Active, Expr::value(false))
        .col_expr(waiting::Column::LeftAt, Expr::value(act.now))
        .filter(active)
        .exec(act.tx)
        .await?;
    Ok(queue.iter().map(|row| LoggedChange::of("waiting.ended", "waiting", row.id).client(row.client_id)).collect())
}

/// Whether a locked group takes anybody in now.
pub async fn takes(act: Act<'_>, group: &Locked<group::Model>) -> Result<()> {
    takes_now(act, group).await
}

/// Whether a locked group takes anybody in now, where nobody in particular asks.
pub async fn takes_anybody(act: Act<'_>, group: &Locked<group::Model>) -> Result<bool> {
    match takes_now(act, group).await {
        Ok(()) => Ok(true),
        Err(Error::Conflict(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

/// The same of a group that may change before anything is written.
pub async fn takes_now(act: Act<'_>, group: &group::Model) -> Result<()> {
    check_held(act, group).await?;
    if group.intake_closed_at.is_some() { Err(PlaceRefusal::Paused.into()) } else { Ok(()) }
}

/// Refuses what can't be promised or waited for in a group any more: it is not held, or too far on.
pub(super) async fn check_held(act: Act<'_>, group: &group::Model) -> Result<()> {
    let past = queries::past_sessions(act.tx, group.id, act.now).await?;
    Ok(rules::intake(group.status, group.openness, past)?)
}

/// Whether there is a place, and nobody waits before this candidate.
async fn place_for(act: Act<'_>, group: &Locked<group::Model>, candidate: Candidate) -> Result<()> {
    let places = queries::places(act.tx, group.id).await?;
    let ahead = match queries::first_in_line(act.tx, group.id).await? {
        Some(first) if first.referral_id != candidate.referral => places.waiting,
        _ => 0,
    };
    Ok(rules::place_for(places, ahead)?)
}

/// Refuses two clients who must not meet, unless there is a reason why they may; it never says who the other is.
pub(super) async fn apart(tx: &DatabaseTransaction, candidate: Candidate, override_reason: Option<&str>) -> Result<()> {
    if override_reason.is_none() && people::pair_conflict(tx, candidate.group, candidate.client).await? {
        return Err(Error::conflict(Code::EnrolmentConflict));
    }
    Ok(())
}

/// Ends the open offer of a referral, if there is one.
async fn close_offer(act: Act<'_>, referral: ReferralId, status: OfferStatus) -> Result<()> {
    offer::Entity::update_many()
        .col_expr(offer::Column::Status, Expr::value(status))
        .col_expr(offer::Column::AnsweredAt, Expr::value(act.now))
        .filter(offer::COLUMN.referral_id.eq(referral))
        .filter(offer::COLUMN.status.eq(OfferStatus::Open))
        .exec(act.tx)
        .await?;
    Ok(())
}

async fn leave_queue(act: Act<'_>, referral: ReferralId) -> Result<()> {
    waiting::Entity::update_many()
        .col_expr(waiting::Column::Active, Expr::value(false))
        .col_expr(waiting::Column::LeftAt, Expr::value(act.now))
        .filter(waiting::COLUMN.referral_id.eq(referral))
        .filter(waiting::COLUMN.active.eq(true))
        .exec(act.tx)
        .await?;
    Ok(())
}

/// The unique indexes stand behind "nobody twice".
pub(super) fn on_twice(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Error::conflict(Code::EnrolmentAlready),
        _ => error.into(),
    }
}
