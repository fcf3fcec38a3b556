//! Writes to the logs.

use entity::id::ClientId;
use entity::{access_log, change_log, disclosure_log};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::Value;
use uuid::Uuid;

use crate::access::Act;
use crate::error::Result;
use crate::random;

/// One change as the log keeps it: codes and ids, never names, contacts or free text.
#[derive(Clone, Debug)]
pub struct LoggedChange {
    /// What was done: `group.submitted`.
    pub act: &'static str,
    /// What it was done to: `group`.
    pub subject: &'static str,
    /// The id of that.
    pub subject_id: Option<Uuid>,
    /// Whose data it touched.
    pub client: Option<ClientId>,
    /// Codes that explain it.
    pub details: Value,
}

impl LoggedChange {
    /// A change of one subject.
    pub fn of(act: &'static str, subject: &'static str, id: impl Into<Uuid>) -> Self {
        Self::about(act, subject, Some(id.into()))
    }

    /// A change, or a try of one, of a subject that may be none.
    pub const fn about(act: &'static str, subject: &'static str, id: Option<Uuid>) -> Self {
        Self { act, subject, subject_id: id, client: None, details: Value::Null }
    }

    /// The same change, touching a client's data.
    #[must_use]
    pub fn client(mut self, client: ClientId) -> Self {
        self.client = Some(client);
        self
    }

    /// The same change with codes that explain it.
    #[must_use]
    pub fn details(mut self, details: Value) -> Self {
        self.details = details;
        self
    }
}

/// Logs a change.
pub async fn changed(act: Act<'_>, change: LoggedChange) -> Result<()> {
    changed_all(act, vec![change]).await
}

/// Logs several changes of one act, as of an import.
pub async fn changed_all(act: Act<'_>, changes: Vec<LoggedChange>) -> Result<()> {
    let (actor_kind, actor_id) = act.who.parts();
    for chunk in changes.chunks(1000) {
        let rows = chunk.iter().map(|change| change_log::ActiveModel {
            id: Set(random::id(act.now)),
            at: Set(act.now),
            actor_kind: Set(actor_kind),
            actor_id: Set(actor_id),
            act: Set(change.act.to_owned()),
            subject_kind: Set(change.subject.to_owned()),
            subject_id: Set(change.subject_id),
            client_id: Set(change.client),
            details: Set(change.details.clone()),
            seal: Set(None),
        });
        change_log::Entity::insert_many(rows).exec_without_returning(act.tx).await?;
    }
    Ok(())
}

/// Logs that a client's data was seen, searched or exported.
pub async fn seen(act: Act<'_>, client: ClientId, what: &str) -> Result<()> {
    seen_all(act, &[client], what).await
}

/// Logs that the data of several clients was seen at once, as on a roster.
pub async fn seen_all(act: Act<'_>, clients: &[ClientId], what: &str) -> Result<()> {
    let (actor_kind, actor_id) = act.who.parts();
    for chunk in clients.chunks(1000) {
        let rows = chunk.iter().map(|client| access_log::ActiveModel {
            id: Set(random::id(act.now)),
            at: Set(act.now),
            actor_kind: Set(actor_kind),
            actor_id: Set(actor_id),
            client_id: Set(*client),
            what: Set(what.to_owned()),
            reason: Set(None),
            seal: Set(None),
        });
        access_log::Entity::insert_many(rows).exec_without_returning(act.tx).await?;
    }
    Ok(())
}

/// A disclosure of a client's data to someone outside.
#[derive(Clone, Debug)]
pub struct Disclosure {
    /// To whom.
    pub recipient: String,
    /// What was told.
    pub what: String,
    /// On what ground.
    pub ground: String,
}

/// Logs a disclosure of a client's data to someone outside: to whom, what and on what ground (act 703/2023).
pub async fn disclosed(act: Act<'_>, client: ClientId, new: Disclosure) -> Result<()> {
    let (actor_kind, actor_id) = act.who.parts();
    let row = disclosure_log::ActiveModel {
        id: Set(random::id(act.now)),
        at: Set(act.now),
        actor_kind: Set(actor_kind),
        actor_id: Set(actor_id),
        client_id: Set(client),
        recipient: Set(new.recipient),
        what: Set(new.what),
        ground: Set(new.ground),
        seal: Set(None),
    };
    row.insert(act.tx).await?;
    Ok(())
}
