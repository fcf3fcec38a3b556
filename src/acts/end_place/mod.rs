//! The end of a participation: the place is offered on, and the key worker is asked to talk with the client.

mod api;
mod paths;
mod queries;
mod routes;
mod views;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::ParticipationId;
use entity::participation;
use entity::state::{ParticipationStatus, TaskKind};
use sea_orm::DatabaseTransaction;

pub use routes::routes;

use crate::access::Actor;
use crate::enrolment::End;
use crate::error::Result;
use crate::{message, referral, task};

/// When the talk at the end is due.
const TALK_DUE: TimeDelta = TimeDelta::days(7);

/// Ends a participation with everything that follows.
pub async fn end_participation(
    tx: &DatabaseTransaction,
    who: Actor,
    now: DateTime<Utc>,
    (id, end): (ParticipationId, End),
) -> Result<participation::Model> {
    let ended = referral::end(tx, who, now, (id, end)).await?;
    message::cancel_for_place(tx, now, (ended.client_id, ended.group_id)).await?;
    if ended.status != ParticipationStatus::Deceased {
        ask_to_talk(tx, now, &ended).await?;
    }
    Ok(ended)
}

/// Frees the place of a client who never came: it is offered on, and reminders stop.
pub async fn no_start(
    tx: &DatabaseTransaction,
    who: Actor,
    now: DateTime<Utc>,
    id: ParticipationId,
) -> Result<participation::Model> {
    let ended = referral::no_start(tx, who, now, id).await?;
    message::cancel_for_place(tx, now, (ended.client_id, ended.group_id)).await?;
    Ok(ended)
}

async fn ask_to_talk(tx: &DatabaseTransaction, now: DateTime<Utc>, ended: &participation::Model) -> Result<()> {
    let helpers = task::helpers(tx, ended.group_id, &[ended.client_id]).await?;
    let Some(helper) = helpers.get(&ended.client_id) else { return Ok(()) };
    let new = task::NewTask {
        key: format!("end_talk:{}", ended.id),
        client: Some(ended.client_id),
        group: Some(ended.group_id),
        session: None,
        referral: ended.referral_id,
        note: ended.end_note.clone(),
    };
    task::ask(tx, now, (TaskKind::EndTalk, *helper, now + TALK_DUE), new).await?;
    Ok(())
}
