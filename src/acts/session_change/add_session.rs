//! A session is added to those of the schedule, on its own or in place of a cancelled one.

use entity::id::{GroupId, SessionId};
use entity::state::GroupStatus;

use super::consequences::follow_changes;
use crate::access::rights::Resource;
use crate::access::{Act, Viewer, reach_group};
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Error, Result};
use crate::notify::{HowToTell, Told};
use crate::programme::{self, ExtraSession, Rewrite};

/// A session that was added.
#[derive(Clone, Copy, Debug)]
pub struct AddedSession {
    pub id: SessionId,
    pub told: Told,
}

/// Adds a session, and everybody with a place hears of it.
pub async fn add_session(act: Act<'_>, by: &Viewer, group: GroupId, input: ExtraSession) -> Result<AddedSession> {
    let group = reach_group(act, by, Resource::Group, group).await?;
    // What was held and forgotten is noted down after the end; nobody is asked to come to a group that is over.
    let is_noted_down = group.status == GroupStatus::Ended && input.starts_at <= act.now;
    if group.status.is_over() && !is_noted_down {
        return Err(Error::conflict(Code::GroupClosed));
    }
    programme::check_venue(act.tx, input.venue_id).await?;
    if let Some(replaced) = input.replaces_id {
        programme::check_replaced(act.tx, group.id, replaced).await?;
    }
    let number = programme::highest_number(act.tx, group.id).await? + 1;
    let session = programme::added(act.now, &group, number, input)?;
    let id = session.id;
    let changes = programme::rewrite_sessions(act, &group, &Rewrite::new(session)).await?;
    let told = follow_changes(act, &group, &changes, HowToTell::Messages).await?;
    audit::changed(act, LoggedChange::of("session.added", "session", id)).await?;
    Ok(AddedSession { id, told })
}
