//! Asks for a key worker, and a new one to meet the client.

use chrono::TimeDelta;
use entity::client;
use entity::id::{ClientId, StaffId};
use entity::state::TaskKind;
use sea_orm::EntityTrait;

use crate::access::Act;
use crate::error::{OrNotFound, Result};
use crate::task::{self, NewTask, Whom};

/// How soon a client without a key worker should have one, and how soon a new one should be met.
const SOON: TimeDelta = TimeDelta::days(3);

/// Asks the managers of a client's unit, and of those above it, to find a key worker.
pub async fn ask_for_key_worker(act: Act<'_>, id: ClientId) -> Result<()> {
    let unit = client::Entity::find_by_id(id).one(act.tx).await.or_not_found()?.unit_id;
    let about =
        |manager| NewTask { key: format!("assign_key_worker:{id}:{manager}"), client: Some(id), ..NewTask::default() };
    task::ask_whom(act, TaskKind::AssignKeyWorker, Whom::Managers(unit), act.now + SOON, about).await
}

/// Asks a new key worker to meet the client; nobody else is asked any more.
pub async fn ask_to_meet(act: Act<'_>, id: ClientId, worker: StaffId) -> Result<()> {
    task::done_about(act, TaskKind::NewClient, id).await?;
    let about = NewTask {
        key: format!("new_client:{id}:{worker}:{}", act.now.timestamp()),
        client: Some(id),
        ..NewTask::default()
    };
    task::ask(act, TaskKind::NewClient, worker, act.now + SOON, about).await.map(drop)
}
