//! The application: what every request, job and command shares. It names no slice and holds no rules.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::FromRef;
use axum_extra::extract::cookie::Key;
use chrono::{DateTime, NaiveDate, Utc};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::local_time;
use crate::mailer::Mailer;
use crate::password::Passwords;
use crate::record::OutsideRecord;
use crate::sms::Sms;

/// What every request, job and command shares.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    pub clock: Clock,
    /// The settings.
    pub config: Arc<Config>,
    /// Makes and checks passwords.
    pub passwords: Passwords,
    /// Sends mail.
    pub mailer: Mailer,
    /// Sends text messages.
    pub sms: Sms,
    /// What is kept outside the database.
    pub record: OutsideRecord,
    /// Everything that must end before the program may.
    pub tracker: TaskTracker,
    /// Told when the program is to stop.
    pub stop: CancellationToken,
    caches: Caches,
    key: Key,
}

impl FromRef<App> for Key {
    fn from_ref(app: &App) -> Self {
        app.key.clone()
    }
}

impl App {
    /// An application over an open, migrated database; fails when a setting can't be used.
    pub fn new(db: Db, clock: Clock, config: Config, passwords: Passwords) -> anyhow::Result<Self> {
        let key = if config.secret.is_empty() { Key::generate() } else { Key::from(config.secret.as_bytes()) };
        Ok(Self {
            db,
            clock,
            mailer: Mailer::new(&config)?,
            sms: Sms::new(&config),
            record: OutsideRecord::of(&config),
            config: Arc::new(config),
            passwords,
            tracker: TaskTracker::new(),
            stop: CancellationToken::new(),
            caches: Caches::default(),
            key,
        })
    }

    /// The day of a moment in the settings' zone.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        local_time::day(self.config.zone, at)
    }

    /// The address of a path as people outside reach it.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.config.base_url)
    }

    /// The cache of a slice, by its type; made empty when it is first asked for. All copies share what they keep.
    pub fn cache<T: Clone + Default + Send + Sync + 'static>(&self) -> T {
        let mut caches = self.caches.0.lock().unwrap_or_else(PoisonError::into_inner);
        let cache = caches.entry(TypeId::of::<T>()).or_insert_with(|| Box::new(T::default()));
        cache.downcast_ref::<T>().expect("kept under its own type").clone()
    }
}

/// The caches of the slices, each under its type.
#[derive(Clone, Default)]
struct Caches(Arc<Mutex<HashMap<TypeId, Box<dyn Any + Send + Sync>>>>);
