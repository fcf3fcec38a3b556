//! The ratings that fall due by the clock.

use chrono::{DateTime, Utc};

use crate::access::Actor;
use crate::app::App;
use crate::error::Result;
use crate::notify::{self, Audience, News};
use crate::one_by_one::OneByOne;
use crate::rating::{self, NewRequest};

/// Asks for every baseline, end rating and follow-up that has fallen due, and sends each client a link to it. A job; each
/// rating is a transaction of its own.
pub async fn ask_due_ratings(app: &App, now: DateTime<Utc>) -> Result<()> {
    let due = app.act_at(Actor::System, now, async |act| rating::due_ratings(act).await).await?;
    let mut each = OneByOne::at(app, now);
    for due in due {
        let new = NewRequest { phase: due.phase, session: None, due_on: due.answer_by };
        each.run(async |act| {
            let request = rating::ask(act, due.place, new).await?;
            notify::tell(act, &[Audience::Client(due.client)], News::RatingAsked { request }).await.map(|_told| ())
        })
        .await;
    }
    each.end()
}
