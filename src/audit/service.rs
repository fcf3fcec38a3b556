//! Writes to the logs.

use crate::access::Actor;
use chrono::{DateTime, TimeDelta, Utc};
use entity::id::ClientId;
use entity::{access_log, change_log, disclosure_log, log_seal};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, Set};
use serde_json::Value;
use uuid::Uuid;

use super::seal::{self, Log};
use crate::access::Act;
use crate::app::App;
use crate::error::{Error, Result};
use crate::random;

/// Rows younger than this may belong to a transaction that is still open, so they are not sealed yet: rows carry the
/// time at which their act began, and a job may run for ten minutes.
const SETTLED: TimeDelta = TimeDelta::minutes(15);

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
    };
    row.insert(act.tx).await?;
    Ok(())
}

/// Seals what is due, as a job.
pub async fn seal_logs(app: &App, now: DateTime<Utc>) -> Result<()> {
    app.act_at(Actor::System, now, async |act| seal_due(act).await).await?;
    Ok(())
}

/// Seals the settled rows of every log that no seal covers yet.
pub async fn seal_due(act: Act<'_>) -> Result<()> {
    for log in Log::ALL {
        let last = last_seal(act.tx, *log).await?;
        let after = last.as_ref().map(|seal| seal.upto);
        let rows = log.lines(act.tx, after, act.now - SETTLED).await?;
        if rows.is_empty() {
            continue;
        }
        let before = last.as_ref().map_or("", |seal| seal.hash.as_str());
        let row = log_seal::ActiveModel {
            id: Set(random::id(act.now)),
            log: Set(log.name().to_owned()),
            number: Set(last.as_ref().map_or(1, |seal| seal.number + 1)),
            upto: Set(act.now - SETTLED),
            rows: Set(i64::try_from(rows.len()).unwrap_or(i64::MAX)),
            hash: Set(seal::chain(before, &rows)),
            sealed_at: Set(act.now),
        };
        row.insert(act.tx).await?;
    }
    Ok(())
}

async fn last_seal(db: &impl ConnectionTrait, log: Log) -> Result<Option<log_seal::Model>> {
    Ok(log_seal::Entity::find()
        .filter(log_seal::COLUMN.log.eq(log.name()))
        .order_by(log_seal::Column::Number, Order::Desc)
        .one(db)
        .await?)
}

/// Works every seal out again; the number of sealed rows, or a conflict that names the first log that was touched.
pub async fn verify(db: &impl ConnectionTrait) -> Result<u64> {
    let mut rows = 0;
    for log in Log::ALL {
        let seals = log_seal::Entity::find()
            .filter(log_seal::COLUMN.log.eq(log.name()))
            .order_by(log_seal::Column::Number, Order::Asc)
            .all(db)
            .await?;
        let (mut before, mut after) = (String::new(), None);
        for seal in seals {
            let lines = log.lines(db, after, seal.upto).await?;
            if seal::chain(&before, &lines) != seal.hash {
                return Err(Error::conflict(log.broken()));
            }
            rows += lines.len() as u64;
            after = Some(seal.upto);
            before = seal.hash;
        }
    }
    Ok(rows)
}
