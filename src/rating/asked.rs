//! Who is asked for feedback on a session.

use entity::id::{ClientId, SessionId};

use super::queries::{self, PulseRow, PulseSession};
use super::rules;
use crate::access::{Act, Viewer};
use crate::audit;
use crate::error::Result;

/// A session with the people whose feedback may be asked, the view of them logged.
pub async fn asked_of_session(act: Act<'_>, by: &Viewer, id: SessionId) -> Result<(PulseSession, Vec<PulseRow>)> {
    let session = queries::session(act.tx, by, id).await?;
    let rows = queries::pulse_rows(act.tx, Some(by), &session).await?;
    let rows = rules::asked_of(rows, &(session.starts_at..session.ends_at), act.zone);
    let seen: Vec<ClientId> = rows.iter().map(|row| row.client_id).collect();
    audit::seen_all(act, &seen, "pulse").await?;
    Ok((session, rows))
}
