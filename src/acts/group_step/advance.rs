//! The steps that groups take by the clock, with all that they take with them.

use chrono::{DateTime, Utc};
use entity::state::GroupStatus;

use super::fates::Fates;
use super::steps::take_step;
use crate::app::App;
use crate::error::{Error, Result};
use crate::notify::UNDO;
use crate::one_by_one::OneByOne;
use crate::programme::{self, NextStep};

/// Has groups confirmed to run begin at their first start, and end with their last end. A job.
pub async fn advance_groups(app: &App, now: DateTime<Utc>) -> Result<()> {
    let begun = advance(app, now, GroupStatus::Running).await;
    let ended = advance(app, now, GroupStatus::Ended).await;
    begun.and(ended)
}

async fn advance(app: &App, now: DateTime<Utc>, to: GroupStatus) -> Result<()> {
    let mut each = OneByOne::at(app, now);
    for id in programme::due_for_step(app.db.read(), now, to, UNDO).await? {
        let step = NextStep { to, reason: None, code: None };
        each.run(async |act| match take_step(act, id, step, &Fates::default()).await {
            // Somebody else took the step in between.
            Ok(_) | Err(Error::Conflict(_)) => Ok(()),
            Err(error) => Err(error),
        })
        .await;
    }
    each.end()
}
