//! Accounts that are closed and opened again, with what they leave behind: groups without a leader, and clients without
//! a key worker.

use entity::id::StaffId;
use entity::state::TaskKind;

use crate::access::Act;
use crate::error::Result;
use crate::{people, programme, referral, task};

/// Closes an account and asks the managers for others in its place, or opens it and asks no more.
pub async fn set_active(act: Act<'_>, staff: StaffId, active: bool) -> Result<()> {
    people::set_active(act, staff, active).await?;
    let clients = referral::under_way_with(act.tx, staff).await?;
    if active {
        for client in clients {
            task::done_about(act, TaskKind::AssignKeyWorker, client).await?;
        }
        return programme::leader_came_back(act, staff).await;
    }
    for client in clients {
        people::client::ask_for_key_worker(act, client).await?;
    }
    programme::leader_left(act, staff).await
}
