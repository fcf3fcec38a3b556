//! SEQUENCE and LAST-MODIFIED: how often what an audience is shown of a session has changed, and when it last did.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use data_encoding::BASE64URL_NOPAD;
use entity::feed_event;
use entity::id::SessionId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use sha2::{Digest, Sha256};

use super::audience::{FeedSession, ShownDetails};
use crate::error::Result;

/// What an audience was last shown of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastShown {
    /// The hash of what was shown.
    pub hash: String,
    /// Raised at every change of it.
    pub sequence: i32,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

/// What an audience was last shown of each session, in one order for every writer.
pub type Standings = BTreeMap<SessionId, LastShown>;

/// The hash of all that an audience sees of a session, its times among it.
pub fn hash(row: &FeedSession, shown: &ShownDetails) -> String {
    let mut hash = Sha256::new();
    hash.update(row.starts_at.timestamp().to_be_bytes());
    hash.update(row.ends_at.timestamp().to_be_bytes());
    hash.update([shown.status as u8]);
    let optional = [&shown.location, &shown.description, &shown.url].map(|text| text.as_deref().unwrap_or(""));
    let texts = [row.timezone.as_str(), &shown.summary].into_iter().chain(optional);
    for text in texts.chain(shown.categories.iter().map(String::as_str)) {
        hash.update(text);
        hash.update([0]);
    }
    BASE64URL_NOPAD.encode(&hash.finalize()[..18])
}

/// The standing of a session as it is shown now, `changed_at` being when the feed's revision was last raised.
///
/// Neither number ever falls, and an unchanged session keeps both.
pub fn next(row: &FeedSession, hash: String, before: Option<&LastShown>, changed_at: DateTime<Utc>) -> LastShown {
    match before {
        None => LastShown { hash, sequence: row.sequence, changed_at: row.changed_at },
        Some(before) if before.hash == hash => before.clone(),
        Some(before) => LastShown {
            hash,
            sequence: before.sequence.saturating_add(1).max(row.sequence),
            changed_at: before.changed_at.max(changed_at),
        },
    }
}

/// What an audience was last shown.
pub async fn of(db: &impl ConnectionTrait, audience: &str, sessions: &[SessionId]) -> Result<Standings> {
    let mut standings = Standings::new();
    for chunk in sessions.chunks(1000) {
        let rows = feed_event::Entity::find()
            .filter(feed_event::COLUMN.audience.eq(audience))
            .filter(feed_event::COLUMN.session_id.is_in(chunk.iter().copied()))
            .all(db)
            .await?;
        standings.extend(rows.into_iter().map(|row| {
            let standing = LastShown { hash: row.hash, sequence: row.sequence, changed_at: row.changed_at };
            (row.session_id, standing)
        }));
    }
    Ok(standings)
}

/// Keeps what an audience is shown from now on.
pub async fn keep(tx: &DatabaseTransaction, audience: &str, changed: Standings) -> Result<()> {
    use feed_event::Column::{Audience, ChangedAt, Hash, Sequence, SessionId as Session};
    let changed: Vec<(SessionId, LastShown)> = changed.into_iter().collect();
    for chunk in changed.chunks(1000) {
        let rows = chunk.iter().map(|(session, standing)| feed_event::ActiveModel {
            session_id: Set(*session),
            audience: Set(audience.to_owned()),
            hash: Set(standing.hash.clone()),
            sequence: Set(standing.sequence),
            changed_at: Set(standing.changed_at),
        });
        let again = OnConflict::columns([Session, Audience]).update_columns([Hash, Sequence, ChangedAt]).to_owned();
        feed_event::Entity::insert_many(rows).on_conflict(again).exec_without_returning(tx).await?;
    }
    Ok(())
}
