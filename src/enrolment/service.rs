//! Writes of places, offers and queues. Each act that counts places begins with [`lock_group`].

use chrono::NaiveDate;
use entity::id::{ClientId, GroupId, OfferId, ParticipationId, ReferralId, WaitingId};
use entity::state::{OfferStatus, ParticipationStatus};
use entity::{group, offer, participation, waiting};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, Set, SqlErr,
};
use serde_json::json;

use super::queries::{self, InLine};
use super::rules::{self, End, Refusal, Standing};
use crate::access::Act;
use crate::audit::{self, Change};
use crate::error::{Error, OrNotFound, Result};
use crate::programme::lock_group;
use crate::{people, random, revision};

/// A client who wants a place, and the referral that says so.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// The group.
    pub group: GroupId,
    /// The client.
    pub client: ClientId,
    /// The referral.
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

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::conflict(refusal.key())
    }
}

/// Gives a candidate a place: the one offered to them, or a free one when nobody waits before them.
pub async fn confirm(act: Act<'_>, (candidate, terms): (Candidate, Terms)) -> Result<ParticipationId> {
    let group = lock_group(act.tx, candidate.group).await?;
    takes(act, &group).await?;
    let open = queries::offer_of(act.tx, candidate.referral).await?;
    match &open {
        Some(_) => settle_offer(act, (candidate.referral, OfferStatus::Accepted)).await?,
        None => place_for(act.tx, candidate).await?,
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
    let change = Change::of("participation.confirmed", "participation", id).client(candidate.client);
    audit::changed(act, change).await?;
    Ok(id)
}

/// Offers a candidate a place until the deadline; the place is held for them.
pub async fn offer(
    act: Act<'_>,
    (candidate, from_queue, override_reason): (Candidate, bool, Option<String>),
) -> Result<OfferId> {
    let group = lock_group(act.tx, candidate.group).await?;
    takes(act, &group).await?;
    place_for(act.tx, candidate).await?;
    apart(act.tx, candidate, override_reason.as_deref()).await?;
    leave_queue(act, candidate.referral).await?;
    let id = random::id(act.now);
    let row = offer::ActiveModel {
        id: Set(id),
        group_id: Set(candidate.group),
        client_id: Set(candidate.client),
        referral_id: Set(candidate.referral),
        status: Set(OfferStatus::Open),
        from_queue: Set(from_queue),
        offered_at: Set(act.now),
        expires_at: Set(rules::deadline(act.now, from_queue)),
        answered_at: Set(None),
        contact_tries: Set(0),
        override_reason: Set(override_reason),
    };
    row.insert(act.tx).await.map_err(on_twice)?;
    revision::raise(act, candidate.group).await?;
    let change = Change::of("offer.made", "offer", id).client(candidate.client).details(json!({"queue": from_queue}));
    audit::changed(act, change).await?;
    Ok(id)
}

/// Puts a candidate at the end of the queue.
pub async fn queue(act: Act<'_>, candidate: Candidate) -> Result<WaitingId> {
    let group = lock_group(act.tx, candidate.group).await?;
    takes(act, &group).await?;
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
    audit::changed(act, Change::of("waiting.queued", "waiting", id).client(candidate.client)).await?;
    Ok(id)
}

/// Puts one who waits before all others, for a reason.
pub async fn prioritise(act: Act<'_>, (group, id, reason): (GroupId, WaitingId, String)) -> Result<()> {
    lock_group(act.tx, group).await?;
    let queue = queries::in_line(act.tx, group).await?;
    let chosen = queue.iter().find(|one| one.id == id).or_not_found()?;
    let others: Vec<_> = queue.iter().filter(|one| one.id != id).map(InLine::turn).collect();
    let row = waiting::ActiveModel {
        id: Set(id),
        priority: Set(rules::before_all(&others)),
        priority_reason: Set(Some(reason)),
        ..Default::default()
    };
    row.update(act.tx).await?;
    audit::changed(act, Change::of("waiting.prioritised", "waiting", id).client(chosen.client_id)).await
}

/// Notes a try to reach a client about an open offer.
pub async fn contact_tried(act: Act<'_>, referral: ReferralId) -> Result<()> {
    let tried = offer::Entity::update_many()
        .col_expr(offer::Column::ContactTries, Expr::col(offer::Column::ContactTries).add(1))
        .filter(offer::COLUMN.referral_id.eq(referral))
        .filter(offer::COLUMN.status.eq(OfferStatus::Open))
        .exec(act.tx)
        .await?;
    if tried.rows_affected == 0 {
        return Err(Error::conflict("enrolment-no-offer"));
    }
    let client = queries::offer_of(act.tx, referral).await?.or_not_found()?.client_id;
    audit::changed(act, Change::of("offer.contact_tried", "referral", referral).client(client)).await
}

/// Takes a referral out of the queue, and its offer and its place that has not begun away.
pub async fn leave(act: Act<'_>, (candidate, offer): (Candidate, OfferStatus)) -> Result<()> {
    lock_group(act.tx, candidate.group).await?;
    settle_offer(act, (candidate.referral, offer)).await?;
    leave_queue(act, candidate.referral).await?;
    let held = queries::of_referral(act.tx, candidate.referral).await?.filter(|place| place.active);
    if let Some(place) = held {
        no_start(act, place.id).await?;
    }
    revision::raise(act, candidate.group).await
}

/// Ends a participation; the place is free at once.
pub async fn end(act: Act<'_>, (id, end): (ParticipationId, End)) -> Result<participation::Model> {
    let place = queries::one(act.tx, id).await?;
    let last = queries::presence_days(act.tx, &[id]).await?.get(&id).map(|(_, last)| *last);
    let on = rules::ended_on(&end, last);
    let row = participation::ActiveModel {
        id: Set(id),
        end_reason: Set(end.attrition),
        end_note: Set(end.note),
        ..Default::default()
    };
    close(act, (place, row, end.reason, on)).await
}

/// Frees the place of a client who was confirmed and never came.
pub async fn no_start(act: Act<'_>, id: ParticipationId) -> Result<participation::Model> {
    let place = queries::one(act.tx, id).await?;
    if place.status == ParticipationStatus::Started {
        return Err(Error::conflict("enrolment-has-started"));
    }
    let on = act.now.with_timezone(&chrono_tz::Europe::Helsinki).date_naive();
    let row = participation::ActiveModel { id: Set(id), ..Default::default() };
    close(act, (place, row, ParticipationStatus::NoStart, on)).await
}

/// Ends an active participation in a state on a day.
async fn close(
    act: Act<'_>,
    (place, mut row, status, on): (participation::Model, participation::ActiveModel, ParticipationStatus, NaiveDate),
) -> Result<participation::Model> {
    lock_group(act.tx, place.group_id).await?;
    // Read again under the lock: another act may have ended it meanwhile.
    if !queries::one(act.tx, place.id).await?.active {
        return Err(Error::conflict("enrolment-ended"));
    }
    row.status = Set(status);
    row.active = Set(false);
    row.ended_on = Set(Some(on));
    row.ended_at = Set(Some(act.now));
    let ended = row.update(act.tx).await?;
    revision::raise_all(act, [place.group_id.0, place.client_id.0]).await?;
    let change = Change::of("participation.ended", "participation", place.id).client(place.client_id);
    audit::changed(act, change.details(json!({"status": status.code()}))).await?;
    Ok(ended)
}

/// Makes places say what their clients' marks say now: begun or not, since when, and of drop-outs until when.
///
/// `referral::by_marks` calls this and states the referrals anew; others call that.
pub async fn by_marks(act: Act<'_>, ids: &[ParticipationId]) -> Result<Vec<participation::Model>> {
    let days = queries::presence_days(act.tx, ids).await?;
    let mut places = queries::several(act.tx, ids).await?;
    let mut changed: Vec<(Standing, Vec<ParticipationId>)> = Vec::new();
    let mut changes = Vec::new();
    for place in &mut places {
        let stood = Standing { status: place.status, started_on: place.started_on, ended_on: place.ended_on };
        let stands = rules::standing(stood, days.get(&place.id).copied());
        (place.status, place.started_on, place.ended_on) = (stands.status, stands.started_on, stands.ended_on);
        if stands == stood {
            continue;
        }
        let change = Change::of("participation.restated", "participation", place.id).client(place.client_id);
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

/// Takes back every offer, empties the queue and ends every place that has not begun, when a group is cancelled.
pub async fn close_group(act: Act<'_>, group: GroupId) -> Result<()> {
    lock_group(act.tx, group).await?;
    let places = participation::Entity::find()
        .filter(participation::COLUMN.group_id.eq(group))
        .filter(participation::COLUMN.active.eq(true));
    let places: Vec<participation::Model> = places.all(act.tx).await?;
    let mut changes = withdraw_offers(act, group).await?;
    changes.extend(empty_queue(act, group).await?);
    let on = act.now.with_timezone(&chrono_tz::Europe::Helsinki).date_naive();
    let never = |place: &&participation::Model| place.status == ParticipationStatus::Confirmed;
    participation::Entity::update_many()
        .col_expr(participation::Column::Status, Expr::value(ParticipationStatus::NoStart))
        .col_expr(participation::Column::Active, Expr::value(false))
        .col_expr(participation::Column::EndedOn, Expr::value(on))
        .col_expr(participation::Column::EndedAt, Expr::value(act.now))
        .filter(participation::COLUMN.id.is_in(places.iter().filter(never).map(|place| place.id)))
        .exec(act.tx)
        .await?;
    changes.extend(places.iter().filter(never).map(|place| {
        let change = Change::of("participation.ended", "participation", place.id).client(place.client_id);
        change.details(json!({"status": ParticipationStatus::NoStart.code()}))
    }));
    audit::changed_all(act, changes).await?;
    revision::raise_all(act, places.into_iter().map(|place| place.client_id.0)).await
}

/// Takes back every open offer of a group.
async fn withdraw_offers(act: Act<'_>, group: GroupId) -> Result<Vec<Change>> {
    let open = Condition::all().add(offer::COLUMN.group_id.eq(group)).add(offer::COLUMN.status.eq(OfferStatus::Open));
    let offers = offer::Entity::find().filter(open.clone()).all(act.tx).await?;
    offer::Entity::update_many()
        .col_expr(offer::Column::Status, Expr::value(OfferStatus::Withdrawn))
        .col_expr(offer::Column::AnsweredAt, Expr::value(act.now))
        .filter(open)
        .exec(act.tx)
        .await?;
    Ok(offers.iter().map(|row| Change::of("offer.withdrawn", "offer", row.id).client(row.client_id)).collect())
}

/// Ends everybody's waiting for a group.
async fn empty_queue(act: Act<'_>, group: GroupId) -> Result<Vec<Change>> {
    let active = Condition::all().add(waiting::COLUMN.group_id.eq(group)).add(waiting::COLUMN.active.eq(true));
    let queue = waiting::Entity::find().filter(active.clone()).all(act.tx).await?;
    waiting::Entity::update_many()
        .col_expr(waiting::Column::Active, Expr::value(false))
        .col_expr(waiting::Column::LeftAt, Expr::value(act.now))
        .filter(active)
        .exec(act.tx)
        .await?;
    Ok(queue.iter().map(|row| Change::of("waiting.ended", "waiting", row.id).client(row.client_id)).collect())
}

/// Whether a locked group takes anybody in now.
pub async fn takes(act: Act<'_>, group: &group::Model) -> Result<()> {
    let past = queries::past_sessions(act.tx, group.id, act.now).await?;
    Ok(rules::intake(group.status, group.openness, past)?)
}

/// Whether there is a place, and nobody waits before this candidate.
async fn place_for(tx: &DatabaseTransaction, candidate: Candidate) -> Result<()> {
    let places = queries::places(tx, candidate.group).await?;
    let ahead = match queries::first_in_line(tx, candidate.group).await? {
        Some(first) if first.referral_id != candidate.referral => places.waiting,
        _ => 0,
    };
    Ok(rules::place_for(places, ahead)?)
}

/// Refuses two clients who must not meet, unless there is a reason why they may; it never says who the other is.
async fn apart(tx: &DatabaseTransaction, candidate: Candidate, override_reason: Option<&str>) -> Result<()> {
    if override_reason.is_none() && people::pair_conflict(tx, candidate.group, candidate.client).await? {
        return Err(Error::conflict("enrolment-conflict"));
    }
    Ok(())
}

/// Ends the open offer of a referral, if there is one.
async fn settle_offer(act: Act<'_>, (referral, status): (ReferralId, OfferStatus)) -> Result<()> {
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
fn on_twice(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Error::conflict("enrolment-already"),
        _ => error.into(),
    }
}
