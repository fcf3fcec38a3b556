//! What is kept no longer than it serves: each owner forgets its own, once a day, in one job.
//!
//! A client's records follow the closing of the matter (act 703/2023: ten years), and go when an officer confirms it
//! ([`data_rights`](mod@crate::data_rights)); the logs stay, for twelve.

use crate::access::Actor;
use chrono::{DateTime, Utc};

use crate::app::App;
use crate::error::Result;
use crate::{calendar, message, people};

/// Forgets sign-ins, tokens and links that have ended, what calendars of long ago showed, and the texts of old messages.
pub async fn retain(app: &App, now: DateTime<Utc>) -> Result<()> {
    app.act_at(Actor::System, now, async |act| {
        people::forget_sign_ins(act).await?;
        people::client::forget_links(act).await?;
        calendar::forget(act).await?;
        message::forget_texts(act).await
    })
    .await?;
    // What was deleted stays in the log until it begins anew.
    app.db.empty_log().await.map(drop)
}
