//! Whom a step of a referral is told to: the client and the referrer by message, what is to be done by task.

use chrono::TimeDelta;
use entity::state::TaskKind;
use entity::{group, referral};

use crate::access::Act;
use crate::error::Result;
use crate::message::Waiting;
use crate::notify::{self, Audience, News, Told};
use crate::referral::{NextState, ReferralStep, Side};
use crate::{message, task};

/// How long a worker has to answer what a leader asks.
const ANSWER_DUE: TimeDelta = TimeDelta::days(3);

/// A step, and whether the client had heard of the offer that it ends.
#[derive(Clone, Copy)]
pub struct StepTold<'a> {
    pub step: &'a ReferralStep,
    pub has_heard: bool,
}

/// Tells those whom a step concerns; what nobody has heard yet of the steps before is not true any more.
pub async fn tell_step(
    act: Act<'_>,
    referral: &referral::Model,
    group: &group::Model,
    told: StepTold<'_>,
) -> Result<Told> {
    let StepTold { step, has_heard } = told;
    message::withdraw(act, Waiting::OfReferral(referral.id)).await?;
    let mut told = Told::default();
    if let Some(news) = to_client(referral, &step.to).filter(|_| has_heard || step.to != NextState::Expired) {
        told += notify::tell(act, &[Audience::Client(referral.client_id)], news).await?;
    }
    if step.side != Side::Referrer && step.to != NextState::InReview {
        told += tell_referrer(act, referral).await?;
    }
    if matches!(step.to, NextState::InfoRequested { .. }) {
        ask_referrer(act, referral, group).await?;
    }
    Ok(told)
}

/// What a client is told of a step.
const fn to_client(referral: &referral::Model, to: &NextState) -> Option<News> {
    let referral = referral.id;
    match to {
        NextState::Offered => Some(News::Offered { referral }),
        NextState::Waitlisted => Some(News::Waitlisted { referral }),
        NextState::Confirmed => Some(News::Confirmed { referral }),
        NextState::Rejected { .. } => Some(News::NotAccepted { referral }),
        NextState::Expired => Some(News::OfferExpired { referral }),
        _ => None,
    }
}

/// The loop back: whoever referred hears of every answer, and finds the rest behind the link.
pub async fn tell_referrer(act: Act<'_>, referral: &referral::Model) -> Result<Told> {
    let news = News::ReferralAnswered { referral: referral.id };
    notify::tell(act, &[Audience::Referrer(referral.id)], news).await
}

/// Tells whoever referred that a referral was closed by no step of its own; what was still to be sent about it is taken
/// back.
pub async fn tell_closed(act: Act<'_>, referral: &referral::Model) -> Result<Told> {
    message::withdraw(act, Waiting::OfReferral(referral.id)).await?;
    tell_referrer(act, referral).await
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
    task::ask(act, TaskKind::QueueDecision, leader, act.now + ANSWER_DUE, new).await?;
    Ok(())
}

async fn ask_referrer(act: Act<'_>, referral: &referral::Model, group: &group::Model) -> Result<()> {
    if referral.referrer_id.is_none() {
        return Ok(());
    }
    let named = referral.referrer_id;
    let Some(referrer) = task::named_or_helper(act.tx, named, group.id, referral.client_id).await? else {
        return Ok(());
    };
    let new = task::NewTask {
        key: format!("referral_answer:{}:{}", referral.id, act.now.timestamp_micros()),
        client: Some(referral.client_id),
        group: Some(group.id),
        session: None,
        referral: Some(referral.id),
        note: None,
    };
    task::ask(act, TaskKind::ReferralAnswer, referrer, act.now + ANSWER_DUE, new).await?;
    Ok(())
}
