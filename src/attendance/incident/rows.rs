//! The writer of entries: rows are added and never changed.

use entity::id::{ClientId, GroupId, IncidentId, SessionId};
use entity::incident;
use sea_orm::{EntityTrait, Set};

use super::rules::IncidentInput;
use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::error::{Error, Result};
use crate::random;

/// What an entry is about.
#[derive(Clone, Copy, Debug)]
pub struct IncidentOf {
    pub client: ClientId,
    pub session: SessionId,
    pub group: GroupId,
    /// The entry that is worded anew.
    pub origin: Option<IncidentId>,
}

/// Adds a wording; answers the entry that it is of.
pub async fn insert(act: Act<'_>, of: IncidentOf, input: IncidentInput) -> Result<IncidentId> {
    let id: IncidentId = random::id(act.now);
    let origin = of.origin.unwrap_or(id);
    let row = incident::ActiveModel {
        id: Set(id),
        origin_id: Set(origin),
        client_id: Set(of.client),
        session_id: Set(of.session),
        group_id: Set(of.group),
        kind: Set(input.kind),
        what: Set(input.what),
        done: Set(input.done),
        recorded_at: Set(act.now),
        recorded_by: Set(act.who.staff().ok_or(Error::Forbidden)?),
    };
    incident::Entity::insert(row).exec_without_returning(act.tx).await?;
    let name = if of.origin.is_some() { "incident.corrected" } else { "incident.recorded" };
    audit::changed(act, LoggedChange::of(name, "incident", origin).client(of.client)).await?;
    Ok(origin)
}
