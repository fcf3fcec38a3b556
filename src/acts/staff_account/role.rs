//! Roles work when a second person has confirmed them.

use chrono::TimeDelta;
use entity::id::StaffId;
use entity::state::{Role, TaskKind};
use sea_orm::ConnectionTrait;

use super::password::send_link;
use crate::access::{Act, Viewer};
use crate::acts::counted_on::CountedOn;
use crate::error::{OrNotFound, Result};
use crate::notify::{self, Audience, News, Told};
use crate::people::{self, NewStaff, WaitingRole};
use crate::task::{self, NewTask};
use crate::{programme, referral};

/// How soon a role should be confirmed or refused.
const SOON: TimeDelta = TimeDelta::days(3);

/// Adds somebody to the staff: the person sets the password by a link of their own, and the roles wait for a second pair of
/// eyes.
pub async fn add_member(act: Act<'_>, new: NewStaff) -> Result<Told> {
    let waiting = new.roles.clone();
    let person = people::add_staff(act, NewStaff { roles: Vec::new(), password_hash: None, ..new }).await?;
    people::insert_waiting_roles(act, person, &waiting).await?;
    ask_confirmers(act).await?;
    send_link(act, person).await
}

/// Asks whoever can confirm each role that waits; who was asked before is not asked again.
pub(super) async fn ask_confirmers(act: Act<'_>) -> Result<()> {
    let confirmers = people::confirmers(act.tx).await?;
    for waiting in people::waiting_roles(act.tx).await? {
        for who in confirmers.of(&waiting) {
            let key = format!("{}{who}", key(&waiting));
            let new = NewTask { key, note: Some(waiting.name.clone()), ..NewTask::default() };
            task::ask(act, TaskKind::ConfirmRole, who, act.now + SOON, new).await?;
        }
    }
    Ok(())
}

/// Nobody is asked any more to confirm a role of somebody.
pub(super) async fn ask_no_more(act: Act<'_>, of: RoleOf) -> Result<()> {
    task::done_by_start(act, &key_of(of)).await
}

/// How the names of the tasks begin to confirm a role; with the moment, since a role that was refused may be given again.
fn key(waiting: &WaitingRole) -> String {
    format!("{}{}:", key_of(RoleOf { person: waiting.staff_id, role: waiting.role }), waiting.given_at.timestamp())
}

fn key_of(of: RoleOf) -> String {
    format!("confirm_role:{}:{}:", of.person, of.role)
}

/// The roles that wait for this person.
pub(super) async fn waiting_for(db: &impl ConnectionTrait, by: &Viewer) -> Result<Vec<WaitingRole>> {
    let confirmers = people::confirmers(db).await?;
    let waiting = people::waiting_roles(db).await?;
    Ok(waiting.into_iter().filter(|one| confirmers.of(one).contains(&by.staff_id)).collect())
}

/// Confirms or refuses a role that waits for this person; whoever gave it and whoever was to have it hear of it, and of one
/// that confirms or gives others every administrator and officer.
pub async fn settle_role(act: Act<'_>, by: &Viewer, of: RoleOf, is_confirmed: bool) -> Result<Told> {
    let waiting = waiting_for(act.tx, by).await?;
    let asked = waiting.iter().find(|one| one.staff_id == of.person && one.role == of.role).or_not_found()?;
    settle(act, asked, is_confirmed).await
}

/// The same by whoever runs the server, who is nobody's viewer: where one administrator works alone, that is the second
/// pair of eyes.
pub async fn settle_role_on_server(act: Act<'_>, of: RoleOf, is_confirmed: bool) -> Result<Told> {
    let waiting = people::waiting_roles(act.tx).await?;
    let asked = waiting.iter().find(|one| one.staff_id == of.person && one.role == of.role).or_not_found()?;
    settle(act.by_system(), asked, is_confirmed).await
}

async fn settle(act: Act<'_>, asked: &WaitingRole, is_confirmed: bool) -> Result<Told> {
    let counted = match asked.role {
        Role::Leader if is_confirmed => Some(CountedOn::locked(act, asked.staff_id).await?),
        _ => None,
    };
    people::settle_waiting_role(act, asked, is_confirmed).await?;
    if is_confirmed {
        came_back(act, asked.staff_id, asked.role).await?;
    }
    ask_no_more(act, RoleOf { person: asked.staff_id, role: asked.role }).await?;
    let mut hear = vec![Audience::Staff(asked.given_by), Audience::Staff(asked.staff_id)];
    if is_confirmed && !matches!(asked.role, Role::Leader | Role::Worker) {
        hear.extend([Role::Administrator, Role::DataProtectionOfficer].map(Audience::Holders));
    }
    let mut told =
        notify::tell(act, &hear, News::RoleSettled { staff: asked.staff_id, role: asked.role, is_confirmed }).await?;
    if let Some(counted) = counted {
        told += counted.tell_who_meets(act).await?;
    }
    // A new manager or officer may be the first who can confirm what others wait for.
    ask_confirmers(act).await?;
    Ok(told)
}

/// Nobody is to be found any more in the place of somebody who has the role again.
pub(super) async fn came_back(act: Act<'_>, person: StaffId, role: Role) -> Result<()> {
    match role {
        Role::Leader => programme::leader_came_back(act, person).await,
        Role::Worker => {
            for client in referral::under_way_with(act.tx, person).await? {
                task::done_about(act, TaskKind::AssignKeyWorker, client).await?;
            }
            Ok(())
        }
        Role::Manager | Role::Administrator | Role::DataProtectionOfficer => Ok(()),
    }
}

/// Somebody's role.
#[derive(Clone, Copy, Debug)]
pub struct RoleOf {
    pub person: StaffId,
    pub role: Role,
}
