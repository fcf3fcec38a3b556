//! The seal: one chain of keyed hashes (HMAC-SHA-256, RFC 2104) over the rows of all logs, so that a changed, added or
//! removed row shows, and a cut end where the head is kept elsewhere.
//!
//! A row names the seal that holds it, so no clock decides what a seal covers; as all logs share one chain, none can be
//! cut short alone.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use data_encoding::HEXLOWER;
use entity::{access_log, change_log, disclosure_log, log_seal};
use ring::hmac;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::config::Config;
use crate::error::{Code, Result};

/// The most rows that are marked by one statement.
const AT_ONCE: usize = 1000;

/// A sealed log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Log {
    /// Changes.
    Change,
    /// Views of client data.
    Access,
    /// Disclosures of client data.
    Disclosure,
}

/// Which rows of a log are asked for.
#[derive(Clone, Copy, Debug)]
pub enum LogRows {
    /// So many that no seal holds yet.
    Unsealed(u64),
    /// Those of the seals from one to another.
    Sealed { first: i64, last: i64 },
}

/// A row of a log as it is sealed.
#[derive(Clone, Debug)]
pub struct LogLine {
    id: Uuid,
    seal: Option<i64>,
    text: String,
}

macro_rules! each_log {
    ($log:expr, $table:ident => $work:expr) => {
        match $log {
            Log::Change => {
                use change_log as $table;
                $work
            }
            Log::Access => {
                use access_log as $table;
                $work
            }
            Log::Disclosure => {
                use disclosure_log as $table;
                $work
            }
        }
    };
}

impl Log {
    /// Every sealed log, in the order in which a seal holds them.
    pub const ALL: [Self; 3] = [Self::Change, Self::Access, Self::Disclosure];

    /// The code that says that this log was touched.
    pub const fn broken(self) -> Code {
        match self {
            Self::Change => Code::AuditChangeLogBroken,
            Self::Access => Code::AuditAccessLogBroken,
            Self::Disclosure => Code::AuditDisclosureLogBroken,
        }
    }

    /// Rows in the order of their seals and ids.
    pub async fn lines(self, db: &impl ConnectionTrait, part: LogRows) -> Result<Vec<LogLine>> {
        macro_rules! rows {
            ($table:ident, $row:ident => $line:expr) => {{
                let find = $table::Entity::find();
                let find = match part {
                    LogRows::Unsealed(most) => find.filter($table::COLUMN.seal.is_null()).limit(most),
                    LogRows::Sealed { first, last } => find.filter($table::Column::Seal.between(first, last)),
                };
                let rows = find.order_by_asc($table::Column::Seal).order_by_asc($table::Column::Id).all(db).await?;
                let line = |$row: $table::Model| LogLine {
                    id: $row.id.0,
                    seal: $row.seal,
                    text: serde_json::to_string(&$line).expect("ids, codes and times become JSON"),
                };
                rows.into_iter().map(line).collect()
            }};
        }
        Ok(match self {
            Self::Change => rows!(change_log, r => (
                r.id, stamp(r.at), r.actor_kind, r.actor_id, r.act, r.subject_kind, r.subject_id, r.client_id, r.details,
            )),
            Self::Access => rows!(access_log, r => (
                r.id, stamp(r.at), r.actor_kind, r.actor_id, r.client_id, r.what, r.reason,
            )),
            Self::Disclosure => rows!(disclosure_log, r => (
                r.id, stamp(r.at), r.actor_kind, r.actor_id, r.client_id, r.recipient, r.what, r.ground,
            )),
        })
    }

    /// Marks rows that no seal holds with the one that does now; how many there were.
    pub async fn mark(self, tx: &DatabaseTransaction, lines: &[LogLine], number: i64) -> Result<u64> {
        let mut marked = 0;
        for chunk in lines.chunks(AT_ONCE) {
            let ids = chunk.iter().map(|line| line.id);
            marked += each_log!(self, table => {
                table::Entity::update_many()
                    .col_expr(table::Column::Seal, Expr::value(number))
                    .filter(table::Column::Id.is_in(ids))
                    .filter(table::COLUMN.seal.is_null())
                    .exec(tx)
                    .await?
                    .rows_affected
            });
        }
        Ok(marked)
    }

    /// Removes the rows that a seal holds.
    pub async fn remove(self, tx: &DatabaseTransaction, number: i64) -> Result<u64> {
        Ok(each_log!(self, table => {
            table::Entity::delete_many().filter(table::COLUMN.seal.eq(number)).exec(tx).await?.rows_affected
        }))
    }

    /// How many rows no seal holds.
    pub async fn count_unsealed(self, db: &impl ConnectionTrait) -> Result<u64> {
        Ok(each_log!(self, table => table::Entity::find().filter(table::COLUMN.seal.is_null()).count(db).await?))
    }

