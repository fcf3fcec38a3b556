//! Whom a step of a referral is told to: the client and the referrer by message, what is to be done by task.

use chrono::TimeDelta;
use entity::id::ReferralId;
use entity::state::{ReferralStatus, TaskKind};
use entity::{group, referral};

use crate::access::Act;
use crate::error::Result;
use crate::message::{Waiting, quiet};
use crate::notify::{self, Audience, News, Told};
use crate::referral::{NextState, ReferralStep, Side};
use crate::{message, task};

/// The open days that a leader has to decide on a referral, and a helper to talk about a refusal.
const DECIDE_DAYS: usize = 5;
const TELL_DAYS: usize = 2;
/// The open days that a helper has to say what becomes of a referral whose offer has lapsed.
const SETTLE_DAYS: usize = 2;
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
    // That a place was asked for stays true while it is looked at.
    if !matches!(step.to, NextState::InReview | NextState::InfoRequested { .. }) {
        message::withdraw(act, Waiting::OfReferral(referral.id)).await?;
    }
    if !matches!(step.to, NextState::InfoRequested { .. }) {
        is_answered(act, referral.id).await?;
    }
    let mut told = Told::default();
    match &step.to {
        NextState::Submitted | NextState::InReview => {
            ask_to_decide(act, referral).await?;
            is_settled(act, referral.id).await?;
        }
        _ => is_decided(act, referral.id).await?,
    }
    if step.to == NextState::Expired && step.side == Side::System {
        ask_to_settle(act, referral).await?;
    }
    if matches!(step.to, NextState::Rejected { .. } | NextState::Redirected { .. }) {
        ask_to_tell(act, referral).await?;
    }
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
        NextState::Submitted => Some(News::ReferralSent { referral }),
        NextState::Offered => Some(News::Offered { referral }),
        NextState::Waitlisted => Some(News::Waitlisted { referral }),
        NextState::Confirmed => Some(News::Confirmed { referral }),
        NextState::Rejected { .. } => Some(News::NotAccepted { referral }),
        NextState::Expired => Some(News::OfferExpired { referral }),
        _ => None,
    }
}

/// Tells the client that a place was asked for, and asks the leader to decide.
pub async fn tell_sent(act: Act<'_>, referral: &referral::Model) -> Result<Told> {
    ask_to_decide(act, referral).await?;
    let news = News::ReferralSent { referral: referral.id };
    notify::tell(act, &[Audience::Client(referral.client_id)], news).await
}

/// Asks whoever is in charge of the group to decide on a referral; again, where that was settled before.
pub async fn ask_to_decide(act: Act<'_>, referral: &referral::Model) -> Result<()> {
    let Some(leader) = task::in_charge(act, referral.group_id).await? else { return Ok(()) };
    let due = quiet::open_days_after(act.zone, act.now, DECIDE_DAYS);
    task::ask_again(act, TaskKind::ReferralDecide, leader, due, about(referral, decide_key(referral.id))).await
}

/// The most letters of a note in a list of tasks.
const NOTE: usize = 200;

/// Whoever decides on a referral reads in the list of tasks how what was added to it begins.
pub async fn note_for_leader(act: Act<'_>, referral: ReferralId, words: &str) -> Result<()> {
    let mut note: String = words.chars().take(NOTE).collect();
    if note.len() < words.len() {
        note.push('…');
    }
    task::set_note(act, &decide_key(referral), &note).await
}

/// Asks whoever helps the client to talk about a refusal, and about the right to a decision.
async fn ask_to_tell(act: Act<'_>, referral: &referral::Model) -> Result<()> {
    let helper = task::helper(act, Some(referral.group_id), referral.client_id).await?;
    let Some(helper) = helper else { return Ok(()) };
    let due = quiet::open_days_after(act.zone, act.now, TELL_DAYS);
    // Of a refusal that was taken back and is made again it is asked again.
    task::ask_again(act, TaskKind::TellDecision, helper, due, about(referral, tell_key(referral.id))).await
}

/// Whether somebody has talked with the client about a refusal.
pub async fn has_told(act: Act<'_>, referral: ReferralId) -> Result<bool> {
    task::is_done_by_somebody(act.tx, &tell_key(referral)).await
}

/// A referral stands as before a step: who decides does where nothing is decided, and nobody talks about a refusal.
pub async fn ask_anew(act: Act<'_>, referral: &referral::Model, to: ReferralStatus) -> Result<()> {
    task::done_by_keys(act, &[tell_key(referral.id), over_key(referral.id)]).await?;
    match to {
        ReferralStatus::Submitted | ReferralStatus::InReview => ask_to_decide(act, referral).await,
        ReferralStatus::Expired => ask_to_settle(act, referral).await,
        _ => Ok(()),
    }
}

