//! The ratings that fall due by the clock.

use chrono::{DateTime, Utc};

use crate::access::Actor;
use crate::app::App;
use crate::error::Result;
use crate::notify::{self, Audience, News};
use crate::rating::{self, NewRequest};

/// Asks for every baseline, end rating and follow-up that has fallen due, and sends each client a link to it. A job.
pub async fn ask_due_ratings(app: &App, now: DateTime<Utc>) -> Result<()> {
    app.act_at(Actor::System, now, async |act| {
        for due in rating::due_ratings(act).await? {
            let new = NewRequest { phase: due.phase, session: None, due_on: due.answer_by };
            let request = rating::ask(act, due.place, new).await?;
            let _told = notify::tell(act, &[Audience::Client(due.client)], News::RatingAsked { request }).await?;
        }
        Ok(())
    })
    .await
}
