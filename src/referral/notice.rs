//! Whom a step of a referral is told to: the client and the referrer by message, what is to be done by task.
//!
//! Texts to clients are neutral: they name no group, kind, service or unit.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::Helsinki;
use entity::id::OfferId;
use entity::state::{Language, MessageKind, ReferralStatus, TaskKind};
use entity::{group, referral};
use sea_orm::DatabaseTransaction;

use super::rules::Step;
use super::state::{self, Side};
use crate::error::Result;
use crate::message::{self, About, Link, NewMessage, To};
use crate::text::{Arg, when};
use crate::{enrolment, task};

/// How long a worker has to answer what a leader asks.
const ANSWER_DUE: TimeDelta = TimeDelta::days(3);

/// Names the task to reach a client about an offer.
pub fn contact_key(offer: OfferId) -> String {
    format!("contact_offer:{offer}")
}

/// Tells those whom a step concerns; what was still to be sent about the referral is taken back first.
pub async fn told(
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
    (referral, group, step): (&referral::Model, &group::Model, &Step),
) -> Result<()> {
    if state::closes(step.to).is_some() || step.to == ReferralStatus::Confirmed {
        message::cancel_for_referral(tx, now, referral.id).await?;
    }
    tell_client(tx, now, (referral, step)).await?;
    if !matches!(step.side, Side::Referrer) {
        tell_referrer(tx, now, (referral, step.to)).await?;
    }
    if step.to == ReferralStatus::InfoRequested {
        ask_referrer(tx, now, (referral, group)).await?;
    }
    Ok(())
}

/// The kind and the text of what a client is told of a step.
const fn words(to: ReferralStatus) -> Option<(MessageKind, &'static str)> {
    match to {
        ReferralStatus::Offered => Some((MessageKind::Offer, "referral-offer")),
        ReferralStatus::Waitlisted => Some((MessageKind::Waitlisted, "referral-queued-message")),
        ReferralStatus::Confirmed => Some((MessageKind::Confirmed, "referral-confirmed-message")),
        ReferralStatus::Rejected => Some((MessageKind::NotAccepted, "referral-not-accepted")),
        ReferralStatus::Expired => Some((MessageKind::OfferExpired, "referral-offer-expired")),
        _ => None,
    }
}

async fn tell_client(
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
    (referral, step): (&referral::Model, &Step),
) -> Result<()> {
    let Some((kind, text)) = words(step.to) else { return Ok(()) };
    let offer = enrolment::offer_of(tx, referral.id).await?;
    let until = offer.as_ref().map(|offer| offer.expires_at);
    let args = |language: Language| -> Vec<(&'static str, Arg)> {
        vec![("until", until.map(|until| when::moment(language, Helsinki, until)).unwrap_or_default().into())]
    };
    let new = NewMessage {
        kind,
        key: key(referral, step.to, "client", now),
        to: To::Client(referral.client_id),
        text,
        args: &args,
        about: about(referral),
        due_at: now,
        expires_at: until,
        // An offer stands first on the client's own page; an address of its own would not fit a text message.
        link: Link::Me(String::new()),
    };
    message::queue(tx, now, new).await?;
    Ok(())
}

fn key(referral: &referral::Model, to: ReferralStatus, whom: &str, now: DateTime<Utc>) -> String {
    format!("referral:{}:{to}:{whom}:{}", referral.id, now.timestamp_micros())
}

const fn about(referral: &referral::Model) -> About {
    About { group: Some(referral.group_id), session: None, referral: Some(referral.id) }
}

/// The loop back: whoever referred hears of every answer, and finds the rest behind the link.
async fn tell_referrer(
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
    (referral, to): (&referral::Model, ReferralStatus),
) -> Result<()> {
    if matches!(to, ReferralStatus::InReview | ReferralStatus::Submitted) {
        return Ok(());
    }
    news(tx, now, referral, key(referral, to, "referrer", now)).await
}

/// Tells whoever referred that a referral was closed with its group; what was still to be sent about it is taken back.
pub async fn closed(tx: &DatabaseTransaction, now: DateTime<Utc>, referral: &referral::Model) -> Result<()> {
    message::cancel_for_referral(tx, now, referral.id).await?;
    news(tx, now, referral, format!("referral:{}:closed:referrer", referral.id)).await
}

async fn news(tx: &DatabaseTransaction, now: DateTime<Utc>, referral: &referral::Model, key: String) -> Result<()> {
    let Some(referrer) = referral.referrer_id else { return Ok(()) };
    let new = NewMessage {
        kind: MessageKind::ReferralAnswer,
        key,
        to: To::Staff(referrer),
        text: "referral-news",
        args: &|_| Vec::new(),
        about: about(referral),
        due_at: now,
        expires_at: None,
        link: Link::Path(format!("/referrals/{}", referral.id)),
    };
    message::queue(tx, now, new).await?;
    Ok(())
}

/// Asks the group's leader to decide on the first in the queue, whom the place can't be offered to by itself.
pub async fn ask_leader(tx: &DatabaseTransaction, now: DateTime<Utc>, referral: &referral::Model) -> Result<()> {
    let Some(leader) = task::in_charge(tx, referral.group_id).await? else { return Ok(()) };
    let new = task::NewTask {
        key: format!("queue:{}", referral.id),
        client: Some(referral.client_id),
        group: Some(referral.group_id),
        session: None,
        referral: Some(referral.id),
        note: None,
    };
    task::ask(tx, now, (TaskKind::QueueDecision, leader, now + ANSWER_DUE), new).await?;
    Ok(())
}

async fn ask_referrer(
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
    (referral, group): (&referral::Model, &group::Model),
) -> Result<()> {
    if referral.referrer_id.is_none() {
        return Ok(());
    }
    let concerned = (group.id, referral.client_id);
    let Some(referrer) = task::named_or_helper(tx, referral.referrer_id, concerned).await? else { return Ok(()) };
    let new = task::NewTask {
        key: format!("referral_answer:{}:{}", referral.id, now.timestamp_micros()),
        client: Some(referral.client_id),
        group: Some(group.id),
        session: None,
        referral: Some(referral.id),
        note: None,
    };
    task::ask(tx, now, (TaskKind::ReferralAnswer, referrer, now + ANSWER_DUE), new).await?;
    Ok(())
}
