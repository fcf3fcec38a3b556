//! Answers to offers, and what follows when nobody answers.

use chrono::{DateTime, Utc};
use entity::id::OfferId;
use entity::state::{ReferralStatus, TaskKind};
use sea_orm::DatabaseTransaction;

use crate::app::App;
use crate::audit::Actor;
use crate::enrolment::{self, DueOffer};
use crate::error::{Error, Result};
use crate::programme;
use crate::referral::{self, Side, Step};
use crate::task;

/// Takes up an offer for the client, who asks by the private link or through a worker.
pub async fn confirm_offer(tx: &DatabaseTransaction, who: Actor, now: DateTime<Utc>, id: OfferId) -> Result<()> {
    referral::answer(tx, who, now, (id, ReferralStatus::Confirmed, side(who))).await
}

/// Turns an offer down; the place goes to the next in line.
pub async fn decline_offer(tx: &DatabaseTransaction, who: Actor, now: DateTime<Utc>, id: OfferId) -> Result<()> {
    referral::answer(tx, who, now, (id, ReferralStatus::Declined, side(who))).await
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
        referral::fill(&tx, now, group).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn expire(app: &App, now: DateTime<Utc>, due: DueOffer) -> Result<()> {
    let tx = app.write().await?;
    programme::lock_group(&tx, due.group_id).await?;
    let still = enrolment::offer_of(&tx, due.referral_id).await?.is_some_and(|open| open.id == due.id);
    if !still {
        return Ok(());
    }
    let step = Step::to(ReferralStatus::Expired, Side::System);
    match referral::step(&tx, Actor::System, now, (due.referral_id, step)).await {
        // Answered a moment ago.
        Err(Error::Conflict(_)) => return Ok(()),
        other => other?,
    }
    task::done_by_key(&tx, now, &referral::contact_key(due.id)).await?;
    Ok(tx.commit().await?)
}

async fn ask_to_reach(app: &App, now: DateTime<Utc>, soon: DueOffer) -> Result<()> {
    let tx = app.write().await?;
    let helper = match soon.referrer_id {
        Some(referrer) => Some(referrer),
        None => referral::first_leader(&tx, soon.group_id).await?,
    };
    let Some(helper) = helper else { return Ok(()) };
    let new = task::NewTask {
        key: referral::contact_key(soon.id),
        client: Some(soon.client_id),
        group: Some(soon.group_id),
        session: None,
        referral: Some(soon.referral_id),
        note: None,
    };
    task::ask(&tx, now, (TaskKind::ContactOffer, helper, soon.expires_at), new).await?;
    Ok(tx.commit().await?)
}
