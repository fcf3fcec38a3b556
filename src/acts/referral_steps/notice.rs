//! Whom a step of a referral is told to: the client and the referrer by message, what is to be done by task.

use chrono::TimeDelta;
use entity::id::ReferralId;
use entity::referral;
use entity::state::{MessageKind, ReferralStatus, TaskKind};

use crate::access::Act;
use crate::enrolment;
use crate::error::Result;
use crate::message::{self, Waiting, quiet};
use crate::notify::{self, Audience, News, Told};
use crate::referral::{NextState, ReferralStep, Side};
use crate::task::{self, Whom};

/// The open days that a leader has to decide on a referral, and a helper to talk about a refusal.
const DECIDE_DAYS: usize = 5;
const TELL_DAYS: usize = 2;
/// The open days that a helper has to say what becomes of a referral whose offer has lapsed.
const SETTLE_DAYS: usize = 2;
/// How long a worker has to answer what a leader asks.
const ANSWER_DUE: TimeDelta = TimeDelta::days(3);

/// What a client has heard that a referral has led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeardOf {
    Place,
    Offer,
    Turn,
    Nothing,
}

/// A step, and what the client had heard of what it ends.
#[derive(Clone, Copy)]
pub struct StepTold<'a> {
    pub step: &'a ReferralStep,
    pub heard: HeardOf,
}

/// What the client of a referral has heard of what it holds: by a message, a letter or a call, or on the own page. Asked
/// before anything that waits is taken back.
pub async fn heard_of(act: Act<'_>, referral: &referral::Model) -> Result<HeardOf> {
    let id = referral.id;
    let is_told = async |kind| message::is_told(act.tx, id, kind).await;
    let has_heard = match referral.status {
        ReferralStatus::Confirmed => {
            is_told(MessageKind::Confirmed).await?
                || enrolment::is_any_offer_told(act.tx, id).await?
                || notify::knows_a_session(act.tx, referral.client_id, referral.group_id).await?
        }
        ReferralStatus::Offered => {
            let open = enrolment::offer_of(act.tx, id).await?;
            // What is just being sent can't be called back any more.
            open.is_some_and(|offer| offer.answer_by.is_some())
                || message::is_being_sent(act.tx, id, MessageKind::Offer).await?
        }
        // Of a turn in the group that another was merged into, a merge tells.
        ReferralStatus::Waitlisted => {
            is_told(MessageKind::Waitlisted).await? || is_told(MessageKind::GroupCancelled).await?
        }
        _ => false,
    };
    Ok(match referral.status {
        _ if !has_heard => HeardOf::Nothing,
        ReferralStatus::Confirmed => HeardOf::Place,
        ReferralStatus::Offered => HeardOf::Offer,
        _ => HeardOf::Turn,
    })
}

/// Tells those whom a step concerns; what nobody has heard yet of the steps before is not true any more.
pub async fn tell_step(act: Act<'_>, referral: &referral::Model, told: StepTold<'_>) -> Result<Told> {
    let StepTold { step, heard } = told;
    // That a place was asked for stays true while it is looked at.
    if !matches!(step.to, NextState::InReview | NextState::InfoRequested { .. }) {
        message::withdraw(act, Waiting::OfReferral(referral.id)).await?;
    }
    if !matches!(step.to, NextState::InfoRequested { .. }) {
        close_answer_tasks(act, referral.id).await?;
    }
    let mut told = Told::default();
    match &step.to {
        NextState::Submitted | NextState::InReview => {
            ask_to_decide(act, referral).await?;
            close_settling_tasks(act, referral.id).await?;
        }
        _ => close_decision_tasks(act, referral.id).await?,
    }
    if step.to == NextState::Expired && step.side == Side::System {
        ask_to_settle(act, referral).await?;
    }
    if is_talked_about(step, heard) {
        ask_to_tell(act, referral).await?;
    }
    if let Some(news) = to_client(referral, &step.to, heard) {
        let mut hear = vec![Audience::Client(referral.client_id)];
        if step.to == NextState::Confirmed {
            hear.push(Audience::Leaders(referral.group_id));
        }
        told += notify::tell(act, &hear, news).await?;
    }
    if step.side != Side::Referrer && step.to != NextState::InReview {
        told += tell_referrer(act, referral).await?;
    }
    if matches!(step.to, NextState::InfoRequested { .. }) {
        ask_referrer(act, referral).await?;
    }
    Ok(told)
}

/// Whether whoever helps the client is asked to talk about a step: a refusal, or that a leader takes back an offer or a turn
/// of which the client has heard. Of a place that has ended that is asked with its end.
const fn is_talked_about(step: &ReferralStep, heard: HeardOf) -> bool {
    let is_taken = matches!(step.to, NextState::Withdrawn) && matches!(step.side, Side::Leader);
    matches!(step.to, NextState::Rejected { .. } | NextState::Redirected { .. })
        || is_taken && matches!(heard, HeardOf::Offer | HeardOf::Turn)
}

