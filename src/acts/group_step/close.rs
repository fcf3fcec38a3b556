//! What time does to the referrals of a group: who still waits at its end is told so.

use chrono::{DateTime, Utc};
use entity::id::GroupId;
use entity::state::CloseReason;

use super::queries;
use crate::access::Act;
use crate::app::App;
use crate::error::Result;
use crate::referral;

/// Closes what is open in groups that have ended. A job; each group is a transaction of its own.
pub async fn close_ended(app: &App, now: DateTime<Utc>) -> Result<()> {
    for id in queries::left_open(app.db.read()).await? {
        close(app, now, id).await?;
    }
    Ok(())
}

async fn close(app: &App, now: DateTime<Utc>, id: GroupId) -> Result<()> {
    let tx = app.write().await?;
    let act = Act::of_system(&tx, now);
    referral::close_group(act, (id, CloseReason::NeverPlaced)).await?;
    Ok(tx.commit().await?)
}
