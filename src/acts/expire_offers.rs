//! What follows when nobody answers an offer, or nobody tells of it.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::ReferralId;
use entity::state::{MessageKind, ReferralStatus};
use sea_orm::ConnectionTrait;

use super::referral_steps::{OfferInHand, ask_supervisor, ask_to_reach, ask_to_settle, take_referral_step};
use crate::access::{Act, lock_group, reach_own};
use crate::app::App;
use crate::enrolment::{self, DueOffer};
use crate::error::{Error, Result};
use crate::message::{self, quiet};
use crate::notify::{self, Audience, News, Person};
use crate::one_by_one::OneByOne;
use crate::referral::{self, NextState, ReferralStep, Side};

/// The open days after which the helper is asked to tell of an offer that no message has told, and then the supervisor.
const HELPER_AFTER: usize = 1;
const SUPERVISOR_AFTER: usize = 2;
/// How long before its deadline a client is reminded of an offer where nobody knows when it was told.
const REMINDED_BEFORE: TimeDelta = TimeDelta::days(1);

/// Ends the offers that have lapsed and those of groups that take nobody in any more, has people say what becomes of their
/// referrals, and has them reach the clients of the others in time. A job; each offer is a transaction of its own.
pub async fn expire_offers(app: &App, now: DateTime<Utc>) -> Result<()> {
    let (db, mut each) = (app.db.read(), OneByOne::at(app, now));
    for due in enrolment::due_offers(db, now).await? {
        each.run(async |act| expire_offer(act, due).await).await;
    }
    for waits in enrolment::unanswered_offers(db, now).await? {
        if is_half_over(db, now, &waits).await? {
            each.run(async |act| remind(act, waits).await).await;
        }
    }
    for soon in enrolment::uncontacted_offers(db, now).await? {
        each.run(async |act| if still_open(act, &soon).await? { ask_to_reach(act, soon.into()).await } else { Ok(()) })
            .await;
    }
    for untried in enrolment::untried_offers(db, now).await? {
        each.run(
            async |act| {
                if still_open(act, &untried).await? { ask_supervisor(act, &untried.into()).await } else { Ok(()) }
            },
        )
        .await;
    }
    for untold in enrolment::untold_offers(db, now).await? {
        each.run(async |act| escalate(act, untold).await).await;
    }
    for id in referral::lapsed(db).await? {
        each.run(async |act| ask_again(act, id).await).await;
    }
    each.end()
}

/// Whether half of the time to answer is over of an offer of which its client was not reminded.
async fn is_half_over(db: &impl ConnectionTrait, now: DateTime<Utc>, offer: &DueOffer) -> Result<bool> {
    let Some(until) = offer.answer_by else { return Ok(false) };
    let told_at = message::told_at(db, offer.referral_id, MessageKind::Offer).await?;
    // Of one that was told by word of mouth nobody knows when.
    let told_at = told_at.filter(|told| *told >= offer.offered_at).unwrap_or(until - REMINDED_BEFORE * 2);
    Ok(now >= told_at + (until - told_at) / 2 && !message::is_named(db, &key(offer)).await?)
}

fn key(offer: &DueOffer) -> String {
    let news = News::OfferWaits { referral: offer.referral_id, offer: offer.id };
    notify::message_key(&news, Person::Client(offer.client_id)).unwrap_or_default()
}

/// Reminds the client of an offer, once.
async fn remind(act: Act<'_>, offer: DueOffer) -> Result<()> {
    if !still_open(act, &offer).await? {
        return Ok(());
    }
    let news = News::OfferWaits { referral: offer.referral_id, offer: offer.id };
    notify::tell(act, &[Audience::Client(offer.client_id)], news).await.map(|_told| ())
}

/// Asks again where nothing is decided yet.
async fn ask_again(act: Act<'_>, id: ReferralId) -> Result<()> {
    let referral = referral::model(act.tx, id).await?;
    lock_group(act, referral.group_id).await?;
    let referral = referral::model(act.tx, id).await?;
    let is_open = referral.status == ReferralStatus::Expired && referral.closed_at.is_none();
    if is_open { ask_to_settle(act, &referral).await } else { Ok(()) }
}

/// Whether an offer is still open, its group locked: it may have been answered or tried a moment ago.
async fn still_open(act: Act<'_>, due: &DueOffer) -> Result<bool> {
    lock_group(act, due.group_id).await?;
    let open = enrolment::offer_of(act.tx, due.referral_id).await?;
    Ok(open.is_some_and(|open| open.id == due.id && open.contact_tries == due.contact_tries))
}

async fn expire_offer(act: Act<'_>, due: DueOffer) -> Result<()> {
    if !still_open(act, &due).await? {
        return Ok(());
    }
    let step = ReferralStep::to(NextState::Expired, Side::System);
    let referral = reach_own(act, referral::model(act.tx, due.referral_id).await?)?;
    match take_referral_step(act, &referral, step).await {
        // Answered a moment ago.
        Err(Error::Conflict(_)) => Ok(()),
        other => other.map(|_told| ()),
    }
}

/// Who is called or written to has somebody to do it already; when that is not done either, it is the supervisor's.
async fn escalate(act: Act<'_>, untold: DueOffer) -> Result<()> {
    if !still_open(act, &untold).await? {
        return Ok(());
    }
    let is_over = |days| quiet::open_days_after(act.zone, untold.offered_at, days) <= act.now;
    if !is_over(HELPER_AFTER) {
        return Ok(());
    }
    let offer = OfferInHand::from(untold);
    let is_in_hand = message::is_for_hand(act.tx, untold.referral_id).await?;
    if is_in_hand || is_over(SUPERVISOR_AFTER) {
        ask_supervisor(act, &offer).await?;
    }
    if is_in_hand { Ok(()) } else { ask_to_reach(act, offer).await }
}
