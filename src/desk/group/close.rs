//! What time does to the places and referrals of a group: who never came gives the place up, who still waits at the end
//! is told so.

use chrono::{DateTime, Utc};
use entity::id::{GroupId, ParticipationId};
use entity::state::CloseReason;

use super::queries;
use crate::app::App;
use crate::audit::Actor;
use crate::desk::no_start;
use crate::error::{Error, Result};
use crate::referral;

/// Frees the places of those who missed two sessions without ever coming, and closes what is open in groups that have
/// ended. A job; each place and each group is a transaction of its own.
pub async fn close_ended(app: &App, now: DateTime<Utc>) -> Result<()> {
    for id in queries::never_came(app.db.read()).await? {
        free(app, now, id).await?;
    }
    for id in queries::left_open(app.db.read()).await? {
        close(app, now, id).await?;
    }
    Ok(())
}

async fn free(app: &App, now: DateTime<Utc>, id: ParticipationId) -> Result<()> {
    let tx = app.write().await?;
    match no_start(&tx, Actor::System, now, id).await {
        Ok(_) => Ok(tx.commit().await?),
        // The client came or left a moment ago.
        Err(Error::Conflict(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

async fn close(app: &App, now: DateTime<Utc>, id: GroupId) -> Result<()> {
    let tx = app.write().await?;
    referral::close_group(&tx, Actor::System, now, (id, CloseReason::NeverPlaced)).await?;
    Ok(tx.commit().await?)
}
