//! Answers to offers, and what follows when nobody answers.

use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId, OfferId, ReferralId, StaffId};
use entity::state::{ReferralStatus, TaskKind};

use crate::access::Act;
use crate::access::Actor;
use crate::app::App;
use crate::enrolment::{self, DueOffer};
use crate::error::{Error, Result};
use crate::programme;
use crate::referral::{self, Side, Step};
use crate::task;

/// Takes up an offer for the client, who asks by the private link or through a worker.
pub async fn confirm_offer(act: Act<'_>, id: OfferId) -> Result<()> {
    let done = referral::answer(act, (id, ReferralStatus::Confirmed, side(act.who))).await;
    done.map_err(|error| if side(act.who) == Side::Client { for_client(error) } else { error })
}

/// What staff must settle is not the client's to know: who else is in the group, needs, the queue.
fn for_client(error: Error) -> Error {
    match error {
        Error::Conflict(fault) if fault.key != "enrolment-past-deadline" => Error::conflict("me-offer-ask-worker"),
        other => other,
    }
}

/// Turns an offer down; the place goes to the next in line.
pub async fn decline_offer(act: Act<'_>, id: OfferId) -> Result<()> {
    referral::answer(act, (id, ReferralStatus::Declined, side(act.who))).await
}

const fn side(who: Actor) -> Side {
    match who {
        Actor::Staff(_) => Side::Referrer,
        _ => Side::Client,
    }
}

/// Closes the offers whose deadline has passed, offers their places on, and asks staff to reach the clients of those
/// that will lapse soon. A job; each offer is a transaction of its own.
pub async fn expire_offers(app: &App, now: DateTime<Utc>) -> Result<()> {
    for due in enrolment::due_offers(app.db.read(), now).await? {
        expire(app, now, due).await?;
    }
    for soon in enrolment::uncontacted_offers(app.db.read(), now).await? {
        ask_to_reach(app, now, soon).await?;
    }
    for group in enrolment::waiting_groups(app.db.read()).await? {
        let tx = app.write().await?;
        let act = Act::of_system(&tx, now);
        referral::fill(act, group).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn expire(app: &App, now: DateTime<Utc>, due: DueOffer) -> Result<()> {
    let tx = app.write().await?;
    let act = Act::of_system(&tx, now);
    programme::lock_group(&tx, due.group_id).await?;
    let still = enrolment::offer_of(&tx, due.referral_id).await?.is_some_and(|open| open.id == due.id);
    if !still {
        return Ok(());
    }
    let step = Step::to(ReferralStatus::Expired, Side::System);
    match referral::step(act, (due.referral_id, step)).await {
        // Answered a moment ago.
        Err(Error::Conflict(_)) => return Ok(()),
        other => other?,
    }
    task::done_by_key(act, &referral::contact_key(due.id)).await?;
    Ok(tx.commit().await?)
}

/// Asks staff to reach a client who said yes to an offer that could not be confirmed.
pub async fn ask_about_offer(act: Act<'_>, id: OfferId) -> Result<()> {
    let offer = enrolment::group_of_offer(act.tx, id).await?;
    let about = About { id, group: offer.group_id, client: offer.client_id, referral: offer.referral_id };
    let referrer = referral::referrer(act.tx, offer.referral_id).await?;
    ask_helper(act, (about, referrer, offer.expires_at)).await
}

async fn ask_to_reach(app: &App, now: DateTime<Utc>, soon: DueOffer) -> Result<()> {
    let tx = app.write().await?;
    let act = Act::of_system(&tx, now);
    let about = About { id: soon.id, group: soon.group_id, client: soon.client_id, referral: soon.referral_id };
    ask_helper(act, (about, soon.referrer_id, soon.expires_at)).await?;
    Ok(tx.commit().await?)
}

/// An offer that somebody is to talk about with the client.
struct About {
    id: OfferId,
    group: GroupId,
    client: ClientId,
    referral: ReferralId,
}

/// Asks whoever referred the client, or else whoever helps the client.
async fn ask_helper(act: Act<'_>, (about, referrer, due): (About, Option<StaffId>, DateTime<Utc>)) -> Result<()> {
    let helper = task::named_or_helper(act.tx, referrer, (about.group, about.client)).await?;
    let Some(helper) = helper else { return Ok(()) };
    let new = task::NewTask {
        key: referral::contact_key(about.id),
        client: Some(about.client),
        group: Some(about.group),
        session: None,
        referral: Some(about.referral),
        note: None,
    };
    task::ask(act, (TaskKind::ContactOffer, helper, due), new).await.map(drop)
}
