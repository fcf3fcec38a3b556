//! Other roles or another unit for somebody who works here.

use entity::id::{GroupId, StaffId, UnitId};
use entity::state::Role;

use super::password::supervisors;
use super::role::{RoleOf, ask_confirmers, ask_no_more, came_back};
use crate::access::rights::reaches_units;
use crate::access::{Act, Actor};
use crate::acts::counted_on::CountedOn;
use crate::error::{Code, Error, Result};
use crate::notify::{self, Audience, News, Told};
use crate::people::{self, StaffPosition};
use crate::task::{self, GroupLeft, RestOf, TasksLeft, leave_group_to_others, leave_rest};
use crate::{calendar, referral};

/// What somebody is to be from now on.
#[derive(Clone, Debug)]
pub struct MemberChange {
    pub unit: UnitId,
    pub roles: Vec<Role>,
}

/// What a change gives and takes.
struct RoleDifference {
    given: Vec<Role>,
    taken: Vec<Role>,
    /// What waited and is not wanted any more.
    dropped: Vec<Role>,
    moves: bool,
}

impl RoleDifference {
    fn of(before: &StaffPosition, change: &MemberChange) -> Self {
        let moves = before.unit != change.unit;
        let wanted = |role: &Role| change.roles.contains(role);
        // What a role reaches in a unit is other clients in another: the second pair of eyes looks again.
        let again = |role: &&Role| moves && reaches_units(**role) && wanted(role);
        let again: Vec<Role> = before.held.iter().filter(again).copied().collect();
        let stands = |role: &Role| before.held.contains(role) || before.waiting.contains(role);
        let mut given: Vec<Role> = change.roles.iter().copied().filter(|role| !stands(role)).collect();
        let mut taken: Vec<Role> = before.held.iter().copied().filter(|role| !wanted(role)).collect();
        given.extend(&again);
        taken.extend(&again);
        given.sort_unstable();
        given.dedup();
        Self { given, taken, dropped: before.waiting.iter().copied().filter(|role| !wanted(role)).collect(), moves }
    }

    fn concerns(&self, role: Role) -> bool {
        self.taken.contains(&role) || self.given.contains(&role)
    }

    const fn is_none(&self) -> bool {
        self.given.is_empty() && self.taken.is_empty() && self.dropped.is_empty() && !self.moves
    }
}

/// Gives somebody other roles or another unit. Roles wait for a second pair of eyes, unless whoever runs the server gives
/// them; what a role opened is closed at once where it is taken: of a leader's, others are asked as when the account closes,
/// and clients hear whom they meet instead. The person and the supervisors hear of it, and nobody where nothing changes.
pub async fn change_member(act: Act<'_>, person: StaffId, change: MemberChange) -> Result<Told> {
    let counted = CountedOn::locked(act, person).await?;
    let before = people::locked_position(act, person).await?;
    let difference = RoleDifference::of(&before, &change);
    if difference.is_none() {
        return Ok(Told::default());
    }
    if difference.taken.contains(&Role::Administrator) && !people::is_another_administrator(act.tx, person).await? {
        return Err(Error::conflict(Code::AdminLastAdministrator));
    }
    let mut hear = supervisors(act, person).await?;
    people::delete_roles(act, person, &difference.taken).await?;
    people::delete_waiting_roles(act, person, &difference.dropped).await?;
    for role in difference.taken.iter().chain(&difference.dropped) {
        ask_no_more(act, RoleOf { person, role: *role }).await?;
    }
    if difference.moves {
        people::set_unit(act, person, change.unit).await?;
        hear.extend(supervisors(act, person).await?);
    }
    give(act, person, &difference.given).await?;
    if difference.taken.contains(&Role::Leader) {
        counted.ask_for_others(act).await?;
    }
    close_what_was_open(act, person, &difference.taken, counted.ids()).await?;
    // Whoever could confirm a role may have been the only one, or may be one from now on.
    ask_confirmers(act).await?;
    hear.push(Audience::Staff(person));
    let mut told = notify::tell(act, &hear, News::RolesChanged { staff: person }).await?;
    if difference.concerns(Role::Leader) {
        told += counted.tell_who_meets(act).await?;
    }
    Ok(told)
}

async fn give(act: Act<'_>, person: StaffId, roles: &[Role]) -> Result<()> {
    if act.who != Actor::System {
        return people::insert_waiting_roles(act, person, roles).await;
    }
    for role in roles {
        people::insert_role(act, person, *role).await?;
        came_back(act, person, *role).await?;
    }
    Ok(())
}

/// Feeds end, and what somebody was asked in roles that are gone goes over to others: a task gives sight of its client.
async fn close_what_was_open(act: Act<'_>, person: StaffId, taken: &[Role], led: Vec<GroupId>) -> Result<()> {
    if !taken.iter().any(|role| people::sees_clients(*role)) {
        return Ok(());
    }
    calendar::revoke_all_of(act, person).await?;
    if taken.contains(&Role::Worker) {
        for client in referral::under_way_with(act.tx, person).await? {
            people::client::ask_for_key_worker(act, client).await?;
        }
    }
    let stays = people::position(act.tx, person).await?;
    let still = |role: Role| stays.held.contains(&role);
    for group in &led {
        if taken.contains(&Role::Leader) {
            leave_group_to_others(act, GroupLeft { by: person, group: *group }).await?;
        }
    }
    let rest = match (still(Role::Leader), still(Role::Worker)) {
        (false, false) => RestOf::All,
        (true, false) => RestOf::ClientsBut(led),
        (_, true) if taken.contains(&Role::Leader) => RestOf::Groups(led),
        (_, true) => return Ok(()),
    };
    let above = task::managers_above(act.tx, stays.unit).await?;
    match above.into_iter().find(|manager| *manager != person || still(Role::Manager)) {
        Some(manager) => leave_rest(act, TasksLeft { by: person, to: manager }, rest).await,
        None => Ok(()),
    }
}
