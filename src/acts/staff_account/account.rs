//! What the close and the opening of an account take with them.

use entity::id::StaffId;
use entity::state::TaskKind;

use super::role::ask_confirmers;
use crate::access::Act;
use crate::acts::counted_on::CountedOn;
use crate::error::Result;
use crate::notify::Told;
use crate::{calendar, people, programme, referral, task};

/// Closes the account of somebody who leaves. Their sight of clients ends at once, what they were asked goes over to
/// others, managers are asked for somebody in their place, and clients hear whom they meet instead the next time.
pub async fn close_account(act: Act<'_>, staff: StaffId) -> Result<Told> {
    people::staff_exists(act.tx, staff).await?;
    let counted = CountedOn::locked(act, staff).await?;
    if !people::set_active(act, staff, false).await? {
        return Ok(Told::default());
    }
    calendar::revoke_all_of(act, staff).await?;
    task::leave_to_others(act, staff).await?;
    for client in referral::under_way_with(act.tx, staff).await? {
        people::client::ask_for_key_worker(act, client).await?;
    }
    counted.ask_for_others(act).await?;
    // Whoever could confirm a role may have been the only one.
    ask_confirmers(act).await?;
    counted.tell_who_meets(act).await
}

/// Opens the account of somebody who comes back: nobody is to be found in their place any more, and clients whom they
/// meet again the next time hear it.
pub async fn open_account(act: Act<'_>, staff: StaffId) -> Result<Told> {
    people::staff_exists(act.tx, staff).await?;
    let counted = CountedOn::locked(act, staff).await?;
    if !people::set_active(act, staff, true).await? {
        return Ok(Told::default());
    }
    for client in referral::under_way_with(act.tx, staff).await? {
        task::done_about(act, TaskKind::AssignKeyWorker, client).await?;
    }
    programme::leader_came_back(act, staff).await?;
    counted.tell_who_meets(act).await
}