    /// How many rows name a seal outside the chain, which has so many.
    pub async fn count_beyond(self, db: &impl ConnectionTrait, seals: i64) -> Result<u64> {
        Ok(each_log!(self, table => {
            let beyond = sea_orm::Condition::any()
                .add(table::COLUMN.seal.gt(seals))
                .add(table::COLUMN.seal.lt(1_i64));
            table::Entity::find().filter(beyond).count(db).await?
        }))
    }
}

fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// The hash of some rows of one log.
pub fn digest(lines: &[LogLine]) -> String {
    let mut hash = Sha256::new();
    for line in lines {
        hash.update(&line.text);
        hash.update("\n");
    }
    HEXLOWER.encode(&hash.finalize())
}

/// The rows of one log by the seal that holds them.
pub fn by_seal(lines: Vec<LogLine>) -> BTreeMap<i64, Vec<LogLine>> {
    let mut of: BTreeMap<i64, Vec<LogLine>> = BTreeMap::new();
    for line in lines {
        of.entry(line.seal.unwrap_or_default()).or_default().push(line);
    }
    of
}

/// The keys of the seals.
#[derive(Clone)]
pub struct SealKeys(Vec<hmac::Key>);

impl SealKeys {
    /// Those of the settings: the newest first, then what follows from the secret of the cookies.
    pub fn of(config: &Config) -> Self {
        let named = config.seal_keys.split(',').map(str::trim);
        let all = named.chain([config.secret.as_str()]).filter(|key| !key.is_empty());
        let derived = |key: &str| hmac::sign(&hmac_key(key.as_bytes()), b"piiri: seals of the logs");
        Self(all.map(|key| hmac_key(derived(key).as_ref())).collect())
    }

    /// Whether there is any.
    pub fn are_set(&self) -> bool {
        !self.0.is_empty()
    }

    /// What the key is known by that new seals are made with; empty without one.
    pub fn current(&self) -> String {
        self.0.first().map(name).unwrap_or_default()
    }

    /// The hash of a seal after the one before it; nothing when its key is not among these.
    pub fn hash(&self, before: &str, seal: &log_seal::Model) -> Option<String> {
        let said = [
            before.to_owned(),
            seal.number.to_string(),
            seal.rows.to_string(),
            seal.digests.clone(),
            seal.key.clone(),
            stamp(seal.sealed_at),
        ];
        let key = match seal.key.as_str() {
            "" => hmac_key(&[]),
            wanted => self.0.iter().find(|key| name(key) == wanted)?.clone(),
        };
        Some(HEXLOWER.encode(hmac::sign(&key, said.join("\n").as_bytes()).as_ref()))
    }
}

fn name(key: &hmac::Key) -> String {
    HEXLOWER.encode(&hmac::sign(key, b"name").as_ref()[..8])
}

fn hmac_key(bytes: &[u8]) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> LogLine {
        LogLine { id: Uuid::nil(), seal: Some(1), text: text.to_owned() }
    }

    fn seal(key: String) -> log_seal::Model {
        log_seal::Model {
            number: 2,
            rows: 3,
            digests: "one two three".to_owned(),
            key,
            hash: String::new(),
            sealed_at: DateTime::UNIX_EPOCH,
            forgotten_at: None,
        }
    }

    fn keys(named: &str, secret: &str) -> SealKeys {
        SealKeys::of(&Config { seal_keys: named.to_owned(), secret: secret.to_owned(), ..Config::default() })
    }

    #[test]
    fn a_changed_removed_or_moved_line_breaks_the_chain() {
        let lines = ["a", "b", "c"].map(line);
        let whole = digest(&lines);
        assert_ne!(whole, digest(&lines[1..]));
        assert_ne!(whole, digest(&["a", "c", "b"].map(line)));
        assert_eq!(whole, digest(&lines));
        let (keys, sealed) = (keys("", "secret"), seal(String::new()));
        let hash = keys.hash("before", &sealed).unwrap();
        assert_ne!(keys.hash("other", &sealed).unwrap(), hash);
        for other in [
            log_seal::Model { number: 3, ..sealed.clone() },
            log_seal::Model { rows: 2, ..sealed.clone() },
            log_seal::Model { digests: "one two four".to_owned(), ..sealed.clone() },
            log_seal::Model { sealed_at: DateTime::UNIX_EPOCH + chrono::TimeDelta::seconds(1), ..sealed.clone() },
        ] {
            assert_ne!(keys.hash("before", &other).unwrap(), hash);
        }
    }

    #[test]
    fn a_seal_is_made_by_its_key_and_read_by_no_other() {
        let (one, other) = (keys("", "one"), keys("", "other"));
        let sealed = seal(one.current());
        assert!(other.hash("", &sealed).is_none());
        assert_ne!(one.hash("", &sealed), one.hash("", &seal(String::new())));
        let turned = keys("new, one", "");
        assert_ne!(turned.current(), one.current());
        assert_eq!(turned.hash("", &sealed), one.hash("", &sealed), "an old key stays of use");
        assert!(!keys("", "").are_set() && keys(" , ", "").current().is_empty());
    }
}
