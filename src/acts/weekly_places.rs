//! The weekly message to workers about groups with free places.

use chrono::{DateTime, Datelike, Utc, Weekday};
use entity::state::Language;

use crate::access::Actor;
use crate::app::App;
use crate::error::Result;
use crate::notify::{self, Audience, News};
use crate::recruitment;

/// Tells workers on Mondays in one message which groups have free places; once a week, however often it runs. A job.
pub async fn tell_free_places(app: &App, now: DateTime<Utc>) -> Result<()> {
    let monday = app.day(now);
    if monday.weekday() != Weekday::Mon {
        return Ok(());
    }
    app.act_at(Actor::System, now, async |act| {
        // Which there are is said when it is sent, to each in their language.
        if recruitment::free_places(act.tx, now, Language::Fi).await?.is_some() {
            let _told = notify::tell(act, &[Audience::Workers], News::OpenPlaces { monday }).await?;
        }
        Ok(())
    })
    .await
}
