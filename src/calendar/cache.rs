//! Feeds kept ready in memory, and when each link was last fetched. Nothing here decides who may read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::CalendarLinkId;
use entity::state::Language;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::audience::FeedAudience;
use super::queries::Revision;
use crate::db::DatabaseMark;
use crate::web::ready::ReadyBody;

/// The most feeds, and the most bytes of them, that are kept.
const FEEDS: usize = 5_000;
const BYTES: u64 = 32 * 1024 * 1024;

/// Under what a feed is kept: the hash of its token, or its public name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Name {
    /// A private feed by the hash of its token.
    Private(String),
    /// The public programme in a language.
    Programme(Language),
    /// A published group in a language.
    Group(String, Language),
}

/// A kept feed with all that must be the same for it to be sent again.
#[derive(Clone)]
pub struct CachedFeed {
    /// The state of the whole database in which rights and revision were last checked.
    pub mark: Option<DatabaseMark>,
    /// The day, for its window.
    pub day: NaiveDate,
    /// What it showed.
    pub revision: Revision,
    /// Whom it showed it to.
    pub audience: FeedAudience,
    /// The link, for a private feed.
    pub link: Option<CalendarLinkId>,
    /// The feed.
    pub ready: Arc<ReadyBody>,
}

/// The link of a kept feed with when and by what it was fetched.
pub type Fetches = HashMap<CalendarLinkId, (DateTime<Utc>, String)>;

#[derive(Clone)]
struct FeedWeight;

impl Weighter<Name, CachedFeed> for FeedWeight {
    fn weight(&self, _: &Name, kept: &CachedFeed) -> u64 {
        kept.ready.plain().len() as u64 + 512
    }
}

/// All feeds that are kept ready, shared by every request.
#[derive(Clone)]
pub struct Feeds {
    ready: Arc<Cache<Name, CachedFeed, FeedWeight>>,
    fetches: Arc<Mutex<Fetches>>,
}

impl Default for Feeds {
    fn default() -> Self {
        Self { ready: Arc::new(Cache::with_weighter(FEEDS, BYTES, FeedWeight)), fetches: Arc::default() }
    }
}

impl Feeds {
    /// Lets every kept feed go.
    pub fn clear(&self) {
        self.ready.clear();
    }

    /// A kept feed.
    pub fn get(&self, name: &Name) -> Option<CachedFeed> {
        self.ready.get(name)
    }

    /// Keeps a feed.
    pub fn keep(&self, name: Name, kept: CachedFeed) {
        self.ready.insert(name, kept);
    }

    /// Notes that a link was fetched; written down by [`super::note_fetches`].
    pub fn fetched(&self, link: CalendarLinkId, at: DateTime<Utc>, by: &str) {
        let mut fetches = self.fetches.lock().unwrap_or_else(PoisonError::into_inner);
        match fetches.get_mut(&link) {
            Some((last, agent)) if agent == by => *last = at,
            _ => _ = fetches.insert(link, (at, by.to_owned())),
        }
    }

    /// Takes what was fetched since the last time.
    pub fn take_fetches(&self) -> Fetches {
        std::mem::take(&mut *self.fetches.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
