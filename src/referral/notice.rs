//! Whom a step of a referral is told to: the client and the referrer by message, what is to be done by task.
//!
//! Texts to clients are neutral: they name no group, kind, service or unit.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::OfferId;
use entity::state::{Language, MessageKind, ReferralStatus, TaskKind};
use entity::{group, referral};

use super::rules::Step;
use super::state::{self, Side};
use crate::access::Act;
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
pub async fn told(act: Act<'_>, referral: &referral::Model, group: &group::Model, step: &Step) -> Result<()> {
    if state::closes(step.to).is_some() || step.to == ReferralStatus::Confirmed {
        message::cancel_for_referral(act, referral.id).await?;
    }
    tell_client(act, referral, step).await?;
    if !matches!(step.side, Side::Referrer) {
        tell_referrer(act, referral, step.to).await?;
    }
    if step.to == ReferralStatus::InfoRequested {
        ask_referrer(act, referral, group).await?;
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

async fn tell_client(act: Act<'_>, referral: &referral::Model, step: &Step) -> Result<()> {
    let Some((kind, text)) = words(step.to) else { return Ok(()) };
    let offer = enrolment::offer_of(act.tx, referral.id).await?;
    let until = offer.as_ref().map(|offer| offer.expires_at);
    let args = |language: Language| -> Vec<(&'static str, Arg)> {
        vec![("until", until.map(|until| when::moment(language, act.zone, until)).unwrap_or_default().into())]
    };
    let new = NewMessage {
        kind,
        key: key(referral, step.to, "client", act.now),
        to: To::Client(referral.client_id),
        text,
        args: &args,
        about: about(referral),
        due_at: act.now,
        expires_at: until,
        // An offer stands first on the client's own page; an address of its own would not fit a text message.
        link: Link::Me(String::new()),
    };
    message::queue(act, new).await?;
    Ok(())
}

fn key(referral: &referral::Model, to: ReferralStatus, whom: &str, now: DateTime<Utc>) -> String {
    format!("referral:{}:{to}:{whom}:{}", referral.id, now.timestamp_micros())
}

const fn about(referral: &referral::Model) -> About {
    About { group: Some(referral.group_id), session: None, referral: Some(referral.id) }
}

/// The loop back: whoever referred hears of every answer, and finds the rest behind the link.
async fn tell_referrer(act: Act<'_>, referral: &referral::Model, to: ReferralStatus) -> Result<()> {
    if matches!(to, ReferralStatus::InReview | ReferralStatus::Submitted) {
        return Ok(());
    }
    news(act, referral, key(referral, to, "referrer", act.now)).await
}

/// Tells whoever referred that a referral was closed with its group; what was still to be sent about it is taken back.
pub async fn closed(act: Act<'_>, referral: &referral::Model) -> Result<()> {
    message::cancel_for_referral(act, referral.id).await?;
    news(act, referral, format!("referral:{}:closed:referrer", referral.id)).await
}

async fn news(act: Act<'_>, referral: &referral::Model, key: String) -> Result<()> {
    let Some(referrer) = referral.referrer_id else { return Ok(()) };
    let new = NewMessage {
        kind: MessageKind::ReferralAnswer,
        key,
        to: To::Staff(referrer),
        text: "referral-news",
        args: &|_| Vec::new(),
        about: about(referral),
        due_at: act.now,
        expires_at: None,
        link: Link::Path(format!("/referrals/{}", referral.id)),
    };
    message::queue(act, new).await?;
    Ok(())
}

/// Asks the group's leader to decide on the first in the queue, whom the place can't be offered to by itself.
pub async fn ask_leader(act: Act<'_>, referral: &referral::Model) -> Result<()> {
    let Some(leader) = task::in_charge(act.tx, referral.group_id).await? else { return Ok(()) };
    let new = task::NewTask {
        key: format!("queue:{}", referral.id),
        client: Some(referral.client_id),
        group: Some(referral.group_id),
        session: None,
        referral: Some(referral.id),
        note: None,
    };
    task::ask(act, (TaskKind::QueueDecision, leader, act.now + ANSWER_DUE), new).await?;
    Ok(())
}

async fn ask_referrer(act: Act<'_>, referral: &referral::Model, group: &group::Model) -> Result<()> {
    if referral.referrer_id.is_none() {
        return Ok(());
    }
    let concerned = (group.id, referral.client_id);
    let Some(referrer) = task::named_or_helper(act.tx, referral.referrer_id, concerned).await? else { return Ok(()) };
    let new = task::NewTask {
        key: format!("referral_answer:{}:{}", referral.id, act.now.timestamp_micros()),
        client: Some(referral.client_id),
        group: Some(group.id),
        session: None,
        referral: Some(referral.id),
        note: None,
    };
    task::ask(act, (TaskKind::ReferralAnswer, referrer, act.now + ANSWER_DUE), new).await?;
    Ok(())
}