/// What a client is told of a step. Whoever has heard of an offer or a turn hears that it is no more, by whichever road;
/// that a place has ended is told with its end.
const fn to_client(referral: &referral::Model, to: &NextState, heard: HeardOf) -> Option<News> {
    let referral = referral.id;
    match to {
        NextState::Withdrawn | NextState::Redirected { .. } => taken_from(referral, heard),
        NextState::Submitted => Some(News::ReferralSent { referral }),
        NextState::Offered => Some(News::Offered { referral }),
        NextState::Waitlisted => Some(News::Waitlisted { referral }),
        NextState::Confirmed => Some(News::Confirmed { referral }),
        NextState::Rejected { .. } => Some(News::NotAccepted { referral }),
        NextState::Expired if matches!(heard, HeardOf::Offer) => Some(News::OfferExpired { referral }),
        _ => None,
    }
}

/// What a client is told who has heard of an offer or a turn that stands no more.
pub const fn taken_from(referral: ReferralId, heard: HeardOf) -> Option<News> {
    match heard {
        HeardOf::Offer => Some(News::OfferTakenBack { referral }),
        HeardOf::Turn => Some(News::TurnTakenBack { referral }),
        HeardOf::Place | HeardOf::Nothing => None,
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
    let due = quiet::open_days_after(act.zone, act.now, DECIDE_DAYS);
    let about = |_| about(referral, decide_key(referral.id));
    task::ask_whom(act, TaskKind::ReferralDecide, Whom::InCharge(referral.group_id), due, about).await
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
    let helper = Whom::Helper { client: referral.client_id, group: referral.group_id };
    let due = quiet::open_days_after(act.zone, act.now, TELL_DAYS);
    // Of a refusal that was taken back and is made again it is asked again.
    task::ask_whom(act, TaskKind::TellDecision, helper, due, |_| about(referral, tell_key(referral.id))).await
}

/// Whether somebody has talked with the client about a refusal.
pub async fn has_told(act: Act<'_>, referral: ReferralId) -> Result<bool> {
    task::is_done_by_somebody(act.tx, &tell_key(referral)).await
}

/// A referral stands as before a step: who decides does where nothing is decided, and nobody talks about a refusal.
pub async fn ask_anew(act: Act<'_>, referral: &referral::Model, to: ReferralStatus) -> Result<()> {
    task::done_by_keys(act, &[tell_key(referral.id), over_key(referral.id)]).await?;
    match to {
        _ if to.is_to_decide() => ask_to_decide(act, referral).await,
        ReferralStatus::InfoRequested => ask_referrer(act, referral).await,
        ReferralStatus::Expired => ask_to_settle(act, referral).await,
        _ => Ok(()),
    }
}

/// Nobody has to decide on a referral any more, nor on its turn in the queue.
pub async fn close_decision_tasks(act: Act<'_>, referral: ReferralId) -> Result<()> {
    task::done_by_keys(act, &[decide_key(referral), over_key(referral)]).await?;
    task::done_by_start(act, &queue_key(referral)).await?;
    close_settling_tasks(act, referral).await
}

/// Asks whoever helps the client to say what becomes of a referral whose offer has lapsed: to close it, or to ask for a place
/// once more. Ticked off while nothing is decided, it is asked again on the next day.
pub async fn ask_to_settle(act: Act<'_>, referral: &referral::Model) -> Result<()> {
    let asked = settle_key(referral.id);
    if task::is_open(act.tx, &asked).await? {
        return Ok(());
    }
    let due = quiet::open_days_after(act.zone, act.now, SETTLE_DAYS);
    let about = |_| about(referral, format!("{asked}{}", act.today()));
    task::ask_whom(act, TaskKind::OfferLapsed, referrer(referral), due, about).await
}

/// Nobody has to say any more what becomes of a referral whose offer has lapsed.
async fn close_settling_tasks(act: Act<'_>, referral: ReferralId) -> Result<()> {
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
    close_decision_tasks(act, referral.id).await?;
    close_answer_tasks(act, referral.id).await?;
    tell_referrer(act, referral).await
}

/// Asks the group's leader to decide on the first in the queue, whom the place can't be offered to by itself. It is asked
/// again on the next day, should it be ticked off while nothing is decided: the whole queue waits behind it.
pub async fn ask_leader(act: Act<'_>, referral: &referral::Model) -> Result<()> {
    let asked = queue_key(referral.id);
    if task::is_open(act.tx, &asked).await? {
        return Ok(());
    }
    let about = |_| about(referral, format!("{asked}{}", act.today()));
    let whom = Whom::InCharge(referral.group_id);
    task::ask_whom(act, TaskKind::QueueDecision, whom, act.now + ANSWER_DUE, about).await
}

/// How the names of the tasks begin to answer what a leader asks.
fn answer_key(referral: ReferralId) -> String {
    format!("referral_answer:{referral}:")
}

/// Nobody has to answer any more what was asked about a referral.
async fn close_answer_tasks(act: Act<'_>, referral: ReferralId) -> Result<()> {
    task::done_by_start(act, &answer_key(referral)).await
}

async fn ask_referrer(act: Act<'_>, referral: &referral::Model) -> Result<()> {
    if referral.referrer_id.is_none() {
        return Ok(());
    }
    let about = |_| about(referral, format!("{}{}", answer_key(referral.id), act.now.timestamp_micros()));
    task::ask_whom(act, TaskKind::ReferralAnswer, referrer(referral), act.now + ANSWER_DUE, about).await
}

/// Who referred the client, else whoever helps.
const fn referrer(referral: &referral::Model) -> Whom {
    Whom::Named { named: referral.referrer_id, client: referral.client_id, group: referral.group_id }
}
