//! What a client who asks to be erased is answered, by form and by API: the one who answers, the act, and what follows it.

use entity::id::ClientId;
use entity::state::{ErasureGround, RefusalGround};

use super::{erasure, queries, restored};
use crate::access::Viewer;
use crate::access::once::{Once, Repeatable};
use crate::app::App;
use crate::error::Result;
use crate::notify::{Telling, Told};

/// Who answers about which client.
#[derive(Clone, Copy)]
pub struct Answering<'a> {
    pub app: &'a App,
    pub by: &'a Viewer,
    pub once: &'a Once,
    pub client: ClientId,
}

/// Erases the client; nothing of it is left in memory or beside the tables, and a copy that is put back learns of it.
pub async fn erase_answered<T: Repeatable>(
    answering: Answering<'_>,
    ground: ErasureGround,
    say: impl Fn(Told) -> Telling<T>,
) -> Result<T> {
    let Answering { app, by, once, client } = answering;
    let erased = app.act_once(by, once, async |act| {
        let client = queries::one(act.tx, by, client).await?;
        Ok(say(erasure::erase_and_tell(act, client, ground).await?))
    });
    let done = erased.await?.wake(app);
    after_erasures(app).await;
    Ok(done)
}

/// Tells the client that nothing is erased, and why.
pub async fn refuse_answered<T: Repeatable>(
    answering: Answering<'_>,
    ground: RefusalGround,
    say: impl Fn(Told) -> Telling<T>,
) -> Result<T> {
    let Answering { app, by, once, client } = answering;
    let refused = app.act_once(by, once, async |act| {
        let client = queries::one(act.tx, by, client).await?;
        Ok(say(erasure::refuse(act, &client, ground).await?))
    });
    Ok(refused.await?.wake(app))
}

/// What follows once erasures are committed.
pub async fn after_erasures(app: &App) {
    erasure::wipe(app).await;
    restored::write_down_at_once(app).await;
}
