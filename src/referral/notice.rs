//! Whom a step of a referral is told to: the client by message, staff by task. Texts are neutral; they name no group.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::OfferId;
use entity::state::{ReferralStatus, TaskKind};
use entity::{group, referral};
use sea_orm::DatabaseTransaction;

use super::rules::Step;
use crate::error::Result;
use crate::task;

/// How long a worker has to answer what a leader asks.
const ANSWER_DUE: TimeDelta = TimeDelta::days(3);

/// Names the task to reach a client about an offer.
pub fn contact_key(offer: OfferId) -> String {
    format!("contact_offer:{offer}")
}

fn answer_key(referral: &referral::Model) -> String {
    format!("referral_answer:{}:{}", referral.id, referral.updated_at.timestamp_micros())
}

/// Tells those whom a step concerns.
pub async fn told(
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
    (referral, group, step): (&referral::Model, &group::Model, &Step),
) -> Result<()> {
    if step.to == ReferralStatus::InfoRequested {
        ask_referrer(tx, now, (referral, group)).await?;
    }
    Ok(())
}

async fn ask_referrer(
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
    (referral, group): (&referral::Model, &group::Model),
) -> Result<()> {
    let Some(referrer) = referral.referrer_id else { return Ok(()) };
    let new = task::NewTask {
        key: answer_key(referral),
        client: Some(referral.client_id),
        group: Some(group.id),
        session: None,
        referral: Some(referral.id),
        note: None,
    };
    task::ask(tx, now, (TaskKind::ReferralAnswer, referrer, now + ANSWER_DUE), new).await?;
    Ok(())
}
