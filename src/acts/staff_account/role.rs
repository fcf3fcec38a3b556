//! Roles that see clients work when a second person has confirmed them.

use chrono::TimeDelta;
use entity::id::StaffId;
use entity::state::{Role, TaskKind};
use sea_orm::ConnectionTrait;

use super::password::send_link;
use crate::access::{Act, Viewer};
use crate::error::{OrNotFound, Result};
use crate::notify::Told;
use crate::people::{self, NewStaff, WaitingRole};
use crate::task::{self, NewTask};

/// How soon a role should be confirmed or refused.
const SOON: TimeDelta = TimeDelta::days(3);

/// Adds somebody to the staff: the person sets the password by a link of their own, and roles that see clients wait for a
/// second pair of eyes.
pub async fn add_member(act: Act<'_>, new: NewStaff) -> Result<Told> {
    let (waiting, at_once): (Vec<Role>, Vec<Role>) =
        new.roles.iter().copied().partition(|role| people::sees_clients(*role));
    let person = people::add_staff(act, NewStaff { roles: at_once, password_hash: None, ..new }).await?;
    people::insert_waiting_roles(act, person, &waiting).await?;
    ask_confirmers(act).await?;
    send_link(act, person).await
}

/// Asks whoever can confirm each role that waits; who was asked before is not asked again.
pub(super) async fn ask_confirmers(act: Act<'_>) -> Result<()> {
    for waiting in people::waiting_roles(act.tx).await? {
        for who in people::confirmers(act.tx, &waiting).await? {
            let key = format!("{}{who}", key(&waiting));
            let new = NewTask { key, note: Some(waiting.name.clone()), ..NewTask::default() };
            task::ask(act, TaskKind::ConfirmRole, who, act.now + SOON, new).await?;
        }
    }
    Ok(())
}

/// How the names of the tasks begin to confirm a role.
fn key(waiting: &WaitingRole) -> String {
    format!("confirm_role:{}:{}:", waiting.staff_id, waiting.role)
}

/// The roles that wait for this person.
pub(super) async fn waiting_for(db: &impl ConnectionTrait, by: &Viewer) -> Result<Vec<WaitingRole>> {
    let mut found = Vec::new();
    for waiting in people::waiting_roles(db).await? {
        if people::confirmers(db, &waiting).await?.contains(&by.staff_id) {
            found.push(waiting);
        }
    }
    Ok(found)
}

/// Confirms or refuses a role that waits for this person.
pub async fn settle_role(act: Act<'_>, by: &Viewer, of: RoleOf, is_confirmed: bool) -> Result<()> {
    let waiting = waiting_for(act.tx, by).await?;
    let asked = waiting.iter().find(|one| one.staff_id == of.person && one.role == of.role).or_not_found()?;
    people::settle_waiting_role(act, asked, is_confirmed).await?;
    task::done_by_start(act, &key(asked)).await
}

/// Somebody's role.
#[derive(Clone, Copy, Debug)]
pub struct RoleOf {
    pub person: StaffId,
    pub role: Role,
}
