//! The seal: a chain of SHA-256 hashes over the log rows, so that a changed or removed row shows.

use chrono::{DateTime, SecondsFormat, Utc};
use data_encoding::HEXLOWER;
use entity::{access_log, change_log, disclosure_log};
use sea_orm::{ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder};
use sha2::{Digest, Sha256};

use crate::error::{Code, Result};

/// A sealed log.
#[derive(Clone, Copy, Debug)]
pub enum Log {
    /// Changes.
    Change,
    /// Views of client data.
    Access,
    /// Disclosures of client data.
    Disclosure,
}

impl Log {
    /// Every sealed log.
    pub const ALL: &'static [Self] = &[Self::Change, Self::Access, Self::Disclosure];

    /// The log's name in its seals.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::Access => "access",
            Self::Disclosure => "disclosure",
        }
    }

    /// The code that says that this log was touched.
    pub const fn broken(self) -> Code {
        match self {
            Self::Change => Code::AuditChangeLogBroken,
            Self::Access => Code::AuditAccessLogBroken,
            Self::Disclosure => Code::AuditDisclosureLogBroken,
        }
    }

    /// The rows of a span, `after` excluded and `upto` included, as the lines that are hashed.
    pub async fn lines(
        self,
        db: &impl ConnectionTrait,
        after: Option<DateTime<Utc>>,
        upto: DateTime<Utc>,
    ) -> Result<Vec<String>> {
        macro_rules! rows {
            ($table:ident, $row:ident => $line:expr) => {{
                let mut find = $table::Entity::find().filter($table::COLUMN.at.lte(upto));
                if let Some(after) = after {
                    find = find.filter($table::COLUMN.at.gt(after));
                }
                find.order_by($table::Column::At, Order::Asc)
                    .order_by($table::Column::Id, Order::Asc)
                    .all(db)
                    .await?
                    .into_iter()
                    .map(|$row| serde_json::to_string(&$line).expect("ids, codes and times become JSON"))
                    .collect()
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
}

fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// The hash of `lines` chained to the seal before them.
pub fn chain(before: &str, lines: &[String]) -> String {
    let mut hash = Sha256::new();
    hash.update(before);
    for line in lines {
        hash.update(line);
        hash.update("\n");
    }
    HEXLOWER.encode(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::chain;

    #[test]
    fn a_changed_removed_or_moved_line_breaks_the_chain() {
        let lines = ["a", "b", "c"].map(str::to_owned);
        let sealed = chain("before", &lines);
        assert_ne!(sealed, chain("other", &lines));
        assert_ne!(sealed, chain("before", &lines[1..]));
        assert_ne!(sealed, chain("before", &["a", "c", "b"].map(str::to_owned)));
        assert_eq!(sealed, chain("before", &lines));
    }
}
