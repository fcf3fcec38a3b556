//! What a referral held is given back to it, when a step is taken back.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::ParticipationId;
use entity::state::{OfferStatus, ParticipationStatus};
use entity::{group, offer, participation, waiting};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

use super::rows::{Candidate, apart, check_held, on_twice};
use super::stage::stage;
use super::{offers, queries, rules};
use crate::access::{Act, Locked};
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Error, Result};
use crate::{people, revision};

/// What a referral holds again.
#[must_use]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Restored {
    Place,
    Offer(offer::Model),
    Turn,
    /// It held nothing then.
    Nothing,
}

/// Gives a candidate back what was taken away by the step at `at`: the place that had not begun, the offer or the turn.
/// While nobody was offered a place since, it is not refused to who had it because others wait.
pub async fn restore_held(
    act: Act<'_>,
    group: &Locked<group::Model>,
    candidate: Candidate,
    at: DateTime<Utc>,
) -> Result<Restored> {
    let place = queries::of_referral(act.tx, candidate.referral).await?;
    if let Some(place) = place.filter(|one| one.status == ParticipationStatus::NoStart && one.ended_at == Some(at)) {
        check_free_for(act, group, candidate, TakenAway { at, override_reason: place.override_reason.as_deref() })
            .await?;
        restore_place(act, &place).await?;
        return Ok(Restored::Place);
    }
    if let Some(offer) = offers::offer_answered_at(act.tx, candidate.referral, at).await? {
        let taken = TakenAway { at, override_reason: offer.override_reason.as_deref() };
        check_free_for(act, group, candidate, taken).await?;
        return restore_offer(act, offer).await.map(Restored::Offer);
    }
    let back = waiting::Entity::update_many()
        .col_expr(waiting::Column::Active, Expr::value(true))
        .col_expr(waiting::Column::LeftAt, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(waiting::COLUMN.referral_id.eq(candidate.referral))
        .filter(waiting::COLUMN.left_at.eq(at))
        .exec(act.tx)
        .await
        .map_err(on_twice)?;
    revision::raise(act, candidate.group).await?;
    Ok(if back.rows_affected > 0 { Restored::Turn } else { Restored::Nothing })
}

/// Gives those their places back who had them without a referral until a moment.
pub async fn restore_unreferred(act: Act<'_>, group: &Locked<group::Model>, at: DateTime<Utc>) -> Result<()> {
    check_held(act, group).await?;
    let places = participation::Entity::find()
        .filter(participation::COLUMN.group_id.eq(group.id))
        .filter(participation::COLUMN.referral_id.is_null())
        .filter(participation::COLUMN.status.eq(ParticipationStatus::NoStart))
        .filter(participation::COLUMN.ended_at.eq(at));
    for place in places.all(act.tx).await? {
        restore_place(act, &place).await?;
    }
    Ok(())
}

/// How long after its end a place may be given back.
pub const REOPENS: TimeDelta = TimeDelta::days(30);

/// How a place is given back.
#[derive(Clone, Debug)]
pub struct PlaceBack {
    pub reason: Option<String>,
    /// What ended since then is undone, and needs no reason as long as the place is free.
    pub undone_since: DateTime<Utc>,
}

/// Gives a place back that has ended lately, as it was before: begun or not. One more than the group has only for a
/// reason; a place that stands is left as it is.
pub async fn set_reopened(
    act: Act<'_>,
    group: &Locked<group::Model>,
    id: ParticipationId,
    back: PlaceBack,
) -> Result<participation::Model> {
    let PlaceBack { reason, undone_since } = back;
    let place = queries::one(act.tx, id).await?;
    if !stage(&place).is_over() {
        return Ok(place);
    }
    let is_late = place.ended_at.is_none_or(|at| at < act.now - REOPENS);
    if is_late {
        return Err(Error::conflict(Code::EnrolmentReopenLate));
    }
    // A death by mistake is taken back on the client's own form first.
    people::client::open(act.tx, place.client_id).await?;
    check_held(act, group).await?;
    let places = queries::places(act.tx, group.id).await?;
    // Nobody was offered the place yet: whoever waits is where it was before.
    let is_undone = place.ended_at.is_some_and(|at| at >= undone_since);
    let ahead = if is_undone { 0 } else { places.waiting };
    if reason.is_none() && rules::place_for(places, ahead).is_err() {
        return Err(Error::invalid("reason", Code::EnrolmentReopenFull));
    }
    let is_overridden = reason.is_some() || place.override_reason.is_some();
    if !is_overridden && people::pair_conflict(act.tx, place.group_id, place.client_id).await? {
        return Err(Error::conflict(Code::EnrolmentConflict));
    }
    let begun = place.started_on.is_some();
    let row = participation::ActiveModel {
        id: Set(place.id),
        status: Set(if begun { ParticipationStatus::Started } else { ParticipationStatus::Confirmed }),
        active: Set(true),
        ended_on: Set(None),
        ended_at: Set(None),
        end_reason: Set(None),
        end_note: Set(None),
        override_reason: Set(reason.or(place.override_reason)),
        ..Default::default()
    };
    let place = row.update(act.tx).await.map_err(on_twice)?;
    revision::raise_all(act, [place.group_id.0, place.client_id.0]).await?;
    let change = LoggedChange::of("participation.restored", "participation", place.id).client(place.client_id);
    audit::changed(act, change).await?;
    Ok(place)
}

/// What a candidate had until a moment.
#[derive(Clone, Copy)]
struct TakenAway<'a> {
    at: DateTime<Utc>,
    override_reason: Option<&'a str>,
}

async fn check_free_for(
    act: Act<'_>,
    group: &Locked<group::Model>,
    candidate: Candidate,
    taken: TakenAway<'_>,
) -> Result<()> {
    check_held(act, group).await?;
    let places = queries::places(act.tx, group.id).await?;
    let ahead = if offers::is_offered_on(act.tx, group.id, taken.at).await? { places.waiting } else { 0 };
    rules::place_for(places, ahead)?;
    apart(act.tx, candidate, taken.override_reason).await
}

async fn restore_place(act: Act<'_>, place: &participation::Model) -> Result<()> {
    let row = participation::ActiveModel {
        id: Set(place.id),
        status: Set(ParticipationStatus::Confirmed),
        active: Set(true),
        ended_on: Set(None),
        ended_at: Set(None),
        ..Default::default()
    };
    row.update(act.tx).await.map_err(on_twice)?;
    revision::raise_all(act, [place.group_id.0, place.client_id.0]).await?;
    let change = LoggedChange::of("participation.restored", "participation", place.id).client(place.client_id);
    audit::changed(act, change).await
}

/// An offer stands again; one whose time is up begins anew when its client is told.
async fn restore_offer(act: Act<'_>, offer: offer::Model) -> Result<offer::Model> {
    let is_late = offer.answer_by.is_none_or(|by| by <= act.now);
    let row = offer::ActiveModel {
        id: Set(offer.id),
        status: Set(OfferStatus::Open),
        answered_at: Set(None),
        answer_by: Set(offer.answer_by.filter(|_| !is_late)),
        contact_tries: Set(if is_late { 0 } else { offer.contact_tries }),
        ..Default::default()
    };
    let restored = row.update(act.tx).await.map_err(on_twice)?;
    revision::raise(act, offer.group_id).await?;
    audit::changed(act, LoggedChange::of("offer.made", "offer", offer.id).client(offer.client_id)).await?;
    Ok(restored)
}
