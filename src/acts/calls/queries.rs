//! Reads for the pages of letters and calls.

use std::collections::HashMap;

use entity::id::{ClientId, ReferralId, SessionId};
use entity::{offer, session};
use sea_orm::EntityTrait;

use crate::access::{Act, Viewer};
use crate::error::{OrNotFound, Result};
use crate::message::{self, ManualContact};
use crate::{audit, enrolment};

/// Letters and calls, with the offers that they tell.
pub struct CallList {
    pub rows: Vec<ManualContact>,
    pub offers: HashMap<ReferralId, offer::Model>,
    /// How much is held of what may have to be told.
    pub held: u64,
}

/// All that the reader is asked for, or that concern what the reader leads.
pub async fn all(act: Act<'_>, by: &Viewer) -> Result<CallList> {
    let rows = message::to_make(act.tx, by).await?;
    listed(act, rows).await
}

/// Those about a session.
pub async fn of_session(act: Act<'_>, by: &Viewer, id: SessionId) -> Result<(session::Model, CallList)> {
    let rows = message::by_hand(act.tx, by, id).await?;
    let session = session::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    Ok((session, listed(act, rows).await?))
}

async fn listed(act: Act<'_>, rows: Vec<ManualContact>) -> Result<CallList> {
    let clients: Vec<ClientId> = rows.iter().map(|row| row.client_id).collect();
    audit::seen_all(act, &clients, "calls").await?;
    let offers = enrolment::offers_of(act.tx, rows.iter().filter_map(|row| row.referral_id)).await?;
    let held = message::count_held(act.tx).await?;
    Ok(CallList { rows, offers, held })
}
