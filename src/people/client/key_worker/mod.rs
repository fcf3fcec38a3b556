//! Who keeps a client: a manager gives a client of the own units to a worker, as when one came from the open programme.

mod queries;
mod routes;
mod views;

use chrono::{DateTime, TimeDelta, Utc};
use entity::client;
use entity::id::{ClientId, StaffId};
use entity::state::TaskKind;
use sea_orm::{DatabaseTransaction, EntityTrait};

pub(super) use routes::{give, show};

use super::service;
use crate::access::Actor;
use crate::error::{OrNotFound, Result};
use crate::people::managers_above;
use crate::task::{self, NewTask};

/// How soon a client without a key worker should have one, and how soon a new one should be met.
const SOON: TimeDelta = TimeDelta::days(3);

/// Asks the managers of a client's unit, and of those above it, to find a key worker.
pub async fn ask_for_key_worker(tx: &DatabaseTransaction, now: DateTime<Utc>, id: ClientId) -> Result<()> {
    let unit = client::Entity::find_by_id(id).one(tx).await.or_not_found()?.unit_id;
    for manager in managers_above(tx, unit).await? {
        let key = format!("assign_key_worker:{id}:{manager}");
        let about = NewTask { key: key.clone(), client: Some(id), ..NewTask::default() };
        if !task::ask(tx, now, (TaskKind::AssignKeyWorker, manager, now + SOON), about).await? {
            task::reopen_by_keys(tx, &[key]).await?;
        }
    }
    Ok(())
}

/// Gives a client to a key worker, who finds it among the own tasks.
pub async fn assign(
    tx: &DatabaseTransaction,
    who: Actor,
    now: DateTime<Utc>,
    (row, worker): (client::Model, StaffId),
) -> Result<()> {
    let id = row.id;
    service::give(tx, who, now, (row, worker)).await?;
    task::done_about(tx, now, (TaskKind::AssignKeyWorker, id)).await?;
    let about = NewTask {
        key: format!("new_client:{id}:{worker}:{}", now.timestamp()),
        client: Some(id),
        ..NewTask::default()
    };
    task::ask(tx, now, (TaskKind::NewClient, worker, now + SOON), about).await.map(drop)
}
