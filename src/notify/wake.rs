//! Waking the outbox: what must be heard now is sent as soon as its act is committed, not at the next minute.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::Notify;

use super::deliver::deliver;
use super::told::Told;
use crate::access::once::{Repeatable, StoredOutcome};
use crate::app::App;
use crate::error::Result;
use crate::message;
use crate::web::done::Done;

/// Rings when something urgent was put into the outbox.
#[derive(Clone, Debug, Default)]
struct Bell(Arc<Notify>);

/// What an act ended with, and who hears of it.
#[derive(Debug)]
#[must_use = "what is urgent wakes the outbox once the act is committed"]
pub struct Telling<T> {
    answer: T,
    told: Told,
}

impl Told {
    /// What an act ended with, beside who hears of it.
    pub const fn with<T>(self, answer: T) -> Telling<T> {
        Telling { answer, told: self }
    }

    /// The page that an act leads to, which says who hears of it.
    pub fn on(self, done: Done) -> Telling<Done> {
        self.with(done.telling(self))
    }

    /// The same, of an act of which often nobody hears: only where somebody does.
    pub fn on_if_any(self, done: Done) -> Telling<Done> {
        if self.is_nobody() { self.with(done) } else { self.on(done) }
    }
}

impl<T> Telling<T> {
    /// What the act, which is committed, ended with; what is urgent goes out.
    pub fn wake(self, app: &App) -> T {
        wake(app, self.told);
        self.answer
    }
}

impl<T: Repeatable> Repeatable for Telling<T> {
    fn outcome(&self) -> Option<StoredOutcome> {
        self.answer.outcome()
    }
}

/// Wakes the outbox when the act, which is committed, has told something at once.
pub fn wake(app: &App, told: Told) {
    if told.at_once {
        app.cache::<Bell>().0.notify_one();
    }
}

/// How often the outbox is looked at unasked: what a server that died has left is due then.
const LOOK: Duration = Duration::from_secs(10);

/// Delivers whenever the outbox is woken or something is left in it, until the application stops.
pub async fn listen(app: App) {
    let Bell(bell) = app.cache::<Bell>();
    loop {
        tokio::select! {
            () = app.stop.cancelled() => return,
            () = bell.notified() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
        // What a failed run leaves is taken by the next.
        if let Err(error) = deliver_if_due(&app, app.clock.now()).await {
            tracing::error!(%error, "what is due could not be delivered");
        }
    }
}

async fn deliver_if_due(app: &App, now: DateTime<Utc>) -> Result<()> {
    if message::is_anything_due(app.db.read(), now).await? { deliver(app, now).await } else { Ok(()) }
}
