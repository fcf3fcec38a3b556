//! An act that is asked for twice is done once: the once-key of a request, and the outcome that is kept with the act.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use entity::once_key;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set};
use uuid::Uuid;

use super::act::Act;
use super::actor::Actor;
use crate::app::App;
use crate::db::contains_pattern;
use crate::error::{Error, Result};
use crate::random;

/// How long a repeat is answered with the first outcome.
const KEPT: TimeDelta = TimeDelta::hours(24);

/// What a request asks to be done once; without a key it is done as often as it is asked.
#[derive(Clone, Debug, Default)]
pub struct Once {
    key: Option<OnceKey>,
    asked: Arc<AtomicBool>,
}

/// The hashes that tell a repeat, and a repeat that says something else.
#[derive(Clone, Debug)]
pub struct OnceKey {
    /// Of the key, whoever brings it, and the address that it is brought to.
    pub id: String,
    /// Of all that was sent.
    pub body_hash: String,
}

/// What a repeat of an act is answered: never anything that was read of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredOutcome {
    /// The HTTP status of the first answer.
    pub status: u16,
    /// Where what came of the act is read.
    pub location: Option<String>,
    /// What a page says on the way there: the key of a text, and how many hear of it.
    pub flash: Option<String>,
}

/// What was done under a key before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// How it ended.
    pub outcome: StoredOutcome,
    /// Whether the same was sent then.
    pub is_same: bool,
}

/// What an act ends with, as far as a repeat needs it.
pub trait Repeatable {
    /// The outcome to keep; none when nothing was done that a repeat would do again.
    fn outcome(&self) -> Option<StoredOutcome>;
}

/// An act that finds that it is not wanted as it is gives its key back.
impl<T: Repeatable, N> Repeatable for Result<T, N> {
    fn outcome(&self) -> Option<StoredOutcome> {
        self.as_ref().ok().and_then(Repeatable::outcome)
    }
}

impl Once {
    /// Once for this key.
    pub fn of(key: OnceKey) -> Self {
        Self { key: Some(key), asked: Arc::default() }
    }

    /// Whether an act has asked for the key by now.
    pub fn is_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// What was done under the key before.
    pub async fn before(&self, db: &impl ConnectionTrait) -> Result<Option<Before>> {
        let Some(key) = &self.key else { return Ok(None) };
        let Some(row) = once_key::Entity::find_by_id(&key.id).one(db).await? else { return Ok(None) };
        let status = u16::try_from(row.status).unwrap_or_default();
        let outcome = StoredOutcome { status, location: row.location, flash: row.flash };
        Ok(Some(Before { outcome, is_same: row.body_hash == key.body_hash }))
    }

    /// Takes the key for this act; whoever comes meanwhile waits here until the act is committed or taken back.
    async fn take(&self, act: Act<'_>) -> Result<bool> {
        self.asked.store(true, Ordering::Relaxed);
        let Some(key) = &self.key else { return Ok(true) };
        let row = once_key::ActiveModel {
            id: Set(key.id.clone()),
            body_hash: Set(key.body_hash.clone()),
            status: Set(0),
            location: Set(None),
            flash: Set(None),
            created_at: Set(act.now),
        };
        let first = OnConflict::column(once_key::Column::Id).do_nothing().to_owned();
        Ok(once_key::Entity::insert(row).on_conflict(first).exec_without_returning(act.tx).await? > 0)
    }

    async fn keep(&self, act: Act<'_>, outcome: Option<StoredOutcome>) -> Result<()> {
        let Some(key) = &self.key else { return Ok(()) };
        let Some(outcome) = outcome else {
            once_key::Entity::delete_by_id(&key.id).exec(act.tx).await?;
            return Ok(());
        };
        let row = once_key::ActiveModel {
            id: Set(key.id.clone()),
            status: Set(outcome.status.into()),
            location: Set(outcome.location),
            flash: Set(outcome.flash),
            ..Default::default()
        };
        once_key::Entity::update(row).exec_without_returning(act.tx).await?;
        Ok(())
    }
}

impl App {
    /// Runs an act once for the key of a request, and keeps its outcome in the transaction of the act.
    ///
    /// A repeat ends as [`Error::Repeated`], which the layer of `web::once` answers; a failed act gives the key back.
    pub async fn act_once<T: Repeatable>(
        &self,
        who: impl Into<Actor>,
        once: &Once,
        run: impl AsyncFnOnce(Act<'_>) -> Result<T>,
    ) -> Result<T> {
        let done = self.act(who, async |act| {
            if !once.take(act).await? {
                // Committing nothing waits for the first act, where both share a commit.
                return Ok(None);
            }
            let done = run(act).await?;
            once.keep(act, done.outcome()).await?;
            Ok(Some(done))
        });
        done.await?.ok_or(Error::Repeated)
    }

    /// The same of an act that may find that it is not wanted as it is: then everything is taken back, and the key given
    /// back.
    pub async fn attempt_once<T: Repeatable, N>(
        &self,
        who: impl Into<Actor>,
        once: &Once,
        run: impl AsyncFnOnce(Act<'_>) -> Result<Result<T, N>>,
    ) -> Result<Result<T, N>> {
        let done = self.attempt(who, async |act| {
            if !once.take(act).await? {
                return Ok(Ok(None));
            }
            let done = run(act).await?;
            if done.is_ok() {
                once.keep(act, done.outcome()).await?;
            }
            Ok(done.map(Some))
        });
        match done.await? {
            Ok(Some(done)) => Ok(Ok(done)),
            Ok(None) => Err(Error::Repeated),
            Err(unwanted) => Ok(Err(unwanted)),
        }
    }
}

/// What somebody's outcomes led to.
pub struct LedTo<'a> {
    /// The ids of what stands in an address.
    pub ids: &'a [Uuid],
    /// The hashes of the tokens of private links.
    pub links: &'a [String],
}

/// Deletes the outcomes that led to somebody who is erased: a repeat would find nothing there any more.
pub async fn forget_outcomes_of(act: Act<'_>, led_to: LedTo<'_>) -> Result<()> {
    for ids in led_to.ids.chunks(50) {
        let names = ids.iter().fold(Condition::any(), |any, id| {
            any.add(Expr::col(once_key::Column::Location).like(contains_pattern(&id.to_string())))
        });
        once_key::Entity::delete_many().filter(names).exec(act.tx).await?;
    }
    let private: Vec<(String, String)> = once_key::Entity::find()
        .select_only()
        .columns([once_key::Column::Id, once_key::Column::Location])
        .filter(once_key::COLUMN.location.contains("/me/"))
        .into_tuple()
        .all(act.tx)
        .await?;
    let opens = |location: &str| {
        let token = location.split("/me/").nth(1).and_then(|rest| rest.split(['/', '?']).next());
        token.is_some_and(|token| led_to.links.contains(&random::hash(token)))
    };
    let own: Vec<String> = private.into_iter().filter(|(_, to)| opens(to)).map(|(id, _)| id).collect();
    once_key::Entity::delete_many().filter(once_key::COLUMN.id.is_in(own)).exec(act.tx).await?;
    Ok(())
}

/// Deletes the outcomes that are no longer repeated. A job.
pub async fn forget_outcomes(app: &App, now: DateTime<Utc>) -> Result<()> {
    app.act_at(Actor::System, now, async |act| {
        once_key::Entity::delete_many().filter(once_key::COLUMN.created_at.lt(now - KEPT)).exec(act.tx).await?;
        Ok(())
    })
    .await
}
