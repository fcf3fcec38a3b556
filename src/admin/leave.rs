//! Accounts that are closed and opened again, with what they leave behind: groups without a leader, and clients without
//! a key worker.

use chrono::{DateTime, Utc};
use entity::id::StaffId;
use entity::state::TaskKind;
use sea_orm::DatabaseTransaction;

use crate::access::Actor;
use crate::error::Result;
use crate::{people, programme, referral, task};

/// Closes an account and asks the managers for others in its place, or opens it and asks no more.
pub async fn set_active(
    tx: &DatabaseTransaction,
    who: Actor,
    now: DateTime<Utc>,
    (staff, active): (StaffId, bool),
) -> Result<()> {
    people::set_active(tx, who, now, (staff, active)).await?;
    let clients = referral::under_way_with(tx, staff).await?;
    if active {
        for client in clients {
            task::done_about(tx, now, (TaskKind::AssignKeyWorker, client)).await?;
        }
        return programme::leader_came_back(tx, now, staff).await;
    }
    for client in clients {
        people::client::ask_for_key_worker(tx, now, client).await?;
    }
    programme::leader_left(tx, now, staff).await
}
