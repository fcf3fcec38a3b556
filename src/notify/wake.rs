//! Waking the outbox: what must be heard now is sent as soon as its act is committed, not at the next minute.

use std::sync::Arc;

use tokio::sync::Notify;

use super::deliver::deliver;
use super::told::Told;
use crate::app::App;

/// Rings when something urgent was put into the outbox.
#[derive(Clone, Debug, Default)]
struct Bell(Arc<Notify>);

/// Wakes the outbox when the act, which is committed, has told something at once.
pub fn wake(app: &App, told: Told) {
    if told.at_once {
        app.cache::<Bell>().0.notify_one();
    }
}

/// Delivers whenever the outbox is woken, until the application stops.
pub async fn listen(app: App) {
    let Bell(bell) = app.cache::<Bell>();
    loop {
        tokio::select! {
            () = app.stop.cancelled() => return,
            () = bell.notified() => {}
        }
        // What a failed run leaves is taken by the next tick.
        if let Err(error) = deliver(&app, app.clock.now()).await {
            tracing::error!(%error, "what is urgent could not be delivered");
        }
    }
}
