//! The steps that groups take by the clock, with all that they take with them.

use chrono::{DateTime, Utc};

use super::fates::Fates;
use super::kind::StepKind;
use super::steps::take_step;
use crate::access::reach_own_group;
use crate::app::App;
use crate::error::{Error, Result};
use crate::notify::UNDO;
use crate::one_by_one::OneByOne;
use crate::programme::{self, Because};

/// Has groups confirmed to run begin at their first start, and end with their last end. A job.
pub async fn advance_groups(app: &App, now: DateTime<Utc>) -> Result<()> {
    let begun = advance(app, now, StepKind::Begin).await;
    let ended = advance(app, now, StepKind::End).await;
    begun.and(ended)
}

async fn advance(app: &App, now: DateTime<Utc>, kind: StepKind) -> Result<()> {
    let mut each = OneByOne::at(app, now);
    for id in programme::due_for_step(app.db.read(), now, kind.to(), UNDO).await? {
        each.run(async |act| {
            let group = reach_own_group(act, id).await?;
            match take_step(act, &group, kind, Because::default(), &Fates::default()).await {
                // Somebody else took the step in between.
                Ok(_) | Err(Error::Conflict(_)) => Ok(()),
                Err(error) => Err(error),
            }
        })
        .await;
    }
    each.end()
}
