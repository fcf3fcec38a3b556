//! Working every seal out again.

use chrono::{DateTime, Utc};
use entity::log_seal;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::forget::is_over;
use super::head::SealHead;
use super::seal::{Log, LogRows, SealKeys, by_seal, digest};
use crate::error::{Code, Error, Fault, Result};

/// The most seals that are read together, and the most rows.
const SEALS: u64 = 500;
const ROWS: i64 = 20_000;

/// What holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Rows under seals, …
    pub rows: u64,
    /// … those of them whose seal was made without a key, …
    pub without_key: u64,
    /// … and those that were removed, their time being over.
    pub forgotten: u64,
    /// Rows that no seal holds yet.
    pub unsealed: u64,
    /// The last seal.
    pub head: Option<SealHead>,
}

/// Works every seal out again, at one moment of the database; a conflict that says what was touched, or that one of the
/// heads that were kept elsewhere is gone.
pub async fn verify(
    db: &impl ConnectionTrait,
    keys: &SealKeys,
    kept: &[SealHead],
    now: DateTime<Utc>,
) -> Result<Verified> {
    let (mut done, mut missing) = (Verified::default(), kept.to_vec());
    loop {
        let after = done.head.as_ref().map_or(0, |head| head.number);
        let seals = log_seal::Entity::find()
            .filter(log_seal::COLUMN.number.gt(after))
            .order_by_asc(log_seal::Column::Number)
            .limit(SEALS)
            .all(db)
            .await?;
        if seals.is_empty() {
            break;
        }
        for span in spans(&seals) {
            verify_rows(db, span, now).await?;
        }
        for seal in seals {
            verify_seal(&mut done, keys, &seal)?;
            missing.retain(|head| *head != SealHead::from(&seal));
        }
    }
    if let Some(head) = missing.first() {
        return Err(Error::Conflict(Fault::whole(Code::AuditHeadGone).with("number", head.number.to_string())));
    }
    let seals = done.head.as_ref().map_or(0, |head| head.number);
    for log in Log::ALL {
        if log.count_beyond(db, seals).await? > 0 {
            return Err(broken(Code::AuditSealsGone, seals + 1));
        }
        done.unsealed += log.count_unsealed(db).await?;
    }
    if done.rows + done.unsealed == 0 {
        // Not even the first account was made without a row.
        return Err(Error::conflict(Code::AuditEmptied));
    }
    Ok(done)
}

/// Seals in their order, in parts of not too many rows.
fn spans(seals: &[log_seal::Model]) -> Vec<&[log_seal::Model]> {
    let (mut parts, mut begin, mut rows) = (Vec::new(), 0, 0);
    for (at, seal) in seals.iter().enumerate() {
        if at > begin && rows + seal.rows > ROWS {
            parts.push(&seals[begin..at]);
            (begin, rows) = (at, 0);
        }
        rows += seal.rows;
    }
    parts.push(&seals[begin..]);
    parts
}

/// Whether the logs hold what these seals say.
async fn verify_rows(db: &impl ConnectionTrait, seals: &[log_seal::Model], now: DateTime<Utc>) -> Result<()> {
    let (Some(first), Some(last)) = (seals.first(), seals.last()) else { return Ok(()) };
    for (at, log) in Log::ALL.into_iter().enumerate() {
        let held = by_seal(log.lines(db, LogRows::Sealed { first: first.number, last: last.number }).await?);
        for seal in seals {
            let lines = held.get(&seal.number).map_or(&[][..], Vec::as_slice);
            let holds = match seal.forgotten_at {
                Some(_) => lines.is_empty() && is_over(seal.sealed_at, now),
                None => seal.digests.split(' ').nth(at) == Some(digest(lines).as_str()),
            };
            if !holds {
                return Err(broken(log.broken(), seal.number));
            }
        }
    }
    Ok(())
}

/// Whether a seal follows from the one before, by a key of ours.
fn verify_seal(done: &mut Verified, keys: &SealKeys, seal: &log_seal::Model) -> Result<()> {
    let (number, before) = done.head.take().map_or((0, String::new()), |head| (head.number, head.hash));
    if seal.number != number + 1 {
        return Err(broken(Code::AuditSealsGone, number + 1));
    }
    let rows = seal.rows.unsigned_abs();
    if seal.key.is_empty() && done.rows > done.without_key {
        // What was sealed with a key once is not sealed without one again, unless by somebody who has none.
        return Err(broken(Code::AuditSealBroken, seal.number));
    }
    match keys.hash(&before, seal) {
        None => return Err(broken(Code::AuditKeyUnknown, seal.number)),
        Some(hash) if hash != seal.hash => return Err(broken(Code::AuditSealBroken, seal.number)),
        Some(_) => {}
    }
    done.rows += rows;
    done.without_key += if seal.key.is_empty() { rows } else { 0 };
    done.forgotten += if seal.forgotten_at.is_some() { rows } else { 0 };
    done.head = Some(SealHead::from(seal));
    Ok(())
}

fn broken(code: Code, seal: i64) -> Error {
    Error::Conflict(Fault::whole(code).with("number", seal.to_string()))
}
