//! After a copy of the database was put back: what it does not know is done again, and nothing that it would send leaves by
//! itself.

use std::collections::BTreeSet;

use anyhow::Context;
use chrono::{DateTime, Utc};
use entity::id::ClientId;
use entity::state::{ErasureGround, ParticipationStatus, Role};
use entity::{change_log, client};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::erasure::erase;
use super::marks::{MarkAgain, MarksAgain, set_marks_again, write_down_marks};
use crate::access::{self, Act, Actor};
use crate::app::App;
use crate::audit::{self, LoggedChange, SealHead};
use crate::error::Result;
use crate::notify::{Audience, News};
use crate::{acts, enrolment, message, notify};

/// The whole database, as the log names it.
const DATABASE: Uuid = Uuid::nil();
/// What the log calls it that something was closed again.
const CLOSED_AGAIN: &str = "database.closed_again";

/// What was done after a copy was put back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AfterRestore {
    /// Messages, letters and calls that are held.
    pub held: u64,
    /// What was closed since and is closed again: protection, accounts, roles, passwords, links.
    pub closed: u64,
    /// Erasures that were done again, …
    pub erased: u64,
    /// … and what failed of either.
    pub left: u64,
}

/// Writes down outside the database who was erased and what was closed, as a job.
pub async fn write_down(app: &App, _: DateTime<Utc>) -> Result<()> {
    if !app.record.is_kept() {
        return Ok(());
    }
    write_down_erased(app).await?;
    // Of a copy that was put back nothing is learnt before what it lacks is done again.
    if is_older(app).await? { Ok(()) } else { write_down_marks(app).await }
}

async fn write_down_erased(app: &App) -> Result<()> {
    let known = app.record.erased().await.context("read who was erased")?;
    let mut erased = among_erased(app.db.read(), true).await?;
    erased.retain(|id| !known.contains(id));
    Ok(app.record.add_erased(erased).await.context("write down who was erased")?)
}

/// The same as soon as somebody was erased; what could not be written down the job writes down later.
pub(super) async fn write_down_at_once(app: &App) {
    if !app.record.is_kept() {
        return;
    }
    if let Err(error) = write_down_erased(app).await {
        tracing::error!(%error, "an erasure could not be written down outside the database yet");
    }
}

/// Whether the database is older than what is kept outside: a copy of it was put back, or its logs were cut off.
pub async fn is_older(app: &App) -> Result<bool> {
    if let Some(head) = app.record.head().await.context("read the head of the logs")? {
        let head: SealHead = head.parse().context("read the head of the logs")?;
        if !audit::stands(app.db.read(), &head).await? {
            return Ok(true);
        }
    }
    Ok(!unerased(app).await?.is_empty())
}

/// Holds what waits to be sent or told, ends every sign-in, closes again what was closed since the copy, erases again who
/// was erased since, and tells administrators and data protection officers.
pub async fn after_restore(app: &App) -> Result<AfterRestore> {
    let held = app
        .act(Actor::System, async |act| {
            let held = message::hold_all(act).await?;
            let ended = access::revoke_all_sign_ins(act).await?;
            let details = json!({ "held": held, "sign_ins": ended });
            audit::changed(act, LoggedChange::about("database.restored", "database", None).details(details)).await?;
            Ok(held)
        })
        .await?;
    let marks = set_marks_again(app).await?;
    app.act(Actor::System, async |act| log_closed(act, &marks).await).await?;
    let closed = marks.done.len() as u64 + marks.ended;
    let mut done = AfterRestore { held, closed, erased: 0, left: marks.left };
    for id in unerased(app).await? {
        match app.act(Actor::System, async |act| erase_again(act, id).await).await {
            Ok(()) => done.erased += 1,
            Err(error) => {
                tracing::error!(%id, %error, "an erasure could not be done again");
                done.left += 1;
            }
        }
    }
    app.act(Actor::System, async |act| tell(act, done).await).await?;
    // The head of before is no seal of this database; the next one is.
    app.record.keep_head("").await.context("keep the head of the logs")?;
    if let Err(error) = audit::seal_logs(app, app.clock.now()).await {
        tracing::error!(%error, "the logs could not be sealed after a copy was put back");
    }
    Ok(done)
}

/// What was closed again stands in the log, where whoever answers for the clients' rights looks it over.
async fn log_closed(act: Act<'_>, marks: &MarksAgain) -> Result<()> {
    if marks.done.is_empty() && marks.ended == 0 {
        return Ok(());
    }
    let details = json!({ "marks": marks.done, "ended": marks.ended });
    let logged = LoggedChange::about(CLOSED_AGAIN, "database", Some(DATABASE));
    audit::changed(act, logged.details(details)).await
}

/// What was closed again when a copy was put back for the last time.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ClosedAgain {
    /// Of clients and accounts.
    pub marks: Vec<MarkAgain>,
    /// How many links, calendars and tokens.
    pub ended: u64,
}

/// What was closed again at the last time, if a copy was ever put back.
pub async fn closed_again(db: &impl ConnectionTrait) -> Result<Option<ClosedAgain>> {
    let logged = change_log::Entity::find()
        .filter(change_log::COLUMN.subject_id.eq(DATABASE))
        .filter(change_log::COLUMN.act.eq(CLOSED_AGAIN))
        .order_by(change_log::Column::At, Order::Desc)
        .order_by(change_log::Column::Id, Order::Desc);
    let last = logged.one(db).await?;
    Ok(last.and_then(|row| serde_json::from_value(row.details).ok()))
}

async fn tell(act: Act<'_>, done: AfterRestore) -> Result<()> {
    let AfterRestore { held, closed, erased, left } = done;
    for (role, to_officer) in [(Role::Administrator, false), (Role::DataProtectionOfficer, true)] {
        let news = News::Restored { held, closed: Some(closed), erased, left, to_officer };
        // It goes with the next run of the outbox, which no request waits for.
        let _told = notify::tell(act, &[Audience::Holders(role)], news).await?;
    }
    Ok(())
}

/// Erases somebody who was erased before; a place, an offer or a turn that ended since the copy ends again, without a
/// message to the person.
async fn erase_again(act: Act<'_>, id: ClientId) -> Result<()> {
    if enrolment::is_involved(act.tx, id).await? {
        acts::end_everything(act, id, act.today(), ParticipationStatus::Transferred).await?;
    }
    let Some(row) = client::Entity::find_by_id(id).one(act.tx).await? else { return Ok(()) };
    erase(act, row, ErasureGround::Asked).await
}

/// Whom the database knows unerased although they were erased.
async fn unerased(app: &App) -> Result<Vec<ClientId>> {
    let erased = app.record.erased().await.context("read who was erased")?;
    if erased.is_empty() {
        return Ok(Vec::new());
    }
    let standing: BTreeSet<Uuid> = among_erased(app.db.read(), false).await?.into_iter().collect();
    Ok(erased.intersection(&standing).copied().map(ClientId).collect())
}

/// The clients who are erased, or who are not.
async fn among_erased(db: &impl ConnectionTrait, is_erased: bool) -> Result<Vec<Uuid>> {
    let erased = client::Column::ErasedAt;
    let wanted = if is_erased { erased.is_not_null() } else { erased.is_null() };
    let ids: Vec<ClientId> =
        client::Entity::find().select_only().column(client::Column::Id).filter(wanted).into_tuple().all(db).await?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}