/// Nobody has to decide on a referral any more, nor on its turn in the queue.
pub async fn is_decided(act: Act<'_>, referral: ReferralId) -> Result<()> {
    task::done_by_keys(act, &[decide_key(referral), over_key(referral)]).await?;
    task::done_by_start(act, &queue_key(referral)).await?;
    is_settled(act, referral).await
}

/// Asks whoever helps the client to say what becomes of a referral whose offer has lapsed: to close it, or to ask for a place
/// once more. Ticked off while nothing is decided, it is asked again on the next day.
pub async fn ask_to_settle(act: Act<'_>, referral: &referral::Model) -> Result<()> {
    let asked = settle_key(referral.id);
    if task::is_open(act.tx, &asked).await? {
        return Ok(());
    }
    let named = referral.referrer_id;
    let helper = task::named_or_helper(act, named, referral.group_id, referral.client_id).await?;
    let Some(helper) = helper else { return Ok(()) };
    let due = quiet::open_days_after(act.zone, act.now, SETTLE_DAYS);
    let new = about(referral, format!("{asked}{}", act.today()));
    task::ask_again(act, TaskKind::OfferLapsed, helper, due, new).await
}

/// Nobody has to say any more what becomes of a referral whose offer has lapsed.
async fn is_settled(act: Act<'_>, referral: ReferralId) -> Result<()> {
    task::done_by_start(act, &settle_key(referral)).await
}

fn about(referral: &referral::Model, key: String) -> task::NewTask {
    task::NewTask {
        key,
        client: Some(referral.client_id),
        group: Some(referral.group_id),
        session: None,
        referral: Some(referral.id),
        note: None,
    }
}

fn decide_key(referral: ReferralId) -> String {
    format!("referral_decide:{referral}")
}

/// How the names of the tasks begin to decide on the first in the queue.
fn queue_key(referral: ReferralId) -> String {
    format!("queue:{referral}:")
}

/// How the names of the tasks begin to say what becomes of a referral whose offer has lapsed.
fn settle_key(referral: ReferralId) -> String {
    format!("offer_lapsed:{referral}:")
}

/// Names the task to say what becomes of a referral whose group is not held.
pub(super) fn over_key(referral: ReferralId) -> String {
    format!("group_over:{referral}")
}

fn tell_key(referral: ReferralId) -> String {
    format!("tell_decision:{referral}")
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
    is_decided(act, referral.id).await?;
    is_answered(act, referral.id).await?;
    tell_referrer(act, referral).await
}

/// Asks the group's leader to decide on the first in the queue, whom the place can't be offered to by itself. It is asked
/// again on the next day, should it be ticked off while nothing is decided: the whole queue waits behind it.
pub async fn ask_leader(act: Act<'_>, referral: &referral::Model) -> Result<()> {
    let asked = queue_key(referral.id);
    if task::is_open(act.tx, &asked).await? {
        return Ok(());
    }
    let Some(leader) = task::in_charge(act, referral.group_id).await? else { return Ok(()) };
    let new = about(referral, format!("{asked}{}", act.today()));
    task::ask_again(act, TaskKind::QueueDecision, leader, act.now + ANSWER_DUE, new).await
}

/// How the names of the tasks begin to answer what a leader asks.
fn answer_key(referral: ReferralId) -> String {
    format!("referral_answer:{referral}:")
}

/// Nobody has to answer any more what was asked about a referral.
async fn is_answered(act: Act<'_>, referral: ReferralId) -> Result<()> {
    task::done_by_start(act, &answer_key(referral)).await
}

async fn ask_referrer(act: Act<'_>, referral: &referral::Model, group: &group::Model) -> Result<()> {
    if referral.referrer_id.is_none() {
        return Ok(());
    }
    let named = referral.referrer_id;
    let Some(referrer) = task::named_or_helper(act, named, group.id, referral.client_id).await? else {
        return Ok(());
    };
    let new = task::NewTask {
        key: format!("{}{}", answer_key(referral.id), act.now.timestamp_micros()),
        client: Some(referral.client_id),
        group: Some(group.id),
        session: None,
        referral: Some(referral.id),
        note: None,
    };
    task::ask(act, TaskKind::ReferralAnswer, referrer, act.now + ANSWER_DUE, new).await?;
    Ok(())
}
