//! The end of a participation: the place is offered on, and the key worker is asked to talk with the client.

mod api;
mod paths;
mod queries;
mod routes;
mod views;

use chrono::TimeDelta;
use entity::id::ParticipationId;
use entity::participation;
use entity::state::{ParticipationStatus, TaskKind};

pub use routes::routes;

use crate::access::Act;
use crate::enrolment::End;
use crate::error::Result;
use crate::{message, referral, task};

/// When the talk at the end is due.
const TALK_DUE: TimeDelta = TimeDelta::days(7);

/// Ends a participation with everything that follows.
pub async fn end_participation(act: Act<'_>, (id, end): (ParticipationId, End)) -> Result<participation::Model> {
    let ended = referral::end(act, (id, end)).await?;
    message::cancel_for_place(act, (ended.client_id, ended.group_id)).await?;
    if ended.status != ParticipationStatus::Deceased {
        ask_to_talk(act, &ended).await?;
    }
    Ok(ended)
}

/// Frees the place of a client who never came: it is offered on, and reminders stop.
pub async fn no_start(act: Act<'_>, id: ParticipationId) -> Result<participation::Model> {
    let ended = referral::no_start(act, id).await?;
    message::cancel_for_place(act, (ended.client_id, ended.group_id)).await?;
    Ok(ended)
}

async fn ask_to_talk(act: Act<'_>, ended: &participation::Model) -> Result<()> {
    let helpers = task::helpers(act.tx, ended.group_id, &[ended.client_id]).await?;
    let Some(helper) = helpers.get(&ended.client_id) else { return Ok(()) };
    let new = task::NewTask {
        key: format!("end_talk:{}", ended.id),
        client: Some(ended.client_id),
        group: Some(ended.group_id),
        session: None,
        referral: ended.referral_id,
        note: ended.end_note.clone(),
    };
    task::ask(act, (TaskKind::EndTalk, *helper, act.now + TALK_DUE), new).await?;
    Ok(())
}
