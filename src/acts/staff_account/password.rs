//! New passwords of staff: by a link that goes to the person's own mail, or by hand on the server. Both are told.

use entity::id::StaffId;
use entity::staff;

use crate::access::Act;
use crate::error::Result;
use crate::notify::{self, Audience, News, Told};
use crate::web::caller::Caller;
use crate::{people, task};

/// Takes somebody's password away and sends the person a link to set another; the supervisors hear of it.
pub async fn reset_by_link(act: Act<'_>, person: StaffId) -> Result<Told> {
    people::staff_exists(act.tx, person).await?;
    people::forget_password(act, person).await?;
    send_link(act, person).await
}

/// Sends somebody a link to set the password; the supervisors hear of it.
pub(super) async fn send_link(act: Act<'_>, person: StaffId) -> Result<Told> {
    let mut told = notify::tell(act, &[Audience::Staff(person)], News::PasswordLink { staff: person }).await?;
    told += notify::tell(act, &supervisors(act, person).await?, News::PasswordReset { staff: person, by_hand: false })
        .await?;
    Ok(told)
}

/// Gives somebody a password by hand, by its hash, which is changed before anything else opens; the person and the
/// supervisors hear of it.
pub async fn give_password(act: Act<'_>, person: StaffId, hash: String) -> Result<Told> {
    people::set_given_password(act, person, hash).await?;
    let mut hear = supervisors(act, person).await?;
    hear.push(Audience::Staff(person));
    notify::tell(act, &hear, News::PasswordReset { staff: person, by_hand: true }).await
}

/// Sends a link to whoever has an address and asks for one; who has none is told nothing else. Whoever asks too often waits.
pub(super) async fn ask_for_link(act: Act<'_>, email: &str, caller: Caller) -> Result<Told> {
    people::count_link_asked(act, email, caller).await?;
    match people::account_at(act.tx, email).await? {
        Some(staff::Model { id, active: true, .. }) => {
            notify::tell(act, &[Audience::Staff(id)], News::PasswordLink { staff: id }).await
        }
        _ => Ok(Told::default()),
    }
}

/// The managers of somebody's unit and of those above it, but for that person.
pub(super) async fn supervisors(act: Act<'_>, person: StaffId) -> Result<Vec<Audience>> {
    let unit = people::unit_of(act.tx, person).await?;
    let managers = task::managers_above(act.tx, unit).await?;
    Ok(managers.into_iter().filter(|id| *id != person).map(Audience::Staff).collect())
}
