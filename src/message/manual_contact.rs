//! What a person does in place of a message: a letter or a call, asked of whoever helps the client.

use chrono::TimeDelta;
use entity::id::{MessageId, StaffId};
use entity::message;
use entity::state::{MessageChannel, TaskKind};
use sea_orm::EntityTrait;

use crate::access::Act;
use crate::error::{OrNotFound, Result};
use crate::task;

/// Names the task of a letter or a call.
pub fn task_key(key: &str) -> String {
    format!("message:{key}")
}

/// Asks whoever helps the client, the key worker first, to write or to call.
pub(super) async fn ask(act: Act<'_>, id: MessageId) -> Result<()> {
    let row = message::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    let Some(client) = row.client_id else { return Ok(()) };
    let helper = task::helper(act.tx, row.group_id, client).await?;
    ask_of(act, &row, helper).await
}

async fn ask_of(act: Act<'_>, row: &message::Model, helper: Option<StaffId>) -> Result<()> {
    let Some(helper) = helper else { return Ok(()) };
    let kind = if row.channel == MessageChannel::Letter { TaskKind::LetterDue } else { TaskKind::CallSession };
    let due = row.expires_at.unwrap_or(row.due_at + TimeDelta::days(1));
    let about = task::NewTask {
        key: task_key(&row.key),
        client: row.client_id,
        group: row.group_id,
        session: row.session_id,
        referral: row.referral_id,
        note: None,
    };
    task::ask(act, (kind, helper, due), about).await?;
    Ok(())
}
