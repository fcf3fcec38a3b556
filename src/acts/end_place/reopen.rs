//! A place that has ended is given back.

use chrono::{DateTime, Utc};
use entity::participation;
use entity::state::MessageKind;

use crate::access::{Act, Reached, lock_group};
use crate::acts::follow_end::{PlaceReturn, follow_return};
use crate::acts::referral_steps::ask_companion;
use crate::enrolment::{self, PlaceBack};
use crate::error::Result;
use crate::notify::{self, Audience, News, Told, UNDO};
use crate::web::form::{Form, TEXT};
use crate::{message, referral, task};

/// A place that was given back, and who hears of it.
#[must_use]
pub struct PlaceReopened {
    pub place: participation::Model,
    pub told: Told,
}

/// Reads why a place is given back, where it needs a reason.
pub(super) fn read_reason(form: &Form) -> Result<Option<String>> {
    let mut reader = form.reader();
    let reason = reader.text_or_none("reason", TEXT);
    reader.done(|| reason)
}

/// Whoever was to come along until the place ended is asked again, else whoever helps the client.
async fn bring_companion_back(act: Act<'_>, place: &participation::Model, ended_at: DateTime<Utc>) -> Result<()> {
    let Some(id) = place.referral_id else { return Ok(()) };
    if task::open_again_by_start(act, &referral::accompany_key(id), ended_at).await? {
        ask_companion(act, &referral::model(act.tx, id).await?).await?;
    }
    Ok(())
}

/// Gives a place back that has ended not long ago: nobody is told any more that it ended, or asked to talk about it. One
/// more than the group has is given only for a reason, and nobody is offered a place until there are fewer again. Who has
/// not begun is told again of the place, unless that was heard before and the end is undone at once; whoever else has heard
/// of the end hears that the place stands.
pub async fn reopen_place(
    act: Act<'_>,
    place: &Reached<participation::Model>,
    reason: Option<String>,
) -> Result<PlaceReopened> {
    let group = lock_group(act, place.group_id).await?;
    let undone_since = act.now - UNDO;
    let is_undone = place.ended_at.is_some_and(|at| at >= undone_since);
    let ended_at = place.ended_at.filter(|_| !place.active);
    let place = enrolment::set_reopened(act, &group, place.id, PlaceBack { reason, undone_since }).await?;
    referral::restate_referrals(act, std::slice::from_ref(&place)).await?;
    let Some(ended_at) = ended_at else { return Ok(PlaceReopened { place, told: Told::default() }) };
    let confirmed = match place.referral_id.filter(|_| place.started_on.is_none()) {
        Some(referral) if !(is_undone && message::is_told(act.tx, referral, MessageKind::Confirmed).await?) => {
            Some(News::Confirmed { referral })
        }
        _ => None,
    };
    let back = PlaceReturn { place: &place, ended_at, is_told_else: confirmed.is_some() };
    let mut told = follow_return(act, back).await?;
    bring_companion_back(act, &place, ended_at).await?;
    if let Some(news) = confirmed {
        told += notify::tell(act, &[Audience::Client(place.client_id)], news).await?;
    }
    Ok(PlaceReopened { place, told })
}
