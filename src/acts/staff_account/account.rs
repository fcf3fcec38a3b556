//! What the close and the opening of an account take with them.

use entity::id::StaffId;
use entity::state::TaskKind;

use super::role::ask_confirmers;
use crate::access::{Act, lock_group};
use crate::error::Result;
use crate::notify::{self, Comers, Told, WhoMet};
use crate::{calendar, people, programme, referral, revision, task};

/// Closes the account of somebody who leaves. Their sight of clients ends at once, what they were asked goes over to
/// others, managers are asked for somebody in their place, and clients hear whom they meet instead the next time.
pub async fn close_account(act: Act<'_>, staff: StaffId) -> Result<Told> {
    people::staff_exists(act.tx, staff).await?;
    let groups = programme::groups_counting_on(act.tx, act.now, staff).await?;
    let mut met = Vec::new();
    let mut locked = Vec::new();
    for id in groups {
        locked.push(lock_group(act, id).await?);
        met.extend(notify::met_next(act.tx, act.now, id).await?);
    }
    if !people::set_active(act, staff, false).await? {
        return Ok(Told::default());
    }
    // Calendars name whoever meets the client.
    revision::raise(act, staff).await?;
    calendar::revoke_all_of(act, staff).await?;
    task::leave_to_others(act, staff).await?;
    for client in referral::under_way_with(act.tx, staff).await? {
        people::client::ask_for_key_worker(act, client).await?;
    }
    for group in &locked {
        programme::ask_to_replace(act, group, staff).await?;
        programme::ask_for_substitutes(act, group, staff).await?;
    }
    // Whoever could confirm a role may have been the only one.
    ask_confirmers(act).await?;
    tell_clients(act, met).await
}

/// Opens the account of somebody who comes back: nobody is to be found in their place any more, and clients whom they
/// meet again the next time hear it.
pub async fn open_account(act: Act<'_>, staff: StaffId) -> Result<Told> {
    people::staff_exists(act.tx, staff).await?;
    let mut met = Vec::new();
    for id in programme::groups_counting_on(act.tx, act.now, staff).await? {
        lock_group(act, id).await?;
        met.extend(notify::met_next(act.tx, act.now, id).await?);
    }
    if !people::set_active(act, staff, true).await? {
        return Ok(Told::default());
    }
    revision::raise(act, staff).await?;
    for client in referral::under_way_with(act.tx, staff).await? {
        task::done_about(act, TaskKind::AssignKeyWorker, client).await?;
    }
    programme::leader_came_back(act, staff).await?;
    tell_clients(act, met).await
}

async fn tell_clients(act: Act<'_>, met: Vec<WhoMet>) -> Result<Told> {
    let mut told = Told::default();
    for before in met {
        told += notify::tell_who_meets(act, before, Comers::All).await?;
    }
    Ok(told)
}
