//! Sealing: a job puts the rows that no seal holds under a new one.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, SubsecRound, Utc};
use entity::log_seal;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryOrder};

use super::head::{SealHead, stands};
use super::seal::{Log, LogRows, SealKeys, digest};
use crate::access::{Act, Actor};
use crate::app::App;
use crate::error::Result;

/// The most rows of each log under one seal: what is written waits for it.
const MOST: u64 = 2000;

/// The last head that this server has seen: that it is gone shows without anybody keeping it.
#[derive(Clone, Default)]
struct LastHead(Arc<Mutex<Option<SealHead>>>);

/// Seals what no seal holds, as a job, and keeps the head outside the database.
pub async fn seal_logs(app: &App, now: DateTime<Utc>) -> Result<()> {
    watch(app).await?;
    let keys = SealKeys::of(&app.config);
    while let Some(seal) = app.act_at(Actor::System, now, async |act| seal_some(act, &keys).await).await? {
        let sealed = SealHead::from(&seal);
        tracing::info!(head = %sealed, rows = seal.rows, "the logs are sealed");
        if seal.rows < i64::try_from(MOST).unwrap_or(i64::MAX) {
            break;
        }
    }
    let Some(head) = head(app.db.read()).await? else { return Ok(()) };
    metrics::gauge!("piiri_log_seals").set(f64::from(u32::try_from(head.number).unwrap_or(u32::MAX)));
    if let Err(error) = app.record.keep_head(&head.to_string()).await {
        tracing::error!(%error, "the head of the logs could not be kept outside the database");
    }
    *app.cache::<LastHead>().0.lock().unwrap_or_else(PoisonError::into_inner) = Some(head);
    Ok(())
}

/// Tells when the chain does not hold any more what was its head a minute ago.
async fn watch(app: &App) -> Result<()> {
    let last = app.cache::<LastHead>().0.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(last) = last else { return Ok(()) };
    if !stands(app.db.read(), &last).await? {
        metrics::counter!("piiri_log_seals_lost_total").increment(1);
        tracing::error!(head = %last, "the logs were cut off or replaced: this seal is gone");
    }
    Ok(())
}

/// Seals everything that no seal holds.
pub async fn seal_due(act: Act<'_>, keys: &SealKeys) -> Result<()> {
    while seal_some(act, keys).await?.is_some() {}
    Ok(())
}

/// The last seal; none before anything was sealed.
pub async fn head(db: &impl ConnectionTrait) -> Result<Option<SealHead>> {
    Ok(last_seal(db).await?.as_ref().map(SealHead::from))
}

async fn last_seal(db: &impl ConnectionTrait) -> Result<Option<log_seal::Model>> {
    Ok(log_seal::Entity::find().order_by_desc(log_seal::Column::Number).one(db).await?)
}

async fn seal_some(act: Act<'_>, keys: &SealKeys) -> Result<Option<log_seal::Model>> {
    let last = last_seal(act.tx).await?;
    let number = last.as_ref().map_or(1, |seal| seal.number + 1);
    if !keys.are_set() && last.as_ref().is_some_and(|seal| !seal.key.is_empty()) {
        // A seal without a key on top of those with one reads like somebody else's.
        return Err(anyhow::anyhow!("the key of the logs' seals is missing from the settings").into());
    }
    let (mut rows, mut marked, mut digests) = (0, 0, Vec::new());
    for log in Log::ALL {
        let lines = log.lines(act.tx, LogRows::Unsealed(MOST)).await?;
        rows += lines.len() as u64;
        marked += log.mark(act.tx, &lines, number).await?;
        digests.push(digest(&lines));
    }
    if rows == 0 {
        return Ok(None);
    }
    if rows != marked {
        return Err(anyhow::anyhow!("another server has sealed some of the rows").into());
    }
    let mut seal = log_seal::Model {
        number,
        rows: i64::try_from(rows).unwrap_or(i64::MAX),
        digests: digests.join(" "),
        key: keys.current(),
        hash: String::new(),
        sealed_at: act.now.trunc_subsecs(6),
        forgotten_at: None,
    };
    let before = last.map(|seal| seal.hash).unwrap_or_default();
    seal.hash = keys.hash(&before, &seal).expect("the current key is one of them");
    seal.clone().into_active_model().reset_all().insert(act.tx).await?;
    Ok(Some(seal))
}
