//! The context of an act: what every writer is handed.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::{DatabaseTransaction, TransactionTrait};

use super::actor::Actor;
use crate::app::App;
use crate::error::Result;
use crate::local_time;

/// One act under way: in this transaction, by this actor, at this moment, in this zone. Only the runners of
/// [`App`] make one, so that nothing is written beside them.
#[derive(Clone, Copy)]
pub struct Act<'a> {
    /// Where everything that the act reads and writes is.
    pub tx: &'a DatabaseTransaction,
    /// Whom the logs name.
    pub who: Actor,
    /// The one moment of all that the act writes.
    pub now: DateTime<Utc>,
    /// Where days begin and end.
    pub zone: Tz,
    _sealed: Sealed,
}

/// Kept to this file, so that an act is made here only.
#[derive(Clone, Copy)]
struct Sealed;

impl Act<'_> {
    /// The day on which it is done.
    pub fn today(&self) -> NaiveDate {
        local_time::day(self.zone, self.now)
    }

    /// The same act, logged as somebody else's.
    #[must_use]
    pub const fn by(self, who: Actor) -> Self {
        Self { who, ..self }
    }

    /// The same act, logged as what the program does by itself.
    #[must_use]
    pub const fn by_system(self) -> Self {
        self.by(Actor::System)
    }

    /// Runs a part that may fail without the rest: what it wrote is taken back then, and what stands beside it stays.
    pub async fn apart<T>(self, run: impl AsyncFnOnce(Act<'_>) -> Result<T>) -> Result<T> {
        let tx = self.tx.begin().await?;
        let Self { who, now, zone, .. } = self;
        match run(Act { tx: &tx, who, now, zone, _sealed: Sealed }).await {
            Ok(done) => {
                tx.commit().await?;
                Ok(done)
            }
            Err(error) => {
                tx.rollback().await?;
                Err(error)
            }
        }
    }

    /// The same act at another moment.
    #[must_use]
    pub const fn at(self, now: DateTime<Utc>) -> Self {
        Self { now, ..self }
    }
}

impl App {
    /// Runs one act in a transaction of its own: what it did is committed, or taken back when it fails.
    pub async fn act<T>(&self, who: impl Into<Actor>, run: impl AsyncFnOnce(Act<'_>) -> Result<T>) -> Result<T> {
        self.act_at(who, self.clock.now(), run).await
    }

    /// Runs what only looks, at one moment of the database: nobody waits for it, and it writes nothing.
    pub async fn look<T>(&self, who: impl Into<Actor>, run: impl AsyncFnOnce(Act<'_>) -> Result<T>) -> Result<T> {
        let tx = self.db.snapshot().await?;
        let act = Act { tx: &tx, who: who.into(), now: self.clock.now(), zone: self.config.zone, _sealed: Sealed };
        let seen = run(act).await?;
        tx.rollback().await?;
        Ok(seen)
    }

    /// The same at the moment that a job was given.
    pub async fn act_at<T>(
        &self,
        who: impl Into<Actor>,
        now: DateTime<Utc>,
        run: impl AsyncFnOnce(Act<'_>) -> Result<T>,
    ) -> Result<T> {
        let tx = self.db.write().await?;
        let act = Act { tx: &tx, who: who.into(), now, zone: self.config.zone, _sealed: Sealed };
        let done = self.db.heed(run(act).await)?;
        tx.commit().await?;
        Ok(done)
    }

    /// Runs an act that may find that it is not wanted as it is: what it answers in `Err` is no failure, yet everything
    /// is taken back.
    pub async fn attempt<T, N>(
        &self,
        who: impl Into<Actor>,
        run: impl AsyncFnOnce(Act<'_>) -> Result<Result<T, N>>,
    ) -> Result<Result<T, N>> {
        let tx = self.db.write().await?;
        let act = Act { tx: &tx, who: who.into(), now: self.clock.now(), zone: self.config.zone, _sealed: Sealed };
        let done = self.db.heed(run(act).await)?;
        match &done {
            Ok(_) => tx.commit().await?,
            Err(_) => tx.rollback().await?,
        }
        Ok(done)
    }
}
