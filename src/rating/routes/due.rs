//! Until when an answer is waited for, and the note of who looked.

use chrono::{Days, NaiveDate};
use entity::id::ClientId;

use crate::access::Actor;
use crate::app::App;
use crate::audit;
use crate::error::Result;

/// How long a rating that a worker asks for by hand may take.
const ANSWER_WITHIN: Days = Days::new(14);

/// Notes that a page with a client's ratings was seen.
pub async fn seen(app: &App, who: Actor, client: ClientId, what: &str) -> Result<()> {
    app.act(who, async |act| audit::seen(act, client, what).await).await
}

/// The day by which a rating that is asked for by hand should be answered.
pub fn answer_by(today: NaiveDate) -> NaiveDate {
    today + ANSWER_WITHIN
}
